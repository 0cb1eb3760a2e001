"""The leading department asks others for their part (主办/协办, CR-03)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.accounts.models import Person
from collab.departments.models import Department

from ..errors import Incomplete, NotNow
from ..lifecycle import State
from .assignment import Assignment
from .deciding import Deciding
from .tidy import tidy

AT_WORK = (
    State.IN_PROGRESS,
    State.REOPENED,
    State.FOLLOW_UP,
    State.REPLY_DRAFTED,
    State.REPLY_RETURNED,
    State.EXTENSION,
)


class Helping(Deciding):
    class Meta:
        abstract = True

    def ask_helper(self, *, department: Department, question: str, due_on: date | None, by: Person) -> Assignment:
        """A question to another department, answered inside the due date. Raises NotNow, Incomplete."""
        question = tidy(question)
        if not question or department.pk == self.department_id:
            raise Incomplete(_("Choose another department, and say what you ask of it."))
        due = due_on or self.due_on
        if due and (due < timezone.localdate() or (self.due_on and due > self.due_on >= timezone.localdate())):
            raise Incomplete(_("The day lies between today and the due date of the case."))
        with transaction.atomic():
            self._hold(*AT_WORK, State.DISPATCHED)
            if self.assignments.open().filter(department=department).exists():
                raise Incomplete(_("This department has already been asked."))
            part = Assignment.objects.create(
                case_id=self.pk, department=department, question=question[:2000], due_on=due, by=by
            )
            self._write("ask_helper", by, f"{department}: {question}"[:2000])
        return part

    def help(self, *, part: Assignment, words: str, by: Person) -> None:
        """The helping department answers; the leading one reads it on the timeline. Raises NotNow, Incomplete."""
        words = tidy(words)[:8000]
        if not words:
            raise Incomplete(_("The answer is empty."))
        with transaction.atomic():
            mine = Assignment.objects.open().filter(pk=part.pk, case_id=self.pk)
            if not mine.update(answer=words, answered_by=by, answered_at=timezone.now()):
                raise NotNow
            self._write("helped", by, f"{part.department}: {words}"[:4000])

    def recall(self, *, part: Assignment, by: Person) -> None:
        """The question is taken back. Raises NotNow."""
        with transaction.atomic():
            if not Assignment.objects.open().filter(pk=part.pk, case_id=self.pk).update(recalled_at=timezone.now()):
                raise NotNow
            self._write("recall", by, str(part.department))

    def _parts_are_in(self) -> None:
        """Nothing is answered or closed over an open part of another department. Raises Incomplete."""
        if Assignment.objects.open().filter(case_id=self.pk).exists():
            raise Incomplete(_("Another department has not answered yet: wait for it, or take the question back."))
