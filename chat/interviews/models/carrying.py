"""What was left over becomes a case, and its reply comes back under the question."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from collab.accounts.models import Person
from collab.audit.models import log
from collab.departments.models import Department
from collab.feedback.models import Case, Follower
from collab.live.viewer import Viewer
from collab.text.excerpt import excerpt

from .. import known
from ..states import Asked
from .steps import Steps

TITLE_CHARS = 60


class Carrying(Steps):
    class Meta:
        abstract = True

    department: Department
    questions: Any
    title: str

    def _pass_on(self, by: Person) -> None:
        """Every approved question that nobody answered; those not yet looked at follow when they are approved."""
        for question in self.questions.filter(state=Asked.APPROVED):
            self.pass_on(question, by=by)

    def pass_on(self, question: Any, *, by: Person) -> Case:
        """A case with five working days (IV-06) at the office of the interview; askers and voters follow it."""
        question.interview = self
        with transaction.atomic():
            question._step(Asked.CARRIED_OVER, start=[Asked.APPROVED])
            asker = known.viewer_of(question.party, question.name, question.language)
            case = Case.open(
                title=excerpt(question.text, TITLE_CHARS), text=question.text, kind="interview", channel="interview",
                party=asker, consent=True, language=question.language, department=self.department,
                contact_name=question.name, contact_email=known.email_of(question.party),
                first_contact_at=timezone.now(), origin_title=self.title_zh, by=by,
                origin_url=f"{self.get_absolute_url()}#{question.anchor}",
            )  # fmt: skip
            question.case_number = case.number
            type(question).objects.filter(pk=question.pk).update(case_number=case.number)
            known.keep_code(question, case)
            for viewer in self._listeners(question):
                Follower.follow(case=case, by=viewer)
            log(by, "question.carried_over", question, case=case.number)
            question._changed()
        return case

    def _listeners(self, question: Any) -> list[Viewer]:
        """Voters with an account, and the askers of what was merged into it; never the asker, who owns the case."""
        parties = {*question.voices.values_list("party", flat=True), *question.merged.values_list("party", flat=True)}
        return known.people(parties - {question.party})
