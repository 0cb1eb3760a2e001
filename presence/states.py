"""The state of a person, worked out from what they chose and from their open sockets."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from collab.departments.rights import is_staff
from collab.live import outlet
from collab.live.viewer import Viewer

from .models import Audience, Availability, Beat, Chosen

AWAY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Shown:
    """`state` is available, busy, away, dnd, interview or offline; `n` of `m` is the load."""

    state: str
    text: str = ""
    n: int = 0
    m: int = 0
    mobile: bool = False


OFFLINE = Shown("offline")


def states_of(people: Iterable[int], viewer: Viewer) -> dict[int, Shown]:
    """Of those that the viewer may see; two queries, one more where a person hides from the public."""
    chosen = {row.person_id: row for row in Availability.objects.filter(person__in=list(people))}
    audiences = {row.visible_to for row in chosen.values()}
    colleague = Audience.COLLEAGUES in audiences and is_staff(viewer)
    allowed = {
        person for person in people if person == viewer.person_id or _may_see(chosen.get(person), viewer, colleague)
    }
    return {person: shown for person, shown in _work_out(allowed, chosen).items()}


def _may_see(row: Availability | None, viewer: Viewer, colleague: bool) -> bool:
    if row is None or row.visible_to == Audience.PUBLIC:
        return True
    return {Audience.SIGNED_IN: viewer.person_id is not None, Audience.COLLEAGUES: colleague}.get(
        Audience(row.visible_to), False
    )


def _work_out(people: Iterable[int], chosen: dict[int, Availability]) -> dict[int, Shown]:
    beats: dict[int, list[Beat]] = {person: [] for person in people}
    for beat in Beat.objects.living().filter(party__in=[f"p{person}" for person in beats]):
        beats[int(beat.party[1:])].append(beat)
    return {person: _state(chosen.get(person), found) for person, found in beats.items()}


def _state(row: Availability | None, beats: list[Beat]) -> Shown:
    if not beats:
        return OFFLINE
    row = row or Availability()
    mobile = all(beat.mobile for beat in beats)
    state = row.chosen
    if state == Chosen.AVAILABLE:
        if max(beat.active_at for beat in beats) < timezone.now() - AWAY:
            state = "away"
        elif row.load and row.capacity:
            state = "busy"
    return Shown(state, row.status_text, row.load, row.capacity, mobile)


def _alone(person: int) -> Shown:
    return _work_out([person], {row.person_id: row for row in Availability.objects.filter(person=person)})[person]


def is_here(person: int) -> bool:
    """Connected, and neither away nor undisturbed; privacy aside, for desks."""
    return _alone(person).state in ("available", "busy")


def is_offline(person: int) -> bool:
    return _alone(person).state == "offline"


def set_load(person: int, n: int, m: int) -> None:
    """How many somebody serves, of how many at most."""
    Availability.objects.update_or_create(person_id=person, defaults={"load": n, "capacity": m})
    outlet.presence(person)


class Wire:
    """The wire's plug (collab.live.places.Attendance)."""

    def arrive(self, conn: str, viewer: Viewer, *, mobile: bool) -> None:
        now = timezone.now()
        Beat.objects.update_or_create(
            conn=conn, defaults={"party": viewer.key, "mobile": mobile, "seen_at": now, "active_at": now}
        )
        self._tell(viewer)

    def beat(self, conn: str, viewer: Viewer, *, state: str) -> None:
        now = timezone.now()
        facts = {"seen_at": now, "active_at": now} if state == "active" else {"seen_at": now}
        Beat.objects.filter(conn=conn).update(**facts)
        self._tell(viewer)

    def leave(self, conn: str, viewer: Viewer) -> None:
        """Ten seconds of grace, in case the page only reloads."""
        Beat.objects.filter(conn=conn).update(seen_at=timezone.now() - timedelta(seconds=35))

    def refresh(self, conns: list[str]) -> None:
        Beat.objects.filter(conn__in=conns).update(seen_at=timezone.now())

    def states(self, viewer: Viewer, people: list[int]) -> dict[int, dict[str, Any]]:
        return {person: asdict(shown) for person, shown in states_of(people, viewer).items()}

    def _tell(self, viewer: Viewer) -> None:
        if viewer.person_id:
            outlet.presence(viewer.person_id)
