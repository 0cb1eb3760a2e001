"""The plugs by which higher floors tell the wire who somebody is, what a kind of room allows, and who is present."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from .models import Entry, Room
from .viewer import Viewer


class Place(Protocol):
    """What a kind of room allows. Registered once per kind by the app that owns it, in its AppConfig.ready()."""

    def role(self, room: Room, viewer: Viewer) -> str | None:
        """`"read"`, `"write"`, or None where the room does not exist for this viewer."""

    def say(self, room: Room, viewer: Viewer, *, cid: UUID, body: str) -> Entry:
        """Append a message. Raises the errors of `collab.live.errors`."""

    def edit(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int, body: str) -> Entry: ...

    def redact(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int) -> Entry: ...

    def read(self, room: Room, viewer: Viewer, *, seq: int) -> None: ...


class Identify(Protocol):
    def __call__(self, scope: dict[str, Any]) -> Viewer | None:
        """The viewer behind an ASGI scope's cookies; None when neither a session nor a guest is known. Sync, may query."""

    def valid(self, viewers: list[Viewer]) -> set[str]:
        """Of these viewers the `session` hashes that still hold (not signed out, banned, deleted). At most two queries."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A socket that said hello."""

    conn: str
    viewer: Viewer
    mobile: bool


class Attendance(Protocol):
    """Presence, as the wire tells it. All sync, called in the bounded pool; `conn` is the socket's id."""

    def arrive(self, arrivals: list[Arrival]) -> None:
        """All that came since the last call, at most once a quarter of a second: one write."""

    def beat(self, conn: str, viewer: Viewer, *, state: str) -> None:
        """`active` or `idle`, as the page sees its reader."""

    def leave(self, conns: list[str]) -> None: ...

    def refresh(self, conns: list[str]) -> None:
        """These sockets are still open: one write."""

    def states(self, viewer: Viewer, people: list[int]) -> dict[int, dict[str, Any]]:
        """Availability of those of `people` that the viewer may see: {id: {"state", "text", "n", "m", "mobile"}}."""


_places: dict[str, Place] = {}
identify: Identify | None = None
attendance: Attendance | None = None


def register(kind: str, place: Place) -> None:
    _places[kind] = place


def place_of(room: Room) -> Place:
    """Raises KeyError for a kind that nobody registered."""
    return _places[room.kind]


def is_counted(kind: str) -> bool:
    """Whether the number of readers of such a room is told (`counted` of its place)."""
    return bool(getattr(_places.get(kind), "counted", False))


def kinds() -> list[str]:
    return sorted(_places)


def set_identify(plug: Identify) -> None:
    global identify
    identify = plug


def set_attendance(plug: Attendance) -> None:
    global attendance
    attendance = plug
