"""What the doors of the wire (sockets and the HTTP twin) do in the database: right, allowance, then the place's verb."""

import logging
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from collab.limits.allowance import spend

from . import places
from .errors import NotFound, RateLimited, TooLong
from .models import Entry, Room
from .viewer import Viewer

logger = logging.getLogger(__name__)
BEYOND = 2**53  # no room has such a number, and no database looks it up


def rank(viewer: Viewer) -> str:
    """Which column of the limits applies."""
    return "staff" if viewer.staff else "citizen"


def readable(viewer: Viewer, rooms: Iterable[int]) -> list[tuple[Room, str]]:
    """Those of the rooms that exist for the viewer, with the viewer's role."""
    found = Room.objects.in_bulk([room for room in rooms if room < BEYOND]).values()
    roles = [(room, _role(viewer, room)) for room in found]
    return [(room, role) for room, role in roles if role]


def open_room(viewer: Viewer, room: int) -> tuple[Room, str]:
    """Raises NotFound, whether it is missing or hidden."""
    found = readable(viewer, [room])
    if not found:
        raise NotFound
    return found[0]


def may_write(viewer: Viewer, room: int) -> bool:
    return any(role == "write" for _room, role in readable(viewer, [room]))


def say(viewer: Viewer, room: int, *, cid: UUID, body: str) -> Entry:
    """Raises NotFound, RateLimited, TooLong, and what the place's verb raises."""
    there, _role_there = open_room(viewer, room)
    _afford(viewer)
    _fits(viewer, body)
    return places.place_of(there).say(there, viewer, cid=cid, body=body)


def edit(viewer: Viewer, room: int, *, cid: UUID, seq: int, body: str) -> Entry:
    there, _role_there = open_room(viewer, room)
    _afford(viewer)
    _fits(viewer, body)
    return places.place_of(there).edit(there, viewer, cid=cid, seq=seq, body=body)


def redact(viewer: Viewer, room: int, *, cid: UUID, seq: int) -> Entry:
    there, _role_there = open_room(viewer, room)
    _afford(viewer)
    return places.place_of(there).redact(there, viewer, cid=cid, seq=seq)


def read(viewer: Viewer, room: int, *, seq: int) -> None:
    there, _role_there = open_room(viewer, room)
    places.place_of(there).read(there, viewer, seq=min(seq, there.head))


def _role(viewer: Viewer, room: Room) -> str | None:
    try:
        return places.place_of(room).role(room, viewer)
    except KeyError:
        return None


def _fits(viewer: Viewer, body: str) -> None:
    if len(body) > settings.LIVE["message_chars"][rank(viewer)]:
        raise TooLong


def _afford(viewer: Viewer) -> None:
    """Counted over all processes and doors. Without the shared cache everybody may write: a limit is not worth a city."""
    for limit, seconds in settings.LIVE["sends"][rank(viewer)]:
        try:
            wait = spend(f"sends{seconds}", viewer.key, limit=limit, seconds=seconds)
        except Exception as error:
            logger.warning("allowance unknown: %s", type(error).__name__)
            return
        if wait:
            raise RateLimited(wait)
