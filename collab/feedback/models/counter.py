"""Numbers of cases."""

from django.db import models
from django.utils import timezone


class Counter(models.Model):
    """The last number given in a year; its row is the lock."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    @classmethod
    def next_number(cls) -> str:
        """2026-000412: gapless, in the caller's transaction."""
        year = timezone.localdate().year
        cls.objects.get_or_create(year=year)
        cls.objects.filter(year=year).update(last=models.F("last") + 1)
        return f"{year}-{cls.objects.get(year=year).last:06d}"
