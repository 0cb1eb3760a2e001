"""What the hall for measuring allows."""

import time
from uuid import UUID

from collab.live.errors import NotFound
from collab.live.models import Entry, Room
from collab.live.viewer import Viewer
from collab.text.render import render_safe

SLOW_SECONDS = 2


class Hall:
    def role(self, room: Room, viewer: Viewer) -> str | None:
        return "write" if viewer.key else None

    def say(self, room: Room, viewer: Viewer, *, cid: UUID, body: str) -> Entry:
        if body.startswith("!slow"):
            time.sleep(SLOW_SECONDS)
        return room.append(kind="message", sender=viewer.key, body=body, html=str(render_safe(body)), cid=cid)

    def edit(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int, body: str) -> Entry:
        raise NotFound

    def redact(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int) -> Entry:
        raise NotFound

    def read(self, room: Room, viewer: Viewer, *, seq: int) -> None: ...
