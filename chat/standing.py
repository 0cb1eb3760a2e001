"""Whether anybody is there: what the entry on every page and the list of desks show. Cheap, and a few seconds old.

A chore looks every few seconds, so that a page finds the answer ready; where no chore runs, one page in five seconds looks.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone

from presence.states import here

from .estimate import Estimate, expected_wait, pace_of
from .models import Conversation, Desk, Seat, State

FRESH = 5  # seconds
KEPT = 120  # seconds for which an answer is better than none while another page looks
KEY, TURN = "desk-standings", "desk-standings-turn"


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is open (somebody answers), nobody (open, but nobody is there) or closed. `wait` is for whoever comes now."""

    state: str
    here: int = 0
    waiting: int = 0
    opens_at: datetime | None = None
    wait: Estimate | None = None

    @property
    def is_open(self) -> bool:
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class Summary:
    """All desks in one: open while one of them answers, with its wait; else when the next one opens."""

    state: str
    wait: Estimate | None = None
    opens_at: datetime | None = None


def standings() -> dict[int, Standing]:
    """Of every desk, by id. No query, but for one page in five seconds where nothing else keeps the answer fresh."""
    kept: tuple[datetime, dict[int, Standing]] | None = cache.get(KEY)
    if kept is None:
        return look()
    looked_at, known = kept
    if (timezone.now() - looked_at).total_seconds() > FRESH and cache.add(TURN, 1, FRESH):
        return look()
    return known


def standing_of(desk: Desk) -> Standing:
    return standings().get(desk.pk) or Standing("closed")


def summary() -> Summary:
    known = standings().values()
    if answering := [one for one in known if one.is_open]:
        waits = [one.wait for one in answering if one.wait]
        return Summary("open", wait=min(waits, key=lambda wait: wait.likely, default=None))
    if any(one.state == "nobody" for one in known):
        return Summary("nobody")
    return Summary("closed", opens_at=min((one.opens_at for one in known if one.opens_at), default=None))


def is_anybody_there() -> bool:
    return summary().state == "open"


def forget() -> None:
    """After a change of hours or seats the next page looks again."""
    cache.delete(KEY)


def look() -> dict[int, Standing]:
    """Look at every desk now, and keep what is seen."""
    desks = Desk.objects.annotate(line=Count("conversations", filter=Q(conversations__state=State.QUEUED)))
    seats = list(Seat.objects.on_duty().values_list("desk", "person"))
    present = here(person for _desk, person in seats)
    known = {desk.pk: _standing(desk, {person for at, person in seats if at == desk.pk} & present) for desk in desks}
    cache.set(KEY, (timezone.now(), known), KEPT)
    return known


def _standing(desk: Desk, present: set[int]) -> Standing:
    waiting = desk.line  # type: ignore[attr-defined]
    if not desk.is_open():
        return Standing("closed", waiting=waiting, opens_at=_next_opening(desk))
    wait = wait_at(desk, waiting + 1) if present else None
    return Standing("open" if present else "nobody", here=len(present), waiting=waiting, wait=wait)


def _next_opening(desk: Desk) -> datetime | None:
    """Looked up once a minute: it needs the table of working days."""
    key = f"desk-opens-{desk.pk}-{hash(str((desk.hours, desk.closed_days)))}"
    kept = cache.get(key)
    if kept is None:
        kept = (desk.next_opening(),)
        cache.set(key, kept, 60)
    return kept[0]


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
