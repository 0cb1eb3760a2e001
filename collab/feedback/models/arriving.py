"""A matter comes in and finds its department."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Self

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person, digest
from collab.audit.models import log
from collab.departments.calendar import working_days_between
from collab.departments.models import Department
from collab.files.errors import Refused
from collab.files.models import File
from collab.live.models import Room
from collab.live.viewer import Viewer

from ..codes import code_of
from ..errors import Incomplete, NotNow
from ..lifecycle import CHANNELS, HAND_BACK_DAYS, HAND_BACKS, REDIRECTS, Ground, State
from ..limits import profile
from .answer import Answer
from .counter import Counter
from .deadline import Deadline
from .leader import Leader
from .lesson import Lesson
from .location import Location
from .mark import Mark
from .merging import Merging
from .publication import Publication
from .reply import Reply
from .request import Wish
from .step import FOLDED
from .tidy import tidy


class Arriving(Merging):
    class Meta:
        abstract = True

    @classmethod
    def open(
        cls, *, title: str, text: str, kind: str, channel: str, party: Viewer, consent: bool, language: str,
        department: Department | None = None, contact_name: str = "", contact_email: str = "", contact_phone: str = "",
        confidential: bool = False, first_contact_at: datetime | None = None, origin_title: str = "",
        origin_url: str = "", transcript_room: Room | None = None, by: Person | None = None,
        files: Sequence[UploadedFile] = (), leader: Leader | None = None, address: str = "",
        point: tuple[Decimal, Decimal] | None = None, told: bool = True,
    ) -> Self:  # fmt: skip
        """A matter arrives by any door. `case.secret` is the query code.

        `department` is what the citizen proposes; the centre decides. `by` is the agent who hands the matter over to
        it: it is then accepted and dispatched in the same act. The deadline counts from the first contact (one clock),
        in working days of the kind's class. Raises Incomplete, also for a file that cannot be taken.
        """
        title, text = tidy(title), tidy(text)
        if not title or not text:
            raise Incomplete(_("A title and a text are needed."))
        begun = first_contact_at or timezone.now()
        limit = Deadline.limits()[kind]
        due = limit.due(timezone.localdate(begun))
        salt = secrets.token_hex(8)
        with transaction.atomic():
            number = Counter.next_number()
            case = cls(
                number=number, code=digest(code_of(number, salt)), salt=salt, title=title[:60], text=text, kind=kind,
                channel=channel, language=language, party=party.key, contact_name=tidy(contact_name)[:60],
                contact_email=contact_email, contact_phone=tidy(contact_phone)[:30], department=department,
                consent=consent, confidential=confidential, first_contact_at=begun, received_at=timezone.now(),
                limit_days=limit.days, due_on=due.on if due else None, due_provisional=due.provisional if due else False,
                origin_title=tidy(origin_title)[:200], origin_url=origin_url[:500], transcript_room=transcript_room,
                handed_over_by=by, leader=leader, room=Room.objects.create(kind="case"),
                notes_room=Room.objects.create(kind="case-notes"),
            )  # fmt: skip
            case.save(force_insert=True)
            Location.of(case, address=address, point=point)
            Mark.fill([case])
            case._receive(files, party)
            case._write("open", party, "", tells=True, facts={name: getattr(case, name) for name in FOLDED})
            log(party if party.key else None, "case.opened", case, channel=channel)
            if told:
                case._mail("received")
            if by is not None and department is not None:
                case._move("accept", by)
                case._move("dispatch", by, department=department, dispatched_on=timezone.localdate())
                Lesson.decide(case, department)
                log(by, "case.handed_over", case, department=department.code)
        return case

    def _receive(self, files: Sequence[UploadedFile], party: Viewer) -> None:
        for upload in files:
            try:
                File.receive(upload, room=self.room, owner=party.key)
            except Refused as error:
                raise Incomplete(error.reason) from error

    def accept(self, *, by: Person) -> None:
        """By the centre, within one working day. Raises NotNow."""
        with transaction.atomic():
            self._move("accept", by)
            if profile().from_acceptance:
                self._redate(_("The time counts from the acceptance."), by, **self._dated(timezone.localdate()))
            self._mail("accepted")

    def refuse(self, *, by: Person, ground: str, words: str) -> None:
        """Propose not to accept it, with a ground of the list and words; a second person confirms. Raises NotNow, Incomplete."""
        words = tidy(words)
        if ground not in Ground.values or not words:
            raise Incomplete(_("Choose a ground, and say in your words why."))
        with transaction.atomic():
            self._hold(State.SUBMITTED)
            self._ask(Wish.REFUSAL, by=by, words=words, ground=ground)
            self._write("refuse", by, f"{Ground(ground).label}: {words}")

    def reject(self, *, by: Person) -> None:
        """Confirm the proposal: the citizen reads ground and words, and where to turn (GI-14). Raises NotNow, SecondHand."""
        with transaction.atomic():
            request = self._request(Wish.REFUSAL)
            self._settle(request, by=by, granted=True)
            self._move("reject", by, request.words, ground=request.ground, closed_on=timezone.localdate())
            self._tell_refused("rejected", request.ground, request.words)

    def redirect(self, *, by: Person, ground: str, words: str) -> None:
        """To the office that is in charge of such matters (CR-16). Raises NotNow, Incomplete."""
        words = tidy(words)
        if ground not in REDIRECTS or not words:
            raise Incomplete(_("Choose who is in charge, and say in your words why."))
        with transaction.atomic():
            self._move("redirect", by, words, ground=ground, closed_on=timezone.localdate())
            self._tell_refused("redirected", ground, words)

    def _tell_refused(self, what: str, ground: str, words: str) -> None:
        self._mail(what, ground=Ground(ground).label, channel=CHANNELS[ground], reason=words)

    def dispatch(self, *, department: Department, by: Person) -> None:
        """To the department that answers for it. Raises NotNow; after the third return only `rule` may do it."""
        with transaction.atomic():
            if self.state == State.RETURNED and self.hand_backs > HAND_BACKS:
                raise NotNow
            self._move("dispatch", by, department=department, handler=None, dispatched_on=timezone.localdate())
            Lesson.decide(self, department)
            self._mail("dispatched")

    def rule(self, *, department: Department, words: str, by: Person) -> None:
        """The supervisor decides which department it is; nobody hands it back any more (CR-04). Raises NotNow, Incomplete."""
        words = tidy(words)
        if not words:
            raise Incomplete(_("Say why this department is in charge."))
        with transaction.atomic():
            day = timezone.localdate()
            self._move(
                "rule", by, words, public=False, department=department, handler=None, bound=True, dispatched_on=day
            )
            self._mail("dispatched")

    def hand_back(self, *, words: str, by: Person) -> None:
        """Not a task of this department: within two working days of the dispatch, with a reason (CR-04). Raises NotNow, Incomplete."""
        words = tidy(words)
        if not words:
            raise Incomplete(_("Say why, and who may be in charge."))
        if self.bound or not self.may_be_handed_back:
            raise NotNow
        with transaction.atomic():
            self._is_not_handed_in()
            self._move("hand_back", by, words, public=False, handler=None, hand_backs=self.hand_backs + 1)

    @property
    def may_be_handed_back(self) -> bool:
        since = self.dispatched_on
        return since is None or working_days_between(since, timezone.localdate()) <= HAND_BACK_DAYS

    def answer_now(self, *, source: Publication | None, words: str, by: Person) -> None:
        """Answered at once with what is already published, so that two others stand behind it (即时答复). Raises NotNow, Incomplete."""
        if source is None or source.withdrawn_at is not None:
            raise Incomplete(_("There is no published reply with this number."))
        body = "\n\n".join(part for part in (tidy(words), source.answer) if part)
        with transaction.atomic():
            office = source.case.department or self.department
            self._move("answer_now", by, department=office, **self._times())
            Reply.objects.update_or_create(case_id=self.pk, defaults={"body": body, "drafter": by, "source": source})
            answer = Answer.objects.create(case_id=self.pk, body=body, drafter=by, round=self.rounds, at=timezone.now())
            self._mail("answered", reply=body)
            self._answer_merged(answer)
