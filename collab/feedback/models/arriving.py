"""A matter comes in and finds its department."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person, digest
from collab.audit.models import log
from collab.departments.calendar import add_working_days
from collab.departments.models import Department
from collab.files.errors import Refused
from collab.files.models import File
from collab.live.models import Room
from collab.live.viewer import Viewer

from ..codes import code_of
from ..errors import Incomplete
from ..lifecycle import CHANNELS, Ground
from .counter import Counter
from .deadline import Deadline
from .leader import Leader
from .lesson import Lesson
from .mark import Mark
from .matter import Matter

UNSEEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def tidy(text: str) -> str:
    """Without signs of control, which a database refuses or which turn the text around for its readers."""
    return text.translate(UNSEEN).strip()


class Arriving(Matter):
    class Meta:
        abstract = True

    @classmethod
    def open(
        cls, *, title: str, text: str, kind: str, channel: str, party: Viewer, consent: bool, language: str,
        department: Department | None = None, contact_name: str = "", contact_email: str = "", contact_phone: str = "",
        confidential: bool = False, first_contact_at: datetime | None = None, origin_title: str = "",
        origin_url: str = "", transcript_room: Room | None = None, by: Person | None = None,
        files: Sequence[UploadedFile] = (), leader: Leader | None = None,
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
        limit = Deadline.limits()[kind].days
        due = add_working_days(timezone.localdate(begun), limit) if limit else None
        salt = secrets.token_hex(8)
        with transaction.atomic():
            number = Counter.next_number()
            case = cls(
                number=number, code=digest(code_of(number, salt)), salt=salt, title=title[:60], text=text, kind=kind,
                channel=channel, language=language, party=party.key, contact_name=tidy(contact_name)[:60],
                contact_email=contact_email, contact_phone=tidy(contact_phone)[:30], department=department,
                consent=consent, confidential=confidential, first_contact_at=begun, received_at=timezone.now(),
                limit_days=limit, due_on=due.on if due else None, due_provisional=due.provisional if due else False,
                origin_title=tidy(origin_title)[:200], origin_url=origin_url[:500], transcript_room=transcript_room,
                handed_over_by=by, leader=leader, room=Room.objects.create(kind="case"),
                notes_room=Room.objects.create(kind="case-notes"),
            )  # fmt: skip
            case.save(force_insert=True)
            Mark.fill([case])
            case._receive(files, party)
            case._write("open", party, "", tells=True)
            log(party if party.key else None, "case.opened", case, channel=channel)
            case._mail("received")
            if by is not None and department is not None:
                case._move("accept", by)
                case._move("dispatch", by)
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
            self._mail("accepted")

    def reject(self, *, by: Person, ground: str, words: str) -> None:
        """With a ground of the list and words; the citizen reads both, and where to turn (GI-14). Raises NotNow, Incomplete."""
        words = tidy(words)
        if ground not in Ground.values or not words:
            raise Incomplete(_("Choose a ground, and say in your words why."))
        with transaction.atomic():
            self._move("reject", by, words, ground=ground)
            self._mail("rejected", ground=Ground(ground).label, channel=CHANNELS[ground], reason=words)

    def dispatch(self, *, department: Department, by: Person) -> None:
        """To the department that answers for it. Raises NotNow."""
        with transaction.atomic():
            self._move("dispatch", by, department=department)
            Lesson.decide(self, department)
            self._mail("dispatched")
