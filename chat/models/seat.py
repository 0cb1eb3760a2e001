"""Who serves at a desk."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from .desk import Desk
from .states import WITH_AGENT


class SeatQuerySet(models.QuerySet["Seat"]):
    def on_duty(self) -> "SeatQuerySet":
        return self.filter(on_duty=True, person__is_active=True)

    def with_load(self) -> "SeatQuerySet":
        """Adds `load`: how many visitors the person serves now, at whichever desk."""
        return self.annotate(
            load=Count("person__conversations", filter=Q(person__conversations__state__in=WITH_AGENT), distinct=True)
        )


class Seat(models.Model):
    """A person who serves at a desk. `capacity` empty: as the desk says. `freed_at` tells who has been idle longest."""

    load: int  # only after `with_load`

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    languages = models.JSONField(default=list, blank=True)
    on_duty = models.BooleanField(default=True)
    freed_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "person"], name="seat_once_per_desk")]

    def __str__(self) -> str:
        return f"{self.person} @ {self.desk}"

    @property
    def limit(self) -> int:
        """How many visitors at once."""
        return self.capacity or self.desk.capacity

    def speaks(self, language: str) -> bool:
        return not self.languages or language in self.languages
