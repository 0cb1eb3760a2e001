"""Where a matter is: an address in words, a point, or both."""

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..errors import Incomplete
from .tidy import tidy

POINT = {"max_digits": 9, "decimal_places": 6, "null": True, "blank": True}  # a tenth of a metre, WGS 84


class Location(models.Model):
    """Kept apart from the case, because it may tell where somebody lives: shown to those who work on it, never published."""

    case = models.OneToOneField("feedback.Case", models.CASCADE, related_name="location")
    address = models.CharField(max_length=200, blank=True)
    lat = models.DecimalField(**POINT)
    long = models.DecimalField(**POINT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lat=None, long=None) | Q(lat__range=(-90, 90), long__range=(-180, 180)),
                name="location_on_earth",
            )
        ]

    def __str__(self) -> str:
        return self.address or f"{self.lat}, {self.long}"

    @classmethod
    def of(cls, case: Any, *, address: str, point: tuple[Decimal, Decimal] | None) -> Self | None:
        """None where nothing was given. Raises Incomplete for a point that is not on earth."""
        address = tidy(address)[:200]
        if not address and point is None:
            return None
        lat, long = point or (None, None)
        if lat is not None and long is not None and not (abs(lat) <= 90 and abs(long) <= 180):
            raise Incomplete(_("This point is not on earth."))
        return cls.objects.create(case=case, address=address, lat=lat, long=long)
