"""How many working days a matter of each kind may take: a table that the city edits, with its history (CR-05)."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.audit.models import log

from ..lifecycle import Kind
from ..limits import Limit, profile


class Deadline(models.Model):
    """From `at` on, until a newer row of the same kind. `days` empty: no deadline. Cases that are open keep their date."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    days = models.PositiveSmallIntegerField(_("Working days until the reply"), null=True, blank=True)
    target = models.PositiveSmallIntegerField(_("Aim inside the office"), null=True, blank=True)
    longest = models.PositiveSmallIntegerField(_("With an extension at most"), null=True, blank=True)
    basis = models.CharField(_("Basis"), max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.days}"

    @classmethod
    def limits(cls) -> dict[str, Limit]:
        """What holds now for every kind: the newest row, or what a city starts with."""
        starting = profile().limits
        newest = {
            row.kind: replace(
                starting[row.kind], days=row.days, target=row.target, basis=row.basis, longest=row.longest
            )
            for row in cls.objects.order_by("pk")
        }
        return {**starting, **newest}

    @classmethod
    def set(
        cls, *, kind: str, days: int | None, target: int | None, basis: str, by: Person, longest: int | None = None
    ) -> bool:  # fmt: skip
        """A new row where something differs from what holds now; True where it did."""
        before = cls.limits()[kind]
        wanted = replace(before, days=days, target=target, basis=basis.strip(), longest=longest)
        if before == wanted:
            return False
        with transaction.atomic():
            facts: dict[str, Any] = {"days": days, "target": target, "longest": longest}
            row = cls.objects.create(kind=kind, basis=wanted.basis, by=by, **facts)
            log(by, "deadline.changed", row, kind=kind, **facts)
        return True
