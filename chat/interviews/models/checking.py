"""After: three hands on the record, published, and archived when every question has its answer."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from collab.accounts.models import Person
from collab.audit.models import log
from collab.feedback.models import Case
from collab.search.models import forget, index

from ..errors import NotNow, OtherHand
from ..states import DONE, PUBLIC, Asked, State
from .reminder import Reminder
from .steps import Steps, needed

STANDING = ("withdrawn", "rejected", "redirected", "merged", "closed", "archived")  # of a case: nothing more comes


class Checking(Steps):
    class Meta:
        abstract = True

    lines: Any
    questions: Any

    def hand_in(self, *, by: Person, summary: str) -> None:
        """The recorder has corrected the record and written a summary. Raises NotNow, Incomplete."""
        summary = needed(summary, 4000)
        with transaction.atomic():
            self._step(State.RECORDED, start=[State.ENDED], recorded_by=by, summary=summary)
            log(by, "interview.record_handed_in", self)
            self._call_back("record")

    def confirm(self, *, by: Person) -> None:
        """The office stands behind what its guest said. Raises NotNow, OtherHand for the recorder."""
        if by.pk == self.recorded_by_id:
            raise OtherHand
        with transaction.atomic():
            self._step(State.CHECKED, start=[State.RECORDED], checked_by=by)
            log(by, "interview.record_checked", self)
            self._call_back("record")

    def give_back(self, *, by: Person, reason: str) -> None:
        """To the recorder, with what is wrong. Raises NotNow, Incomplete."""
        reason = needed(reason, 300)
        with transaction.atomic():
            start = [State.RECORDED, State.CHECKED]
            self._step(State.ENDED, start=start, recorded_by=None, checked_by=None, reason=reason)
            log(by, "interview.record_given_back", self)
            self._call_back("record")

    def publish(self, *, by: Person) -> None:
        """Third hand. With open cases it is still being followed up. Raises NotNow, OtherHand."""
        if by.pk in (self.recorded_by_id, self.checked_by_id):
            raise OtherHand
        with transaction.atomic():
            to = State.FOLLOWING_UP if self.unanswered() else State.PUBLISHED
            now = timezone.now()
            self._step(to, start=[State.CHECKED], published_by=by, published_at=now, reason="")
            log(by, "interview.published", self)
            Reminder.tell(self, "published")
            self._index()
            self._show_status()

    def unanswered(self) -> int:
        """Carried-over questions whose case is still open."""
        numbers = self.questions.filter(state=Asked.CARRIED_OVER).values("case_number")
        return Case.objects.filter(number__in=numbers, answered_at=None).exclude(state__in=STANDING).count()

    def archive(self) -> None:
        """When every question is answered. Raises NotNow."""
        if self.unanswered():
            raise NotNow
        with transaction.atomic():
            self._step(State.ARCHIVED, start=[State.PUBLISHED, State.FOLLOWING_UP])
            log(None, "interview.archived", self)
            self._show_status()

    def _index(self) -> None:
        """Announced ones and published records are found by everybody; a cancelled one is not."""
        if self.state == State.CANCELLED:
            forget(kind="interview", key=str(self.pk))
            return
        text = [self.title_en, self.about_zh, self.about_en, self.summary]
        if self.state in DONE:
            text += self.questions.filter(state__in=PUBLIC).values_list("text", flat=True)
            text += self.lines.filter(kind="answer", removed_at=None).values_list("body", flat=True)
        index(
            kind="interview", key=str(self.pk), title=self.title_zh, text="\n".join(part for part in text if part),
            url=self.get_absolute_url(), language="zh-hans", at=self.published_at or self.announced_at or timezone.now(),
            department=self.department.code,
        )  # fmt: skip
