"""The same matter raised by several people: handled once, answered to all (CR-20)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.accounts.models import Person
from collab.departments.calendar import working_days_between
from collab.live.viewer import Viewer

from ..errors import Incomplete, NotNow
from ..lifecycle import BEFORE_ANSWER, State
from .answer import Answer
from .deciding import Deciding

UNANSWERED = (State.WITHDRAWN, State.REJECTED, State.REDIRECTED, State.CLOSED)


class Merging(Deciding):
    class Meta:
        abstract = True

    def merge(self, *, into: "Merging | None", by: Person) -> None:
        """From now on `into` answers for both; the asker keeps number and code and is told of it. Raises NotNow, Incomplete."""
        if into is None or into.pk == self.pk or into.state not in BEFORE_ANSWER:
            raise Incomplete(_("Choose another case that is still open."))
        with transaction.atomic():
            into._hold(*BEFORE_ANSWER)
            if self.merged.filter(state=State.MERGED).exists():
                raise Incomplete(_("Other cases are already handled together with this one."))
            into._write("joined", by, self.number)
            self._move("merge", by, into.number, public=False, merged_into=into)
            with override(self.language):
                said = _(
                    "Your matter is handled together with case %(number)s on the same thing. You will get the same answer."
                )
                said = said % {"number": into.number}
            self._write("merged", by, said, tells=True)
            self._mail("step", says=said)

    def unmerge(self, *, by: Person | Viewer | None) -> None:
        """Handled by itself again, in the state in which it was. Raises NotNow."""
        if self.merged_into is None:
            raise NotNow
        with transaction.atomic():
            self.merged_into._write("parted", by, self.number)
            self._move("unmerge", by, merged_into=None)
            self._mail("step", says=_("Your matter is handled by itself again."))

    def _move(self, verb: str, by: Person | Viewer | None, words: str = "", **facts: Any) -> None:
        """Where the leading case ends without an answer, those that waited for it go their own way again."""
        super()._move(verb, by, words, **facts)
        if self.state in UNANSWERED:
            for other in self.merged.filter(state=State.MERGED):
                other.unmerge(by=by)

    def _answer_merged(self, answer: Answer) -> None:
        """Whoever asked the same is told the same (CR-20)."""
        for other in self.merged.filter(state=State.MERGED):
            other._move("resolve", None, **other._times(), department=self.department)
            Answer.objects.create(
                case_id=other.pk,
                at=timezone.now(),
                body=answer.body,
                handler=answer.handler,
                drafter=answer.drafter,
                approver=answer.approver,
            ).files.set(answer.files.all())
            other._mail("answered", reply=answer.body)

    def _times(self) -> dict[str, Any]:
        """When it is answered, the day by the city's clock, and the working days since the first contact.

        Days of a pause are among them: a pause moves the due date, not the figure. Later answers leave the first one's.
        """
        now = timezone.now()
        if self.answered_on is not None:
            return {"answered_at": now}
        begun, done = timezone.localdate(self.first_contact_at), timezone.localdate(now)
        taken = working_days_between(begun, done)
        return {"answered_at": now, "answered_on": done, "working_days": taken, "promised_on": self.due_on}
