"""The work of the department, from taking it in hand to the answer."""

from collections.abc import Sequence
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.files.errors import Refused
from collab.files.models import File
from collab.live.models import Entry

from ..errors import Incomplete, NotNow, SecondHand
from ..lifecycle import CHECKS, MOVES, Reason, State
from .answer import Answer
from .helping import Helping
from .merging import Merging
from .reply import Reply, Version
from .review import Review
from .step import Step
from .tidy import tidy


class Answering(Helping, Merging):
    class Meta:
        abstract = True

    def sign(self, *, by: Person) -> None:
        """A handler takes it in hand; a rework never by who had it in hand before (CR-11). Raises NotNow, SecondHand."""
        with transaction.atomic():
            self._other_hand(by)
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

    def had_in_hand(self, person: Person) -> bool:
        """Whether an earlier answer of this case was this person's work."""
        return self.answers.filter(Q(handler=person) | Q(drafter=person)).exists()

    def answered_by(self) -> set[int | None]:
        """Whose work the answers so far were, by number of the person."""
        return {one for pair in self.answers.values_list("handler_id", "drafter_id") for one in pair}

    def _other_hand(self, by: Person) -> None:
        """Raises SecondHand for whoever may not do the rework."""
        if self.is_barred(by.pk):
            raise SecondHand

    def is_barred(self, person: int | None) -> bool:
        """A rework is nobody's who worked on an answer of a round before, reviewed it, or called about it (2.1, CR-11)."""
        if self.rounds < 2 or person is None:
            return False
        had = Q(handler=person) | Q(drafter=person) | Q(approver=person)
        worked = self.answers.filter(had, round__lt=self.rounds).exists()
        return worked or self.callbacks.filter(by=person).exists()

    def draft(self, *, body: str, by: Person, files: Sequence[UploadedFile] = ()) -> Reply:
        """Keep the reply as it stands; may be called again and again. Raises NotNow, Incomplete.

        What another person had written before is kept as a version.
        """
        body = tidy(body)
        if not body:
            raise Incomplete(_("The reply is empty."))
        with transaction.atomic():
            self._other_hand(by)
            if self.state == State.REPLY_DRAFTED:
                self._hold(State.REPLY_DRAFTED)
            else:
                self._move("draft", by, **({} if self.handler_id else {"handler": by}))
            earlier = Reply.objects.filter(case_id=self.pk).first()
            if earlier and earlier.body and earlier.drafter_id != by.pk:
                earlier.keep()
            reply, _made = Reply.objects.update_or_create(
                case_id=self.pk, defaults={"body": body, "drafter": by, "handed_in_at": None}
            )
            reply.files.add(*self._take(files, by))
        return reply

    def _take(self, files: Sequence[UploadedFile], by: Person) -> list[File]:
        """Files of a draft lie in the room of notes until the answer."""
        try:
            return [File.receive(upload, room=self.notes_room or self.room, owner=by.key) for upload in files]
        except Refused as error:
            raise Incomplete(error.reason) from error

    def submit(self, *, by: Person) -> None:
        """Hand it in to the department's lead. Raises NotNow; Incomplete while another department has not given its part."""
        with transaction.atomic():
            self._parts_are_in()
            first = not Step.objects.filter(case_id=self.pk, verb="submit").exists()
            self._move("submit", by)
            if not Reply.objects.filter(case_id=self.pk, handed_in_at=None).update(handed_in_at=timezone.now()):
                raise NotNow
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
            if not Reply.objects.filter(case_id=self.pk, handed_in_at__isnull=False).update(handed_in_at=None):
                raise NotNow
            self._move("return", by, f"{Reason(reason).label}: {tidy(words)}"[:1000], public=False)
            holds = [check for check in CHECKS if check not in fails]
            Review.objects.create(reply=Reply.objects.get(case_id=self.pk), by=by, approved=False, holds=holds)

    def release(self, *, by: Person) -> None:
        """The department's lead, who has not written any of it, passes it on to the reviewer. Raises NotNow, SecondHand."""
        with transaction.atomic():
            self._second_hand(by)
            if not Reply.objects.filter(case_id=self.pk, handed_in_at__isnull=False).exists():
                raise NotNow
            self._move("release", by)

    def approve(self, *, checks: list[str], by: Person) -> None:
        """Another hand than any drafter's approves, and the citizen has the answer.

        Who leads the department and reviews for the city may do both in one. `checks` are the points of the check list
        (requirement group 2.6) that hold; all must. Raises Incomplete, SecondHand, NotNow: of two at once exactly one
        succeeds.
        """
        if set(CHECKS) - set(checks):
            raise Incomplete(_("Every point of the check list must hold; otherwise send the reply back."))
        with transaction.atomic():
            self._parts_are_in()
            self._second_hand(by)
            if self.state == State.REPLY_DRAFTED:
                self.release(by=by)
            self._move("answer", by, **self._times())
            Reply.objects.filter(case_id=self.pk).update(approver=by, approved_at=timezone.now(), checks=sorted(checks))
            reply = Reply.objects.get(case_id=self.pk)
            reply.files.update(room=self.room)
            Review.objects.create(reply=reply, by=by, approved=True, holds=sorted(checks))
            answer = Answer.objects.create(
                case_id=self.pk,
                at=timezone.now(),
                round=self.rounds,
                body=reply.body,
                handler=self.handler,
                drafter=reply.drafter,
                approver=by,
            )
            answer.files.set(reply.files.all())
            self._mail("answered", reply=reply.body)
            self._answer_merged(answer)

    def versions(self) -> list[Version]:
        """Earlier texts of the reply, the latest first."""
        return list(Version.objects.filter(reply__case_id=self.pk).select_related("by")[:20])
