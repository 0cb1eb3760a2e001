"""Presence as the wire tells it: what `collab.live.places.Attendance` asks for. Runs in the wire's pool of threads."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from collab.live import outlet
from collab.live.places import Arrival
from collab.live.viewer import Viewer

from .models import AWAY, VANISHED, Beat
from .states import states_of

AT_ONCE = 2_000
TOLD = timedelta(seconds=12)  # two sweeps and a little


class Attendance:
    def arrive(self, arrivals: list[Arrival]) -> None:
        """One write for all that came since the last call."""
        now = timezone.now()
        known = [one for one in arrivals if one.viewer.key]
        beats = [
            Beat(conn=one.conn, party=one.viewer.key, mobile=one.mobile, seen_at=now, active_at=now) for one in known
        ]
        Beat.objects.bulk_create(beats, batch_size=AT_ONCE, ignore_conflicts=True)
        _tell(one.viewer.key for one in known)

    def beat(self, conn: str, viewer: Viewer, *, state: str) -> None:
        """`active`: touched just now; `idle`: not for five minutes. Told only where it changes the page's state."""
        now = timezone.now()
        row = Beat.objects.filter(conn=conn).first()
        if row is None:
            return
        was_idle, row.active_at = row.is_idle, now - AWAY if state == "idle" else now
        row.save(update_fields=["active_at"])
        if row.is_idle != was_idle:
            _tell([viewer.key])

    def leave(self, conns: list[str]) -> None:
        """Told to those who watch after the grace, by the chore."""
        for some in _some(conns):
            Beat.objects.filter(conn__in=some).update(left_at=timezone.now())

    def refresh(self, conns: list[str]) -> None:
        for some in _some(conns):
            Beat.objects.filter(conn__in=some).update(seen_at=timezone.now())

    def states(self, viewer: Viewer, people: list[int]) -> dict[int, dict[str, Any]]:
        return {person: state.frame() for person, state in states_of(people, viewer).items()}


def _some(conns: list[str]) -> list[list[str]]:
    return [conns[at : at + AT_ONCE] for at in range(0, len(conns), AT_ONCE)]


def _tell(parties: Iterable[str]) -> None:
    with transaction.atomic():
        for party in {party for party in parties if party.startswith("p")}:
            outlet.presence(int(party[1:]))


def sweep() -> None:
    """Tell those who watch whose pages are gone; forget the beats a minute later, when nobody can have vanished by them.

    Who left is told at each of the next sweeps and once more at the end: telling twice is harmless, never is not.
    """
    fresh = Beat.objects.gone().exclude(pk__in=Beat.objects.gone(TOLD).values("pk"))
    over = list(Beat.objects.gone(VANISHED).values_list("conn", "party")[:AT_ONCE])
    left = list(fresh.values_list("party", flat=True).distinct()[:AT_ONCE])
    Beat.objects.gone(VANISHED).filter(conn__in=[conn for conn, _party in over]).delete()
    _tell([*left, *(party for _conn, party in over)])
