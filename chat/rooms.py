"""What the wire may do in the rooms of the desk: thin doors to the verbs of a conversation."""

from uuid import UUID

from collab.departments import rights
from collab.live.errors import NotFound
from collab.live.models import Entry, Room
from collab.live.viewer import Viewer

from .models import Conversation, Seat
from .models.parts import Part


def _entered(room: Room, viewer: Viewer) -> tuple[Conversation, Part]:
    """Raises NotFound for whoever has no part in it."""
    field = "room" if room.kind == "conversation" else "notes_room"
    conversation = Conversation.objects.select_related("desk__department", "desk__board", "room", "notes_room").filter(
        **{field: room}
    )
    found = conversation.first()
    part = found.part_of(viewer) if found else None
    if found is None or part is None:
        raise NotFound
    return found, part


class TalkPlace:
    """Visitor and staff."""

    def role(self, room: Room, viewer: Viewer) -> str | None:
        try:
            _conversation, part = _entered(room, viewer)
        except NotFound:
            return None
        return "write" if part.writes else "read"

    def say(self, room: Room, viewer: Viewer, *, cid: UUID, body: str) -> Entry:
        conversation, part = _entered(room, viewer)
        return conversation.say(by=viewer, part=part, body=body, cid=cid)

    def edit(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int, body: str) -> Entry:
        conversation, part = _entered(room, viewer)
        return conversation.edit(by=viewer, part=part, room=room, seq=seq, body=body, cid=cid)

    def redact(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int) -> Entry:
        conversation, part = _entered(room, viewer)
        return conversation.take_back(by=viewer, part=part, room=room, seq=seq, cid=cid)

    def read(self, room: Room, viewer: Viewer, *, seq: int) -> None:
        conversation, _part = _entered(room, viewer)
        conversation.read_up_to(party=viewer.key, room=room, seq=seq)


class NotesPlace(TalkPlace):
    """Staff alone: the sibling room that no visitor can open."""

    def role(self, room: Room, viewer: Viewer) -> str | None:
        try:
            _conversation, part = _entered(room, viewer)
        except NotFound:
            return None
        if not part.reads_notes:
            return None
        return "write" if part.notes else "read"

    def say(self, room: Room, viewer: Viewer, *, cid: UUID, body: str) -> Entry:
        conversation, part = _entered(room, viewer)
        return conversation.note(by=viewer, part=part, body=body, cid=cid)


class BoardPlace:
    """The line of a desk: ids and changes, for its seats and the officials of its department."""

    def role(self, room: Room, viewer: Viewer) -> str | None:
        return "read" if may_watch(room, viewer) else None

    def say(self, room: Room, viewer: Viewer, *, cid: UUID, body: str) -> Entry:
        raise NotFound

    def edit(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int, body: str) -> Entry:
        raise NotFound

    def redact(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int) -> Entry:
        raise NotFound

    def read(self, room: Room, viewer: Viewer, *, seq: int) -> None:
        """Nobody keeps a read mark on a board."""


def may_watch(board: Room, viewer: Viewer) -> bool:
    if viewer.person_id is None:
        return False
    seat = Seat.objects.filter(desk__board=board, person_id=viewer.person_id).exists()
    if seat and rights.has_role(viewer, "agent"):
        return True
    return rights.has_role(viewer, "official", board.desk.department)
