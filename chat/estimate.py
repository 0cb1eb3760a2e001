"""How long a visitor will probably wait: from what this desk really did, with the range in which it lay."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles

from django.utils import timezone

from .models import Conversation, Desk

SAMPLE = 40  # conversations
WITHIN = timedelta(days=30)
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Estimate:
    """Whole minutes, at least 1: half of the comparable visitors waited between `low` and `high`."""

    low: int
    likely: int
    high: int


def expected_wait(pace: list[float], place: int) -> Estimate | None:
    """`pace` are seconds waited for each place in line; None where too few visits are known to be honest."""
    if len(pace) < ENOUGH or place < 1:
        return None
    low, likely, high = quantiles(pace, n=4)
    return Estimate(*(max(1, round(second * place / 60)) for second in (max(low, 0), likely, high)))


def pace_of(desk: Desk) -> list[float]:
    """Seconds for each place in line of the last visitors who were served: one query."""
    since = timezone.now() - WITHIN
    served = Conversation.objects.filter(desk=desk, taken_at__isnull=False, started_at__gt=since)
    rows = served.order_by("-taken_at").values_list("started_at", "taken_at", "place")[:SAMPLE]
    return [(taken - started).total_seconds() / max(1, place) for started, taken, place in rows if taken]
