"""The work of the department, from taking it in hand to the answer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.departments.calendar import working_days_between
from collab.files.errors import Refused
from collab.files.models import File
from collab.live.models import Entry

from ..errors import Incomplete, NotNow
from ..lifecycle import CHECKS, MOVES, Reason, State
from .arriving import tidy
from .matter import Matter
from .reply import Reply, Version
from .review import Review
from .step import Step


class Answering(Matter):
    class Meta:
        abstract = True

    def sign(self, *, by: Person) -> None:
        """A handler takes it in hand. Raises NotNow."""
        with transaction.atomic():
            self._move("sign", by, handler=by)
            self._mail("step", says=_("The department is working on it."))

    def note(self, *, text: str, by: Person, cid: UUID | None = None) -> Entry | None:
        """For colleagues only; the same `cid` twice is one note. Raises Incomplete."""
        text = tidy(text)[:4000]
        if not text:
            raise Incomplete(_("The note is empty."))
        with transaction.atomic():
            entry = None
            if self.notes_room is not None:
                entry = self.notes_room.append(kind="message", sender=by.key, body=text, cid=cid)
            if entry is None or not entry.dup:
                self._write("note", by, text)
        return entry

    def draft(self, *, body: str, by: Person, files: Sequence[UploadedFile] = ()) -> Reply:
        """Keep the reply as it stands; may be called again and again. Raises NotNow, Incomplete.

        What another person had written before is kept as a version.
        """
        body = tidy(body)
        if not body:
            raise Incomplete(_("The reply is empty."))
        with transaction.atomic():
            if self.state == State.REPLY_DRAFTED:
                self._hold(State.REPLY_DRAFTED)
            else:
                self._move("draft", by)
            earlier = Reply.objects.filter(case_id=self.pk).first()
            if earlier and earlier.drafter_id != by.pk:
                earlier.keep()
            reply, _made = Reply.objects.update_or_create(case_id=self.pk, defaults={"body": body, "drafter": by})
            reply.files.add(*self._take(files, by))
        return reply

    def _take(self, files: Sequence[UploadedFile], by: Person) -> list[File]:
        """Files of a draft lie in the room of notes until the answer."""
        try:
            return [File.receive(upload, room=self.notes_room or self.room, owner=by.key) for upload in files]
        except Refused as error:
            raise Incomplete(error.reason) from error

    def _hold(self, state: str) -> None:
        """Lock the row while it is in this state. Raises NotNow."""
        if not type(self)._default_manager.filter(pk=self.pk, state=state).update(state=state):
            raise NotNow

    def submit(self, *, by: Person) -> None:
        """To the second hand. Raises NotNow."""
        with transaction.atomic():
            first = not Step.objects.filter(case_id=self.pk, verb="submit").exists()
            self._move("submit", by)
            if first:
                self._mail("step", says=MOVES["submit"].tells)
            for reply in Reply.objects.filter(case_id=self.pk):
                reply.keep()

    def send_back(self, *, reason: str, words: str, by: Person, fails: Sequence[str] = ()) -> None:
        """The second hand wants it better; the clock goes on. `fails` are the points of the check list that do not hold.

        Raises NotNow, SecondHand.
        """
        with transaction.atomic():
            self._second_hand(by)
            self._move("return", by, f"{Reason(reason).label}: {tidy(words)}"[:1000], public=False)
            holds = [check for check in CHECKS if check not in fails]
            Review.objects.create(reply=Reply.objects.get(case_id=self.pk), by=by, approved=False, holds=holds)

    def approve(self, *, checks: list[str], by: Person) -> None:
        """Another hand than any drafter's approves, and the citizen has the answer.

        `checks` are the points of the check list (requirement group 2.6) that hold; all must. Raises Incomplete,
        SecondHand, NotNow: of two at once exactly one succeeds.
        """
        if set(CHECKS) - set(checks):
            raise Incomplete(_("Every point of the check list must hold; otherwise send the reply back."))
        with transaction.atomic():
            self._second_hand(by)
            self._move("answer", by, **self._times())
            Reply.objects.filter(case_id=self.pk).update(approver=by, approved_at=timezone.now(), checks=sorted(checks))
            reply = Reply.objects.get(case_id=self.pk)
            reply.files.update(room=self.room)
            Review.objects.create(reply=reply, by=by, approved=True, holds=sorted(checks))
            self._mail("answered", reply=reply.body)

    def _times(self) -> dict[str, Any]:
        """When it is answered, the day by the city's clock, and the working days since the first contact."""
        now = timezone.now()
        begun, done = timezone.localdate(self.first_contact_at), timezone.localdate(now)
        return {"answered_at": now, "answered_on": done, "working_days": working_days_between(begun, done)}

    def versions(self) -> list[Version]:
        """Earlier texts of the reply, the latest first."""
        return list(Version.objects.filter(reply__case_id=self.pk).select_related("by")[:20])
