"""Whether anybody is there: what the entry on every page and the list of desks show. Cheap, and a few seconds old."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Q

from presence.states import here

from .estimate import Estimate, expected_wait, pace_of
from .models import Conversation, Desk, Seat, State

FRESH = 5  # seconds


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is open (somebody answers), nobody (open, but nobody is there) or closed."""

    state: str
    here: int = 0
    waiting: int = 0
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state == "open"


def standings() -> dict[int, Standing]:
    """Of every desk, by id: three queries at most, then none for five seconds."""
    known = cache.get("desk-standings")
    if known is None:
        known = _look()
        cache.set("desk-standings", known, FRESH)
    return known


def standing_of(desk: Desk) -> Standing:
    return standings().get(desk.pk) or Standing("closed")


def is_anybody_there() -> bool:
    return any(standing.is_open for standing in standings().values())


def forget() -> None:
    """After a change of hours or seats the next page looks again."""
    cache.delete("desk-standings")


def _look() -> dict[int, Standing]:
    desks = Desk.objects.annotate(line=Count("conversations", filter=Q(conversations__state=State.QUEUED)))
    seats = list(Seat.objects.on_duty().values_list("desk", "person"))
    present = here(person for _desk, person in seats)
    return {desk.pk: _standing(desk, {person for at, person in seats if at == desk.pk} & present) for desk in desks}


def _standing(desk: Desk, present: set[int]) -> Standing:
    waiting = desk.line  # type: ignore[attr-defined]
    if not desk.is_open():
        return Standing("closed", waiting=waiting, opens_at=desk.next_opening())
    return Standing("open" if present else "nobody", here=len(present), waiting=waiting)


def wait_at(desk: Desk, place: int) -> Estimate | None:
    """For this place in line; the pace is looked up every half minute."""
    key = f"desk-pace-{desk.pk}"
    pace = cache.get(key)
    if pace is None:
        pace = pace_of(desk)
        cache.set(key, pace, 30)
    return expected_wait(pace, place)


def tell_line(desk: Desk) -> None:
    """Everybody in line hears that it moved; the page then asks for its own place."""
    for conversation in Conversation.objects.filter(desk=desk).line()[:50]:
        conversation.ring_visitor("queue")
