"""What the wire may do in the rooms of an interview: everybody reads the hall; those who run it talk behind the stage."""

from uuid import UUID

from django.conf import settings

from chat import fragments
from collab.live.errors import NotFound, TooLong
from collab.live.models import Entry, Room
from collab.live.viewer import Viewer

from . import powers
from .models import Interview


class HallPlace:
    """For everybody, also without an account; what is said comes in by the verbs alone."""

    counted = True

    def role(self, room: Room, viewer: Viewer) -> str | None:
        return "read" if Interview.objects.filter(room=room).exists() else None

    def say(self, room: Room, viewer: Viewer, *, cid: UUID, body: str) -> Entry:
        raise NotFound

    def edit(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int, body: str) -> Entry:
        raise NotFound

    def redact(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int) -> Entry:
        raise NotFound

    def read(self, room: Room, viewer: Viewer, *, seq: int) -> None:
        """Nobody keeps a read mark in a hall."""


class BackPlace(HallPlace):
    """The private line of host, guests, recorder and moderators (ST-41)."""

    counted = False

    def _interview(self, room: Room) -> Interview | None:
        return Interview.objects.select_related("department").filter(back_room=room).first()

    def role(self, room: Room, viewer: Viewer) -> str | None:
        interview = self._interview(room)
        standing = powers.standing(interview, viewer) if interview else None
        if standing is None or not (standing.is_backstage or standing.audits):
            return None
        return "write" if standing.is_backstage else "read"

    def say(self, room: Room, viewer: Viewer, *, cid: UUID, body: str) -> Entry:
        interview = self._interview(room)
        if interview is None or not powers.standing(interview, viewer).is_backstage:
            raise NotFound
        body = body.strip()
        if not 0 < len(body) <= settings.LIVE["message_chars"]["staff"]:
            raise TooLong
        html = fragments.message(role="note", sender=viewer.key, name=viewer.name, body=body)
        return room.append(kind="message", sender=viewer.key, body=body, html=html, cid=cid)
