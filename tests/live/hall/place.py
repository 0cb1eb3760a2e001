"""What a hall allows; a few words make it slow, broken or full, as real places may be."""

import time
from uuid import UUID

from django.db import OperationalError

from collab.live import errors, outlet
from collab.live.models import Entry, Participant, Room
from collab.live.viewer import Viewer

REFUSALS = {
    "!held": errors.Held(),
    "!rejected": errors.Rejected(),
    "!unavailable": OperationalError("no database"),
    "!internal": ZeroDivisionError("private words of a citizen"),
}


class Hall:
    def role(self, room: Room, viewer: Viewer) -> str | None:
        return (
            Participant.objects.filter(room=room, party=viewer.key, left_at=None).values_list("role", flat=True).first()
        )

    def say(self, room: Room, viewer: Viewer, *, cid: UUID, body: str) -> Entry:
        self._may_write(room, viewer)
        if body in REFUSALS:
            raise REFUSALS[body]
        if body.startswith("!out "):
            Participant.objects.filter(room=room, party=body[5:]).delete()
            outlet.recheck(body[5:])
        if body.startswith("!revoke "):
            _word, code, party = body.split()
            outlet.revoke(party=party, code=int(code))
        if body.startswith("!note "):
            outlet.note(body[6:], kind="told", count=1, html="<p></p>")
        if body.startswith("!slow"):
            time.sleep(2)
        return room.append(kind="message", sender=viewer.key, body=body, html=f"<li>{len(body)}</li>", cid=cid)

    def edit(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int, body: str) -> Entry:
        self._may_write(room, viewer)
        return room.revise(seq=seq, sender=viewer.key, body=body, html="<li></li>", cid=cid)

    def redact(self, room: Room, viewer: Viewer, *, cid: UUID, seq: int) -> Entry:
        self._may_write(room, viewer)
        return room.blank(seq=seq, by=viewer.key, cid=cid)

    def read(self, room: Room, viewer: Viewer, *, seq: int) -> None:
        Participant.objects.filter(room=room, party=viewer.key, read_seq__lt=seq).update(read_seq=seq)

    def _may_write(self, room: Room, viewer: Viewer) -> None:
        if self.role(room, viewer) != "write":
            raise errors.NotFound
