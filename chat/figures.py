"""How a desk does today: what its official watches."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg, Count, F, Q
from django.utils import timezone

from presence.states import here

from .models import Conversation, Desk, Seat, State
from .models.states import TALKING, WITH_AGENT

SOON = timedelta(seconds=180)  # the first answer (CH-01)
AIM = 95  # per cent


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of today by the city's clock. `level` is the share, in per cent, first answered within 180 seconds."""

    waiting: list[Conversation]
    longest: timedelta
    talking: list[Conversation]
    seats: list[Seat]
    today: int
    answered: int
    abandoned: int
    word_left: int
    level: int | None
    rating: float | None

    @property
    def holds(self) -> bool:
        return self.level is None or self.level >= AIM


def figures_of(desk: Desk) -> Figures:
    """Four queries, and presence."""
    now = timezone.now()
    midnight = timezone.localtime(now, timezone.get_default_timezone()).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    running = list(
        Conversation.objects.filter(desk=desk, state__in=[State.QUEUED, *WITH_AGENT]).select_related("agent", "desk")
    )
    waiting = sorted(
        (one for one in running if one.state == State.QUEUED), key=lambda one: (-one.precedence, one.queued_at)
    )
    counts = Conversation.objects.filter(desk=desk, started_at__gte=midnight).aggregate(
        today=Count("pk"),
        answered=Count("pk", filter=Q(first_answer_at__isnull=False)),
        soon=Count("pk", filter=Q(first_answer_at__lte=F("started_at") + SOON)),
        due=Count("pk", filter=Q(first_answer_at__isnull=False) | Q(state=State.ABANDONED)),
        abandoned=Count("pk", filter=Q(state=State.ABANDONED)),
        word_left=Count("pk", filter=Q(state=State.WORD_LEFT)),
        rating=Avg("rating"),
    )
    return Figures(
        waiting=waiting,
        longest=max((now - one.started_at for one in waiting), default=timedelta()),
        talking=[one for one in running if one.state in (*TALKING, State.ASSIGNED, State.TRANSFERRED)],
        seats=_seats(desk),
        level=round(100 * counts["soon"] / counts["due"]) if counts["due"] else None,
        **{name: counts[name] for name in ("today", "answered", "abandoned", "word_left", "rating")},
    )


def _seats(desk: Desk) -> list[Seat]:
    seats = list(desk.seats.with_load().select_related("person", "desk").order_by("person__name"))
    present = here(seat.person_id for seat in seats)
    for seat in seats:
        seat.is_here = seat.person_id in present  # type: ignore[attr-defined]
    return seats
