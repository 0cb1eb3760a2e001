"""What is said between visitor and staff, and beside it among staff."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from collab.files.models import File
from collab.live import outlet
from collab.live.errors import NotFound, TooLong
from collab.live.models import Entry, Participant, Room
from collab.live.viewer import Viewer
from collab.text.bilingual import both

from .. import fragments
from .parts import Part
from .states import State
from .visit import Visit

REMIND_AFTER = timedelta(minutes=3)
WARN_AFTER = timedelta(minutes=8)


def checked(body: str, *, staff: bool) -> str:
    """Raises TooLong for nothing at all or more than the wire allows."""
    body = body.strip()
    if not 0 < len(body) <= settings.LIVE["message_chars"]["staff" if staff else "citizen"]:
        raise TooLong
    return body


class Talking(Visit):
    """Messages and files, and the silence between them."""

    class Meta:
        abstract = True

    def say(self, *, by: Viewer, part: Part, body: str, cid: UUID | None = None) -> Entry:
        """A message of visitor, agent or invited colleague. Raises NotFound, TooLong, RoomClosed, CidConflict."""
        if not part.writes:
            raise NotFound
        body = checked(body, staff=part.is_staff)
        html = fragments.message(role=part.role, sender=by.key, name=by.name, body=body, office=self._office(part))
        with transaction.atomic():
            entry = self.room.append(kind="message", sender=by.key, body=body, html=html, cid=cid)
            if not entry.dup:
                self._spoken(part)
        return entry

    def attach(self, *, by: Viewer, part: Part, file: File) -> Entry:
        """A file that was received into this room becomes a line of it. Raises NotFound."""
        if not part.writes or file.room_id != self.room_id:
            raise NotFound
        html = fragments.attachment(role=part.role, sender=by.key, name=by.name, file=file, office=self._office(part))
        body = {"file": str(file.pk), "name": file.name, "size": file.size, "type": file.media_type}
        with transaction.atomic():
            entry = self.room.append(kind="file", sender=by.key, body=body, html=html)
            self._spoken(part)
        return entry

    def note(self, *, by: Viewer, part: Part, body: str, cid: UUID | None = None) -> Entry:
        """An internal note, in the sibling room that no visitor can open. Raises NotFound, TooLong."""
        if not part.notes:
            raise NotFound
        body = checked(body, staff=True)
        html = fragments.message(role="note", sender=by.key, name=by.name, body=body)
        return self.notes_room.append(kind="message", sender=by.key, body=body, html=html, cid=cid)

    def edit(self, *, by: Viewer, part: Part, room: Room, seq: int, body: str, cid: UUID | None = None) -> Entry:
        """The sender's own message gets another text; that it was changed is seen. Raises NotFound, Stale, TooLong."""
        if not (part.notes if room.kind == "conversation-notes" else part.writes):
            raise NotFound
        body = checked(body, staff=part.is_staff)
        role = "note" if room.kind == "conversation-notes" else part.role
        at = Entry.objects.values_list("at", flat=True).filter(room=room, seq=seq).first()
        html = fragments.message(
            role=role, sender=by.key, name=by.name, body=body, office=self._office(part), at=at, edited=True
        )
        return room.revise(seq=seq, sender=by.key, body=body, html=html, cid=cid)

    def take_back(self, *, by: Viewer, part: Part, room: Room, seq: int, cid: UUID | None = None) -> Entry:
        """The sender takes the text out of an own message; its number stays. Raises NotFound, Stale."""
        allowed = part.notes if room.kind == "conversation-notes" else part.writes
        own = Entry.objects.filter(room=room, seq=seq, kind="message", sender=by.key)
        if not allowed or not own.exists():
            raise NotFound
        return room.blank(seq=seq, by=by.key, cid=cid)

    def read_up_to(self, *, party: str, room: Room, seq: int) -> None:
        """How far somebody has read; it only grows, and the others see it."""
        seq = min(seq, room.head)
        if Participant.objects.filter(room=room, party=party, read_seq__lt=seq).update(read_seq=seq):
            others = Participant.objects.filter(room=room, left_at=None).exclude(party=party)
            for other in others.values_list("party", flat=True):
                outlet.note(other, kind="read", room=room.pk, seq=seq)

    def _office(self, part: Part) -> Any:
        return self.desk.department if part.is_staff else None

    def _spoken(self, part: Part) -> None:
        now = timezone.now()
        facts: dict[str, Any] = {"agent_spoke_at": now} if part.is_staff else {"visitor_spoke_at": now, "seen_at": now}
        if part.is_staff and self.first_answer_at is None:
            facts["first_answer_at"] = now
        type(self)._default_manager.filter(pk=self.pk).update(**facts)
        for name, value in facts.items():
            setattr(self, name, value)
        self._wake()

    def _wake(self) -> None:
        """Whoever speaks ends the silence."""
        if type(self)._default_manager.filter(pk=self.pk, state=State.IDLE).update(state=State.ACTIVE):
            self.state = State.ACTIVE
            self._tell("active")

    def warn_of_silence(self) -> None:
        """After 8 minutes without a word of the visitor, to whom staff spoke last. Raises NotNow."""
        silent = timezone.now() - WARN_AFTER
        where = {"agent_spoke_at__lt": silent, "agent_spoke_at__gt": models.F("visitor_spoke_at")}
        with transaction.atomic():
            self._step(State.IDLE, start=[State.ACTIVE], where=where)
            words = gettext_noop(
                "Are you still there? In two minutes this conversation ends by itself; you can keep its transcript."
            )
            self._tell("idle", both(words))

    def remind(self) -> bool:
        """After 3 minutes of staff silence the agent is reminded, again every 3 minutes. True where this was done."""
        now = timezone.now()
        due = type(self)._default_manager.filter(pk=self.pk, state=State.ACTIVE, reminded_at=self.reminded_at)
        with transaction.atomic():
            if not due.update(reminded_at=now):
                return False
            self.reminded_at = now
            words = gettext_noop("The visitor has been waiting for an answer for %(minutes)s minutes.")
            minutes = int((now - self.visitor_spoke_at).total_seconds() // 60)
            self._tell_notes("reminder", both(words, minutes=minutes))
            if self.agent is not None:
                self._ring(self.agent, "reminder")
        return True
