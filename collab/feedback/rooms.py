"""What the wire may do in the two rooms of a case: the steps that the citizen sees, and the notes among colleagues."""

from uuid import UUID

from collab.accounts.models import Person
from collab.live.errors import NotFound, TooLong
from collab.live.models import Entry, Room
from collab.live.viewer import Viewer

from .models import Case
from .powers import powers_of

LONGEST = 4000


class StepsPlace:
    """Read by the citizen and by whoever sees the case; written by the verbs alone."""

    def role(self, room: Room, viewer: Viewer) -> str | None:
        case = Case.objects.select_related("department").filter(room=room).first()
        if case is None:
            return None
        seen = case.belongs_to(viewer) or Case.objects.visible_to(viewer).filter(pk=case.pk).exists()
        return "read" if seen else None

    def say(self, room: Room, viewer: Viewer, *, cid: UUID, body: str) -> Entry:
        raise NotFound

    def edit(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int, body: str) -> Entry:
        raise NotFound

    def redact(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int) -> Entry:
        raise NotFound

    def read(self, room: Room, viewer: Viewer, *, seq: int) -> None:
        return None


class NotesPlace(StepsPlace):
    """For those who work on the case; the auditor reads."""

    def role(self, room: Room, viewer: Viewer) -> str | None:
        case = Case.objects.select_related("department").filter(notes_room=room).first()
        if case is None or case.belongs_to(viewer):
            return None
        if not Case.objects.visible_to(viewer).filter(pk=case.pk).exists():
            return None
        return "write" if "note" in powers_of(case, viewer) else "read"

    def say(self, room: Room, viewer: Viewer, *, cid: UUID, body: str) -> Entry:
        if self.role(room, viewer) != "write" or not body.strip():
            raise NotFound
        if len(body) > LONGEST:
            raise TooLong
        case = Case.objects.get(notes_room=room)
        entry = case.note(text=body, by=Person.objects.get(pk=viewer.person_id or 0), cid=cid)
        if entry is None:
            raise NotFound
        return entry
