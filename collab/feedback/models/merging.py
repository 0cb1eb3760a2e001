"""The same matter raised by several people: handled once, answered to all (CR-20)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.accounts.models import Person
from collab.departments.calendar import working_days_between
from collab.live.viewer import Viewer

from ..errors import Incomplete, NotNow
from ..lifecycle import BEFORE_ANSWER, MOVES, State
from .answer import Answer
from .deciding import Deciding
from .step import TELLS, Step

# of which the verb itself tells the others, or that concern the asker alone
OWN = frozenset({"open", "merge", "merged", "unmerge", "resolve", "answer", "withdraw", "reject", "redirect", "lapse", "remind",
                 "rate", "consent", "contest", "uphold", "lead", "close"})  # fmt: skip
INSTEAD = {"ask_info": "suspend", "supply": "resume"}  # others are not asked; for them somebody else is waited for
UNANSWERED = (State.WITHDRAWN, State.REJECTED, State.REDIRECTED, State.CLOSED)


class Merging(Deciding):
    class Meta:
        abstract = True

    def merge(self, *, into: "Merging | None", by: Person) -> None:
        """From now on `into` answers for both; the asker keeps number and code and is told of it and of each step.

        What was joined to this case goes along. Raises NotNow, Incomplete.
        """
        if into is None or into.pk == self.pk or into.merged_into_id == self.pk or into.state not in BEFORE_ANSWER:
            raise Incomplete(_("Choose another case that is still open."))
        with transaction.atomic():
            into._hold(*BEFORE_ANSWER)
            into._write("joined", by, self.number)
            for other in self.joined():
                other._is_joined_to(into, by)
            self._move("merge", by, into.number, public=False, merged_into=into)
            self._tell_joining(into, by)

    @classmethod
    def merge_all(cls, cases: "Sequence[Merging]", *, into: "Merging", by: Person) -> None:
        """All of them or none. Raises what `merge` raises."""
        with transaction.atomic():
            for case in sorted(cases, key=lambda one: one.pk):
                case.merge(into=into, by=by)

    def joined(self) -> "list[Merging]":
        """Those that are handled together with this one now."""
        return list(self.merged.filter(state=State.MERGED))

    @property
    def leading(self) -> "Merging":
        """The case whose dates hold: this one, or the one with which it is handled."""
        return self.merged_into if self.state == State.MERGED and self.merged_into else self

    def _is_joined_to(self, into: "Merging", by: Person) -> None:
        """The case that led it is itself led by another now."""
        type(self)._default_manager.filter(pk=self.pk).update(merged_into=into)
        self.merged_into = into
        self._write("moved", by, into.number, facts={"merged_into": into})
        self._tell_joining(into, by)

    def _tell_joining(self, into: "Merging", by: Person) -> None:
        with override(self.language):
            said = _(
                "Your matter is handled together with case %(number)s on the same thing. You will get the same answer."
            )
            said = said % {"number": into.number}
        self._write("merged", by, said, tells=True)
        self._mail("step", says=said)

    def _write(
        self, verb: str, by: Person | Viewer | None, words: str, *, before: str = "", tells: bool = False,
        facts: Mapping[str, Any] | None = None,
    ) -> Step:  # fmt: skip
        """Whoever is handled together with this one hears of each step of it, but not what was said to its asker."""
        step = super()._write(verb, by, words, before=before, tells=tells, facts=facts)
        if tells and verb not in OWN:
            for other in self.joined():
                other._hear_of(verb, facts or {})
        return step

    def _hear_of(self, verb: str, facts: Mapping[str, Any]) -> None:
        with override(self.language):
            if verb == "redate":
                says = _("The answer is due by %(day)s.") % {"day": facts.get("due_on") or "-"}
            else:
                told = INSTEAD.get(verb, verb)
                says = str(MOVES[told].tells if told in MOVES else TELLS[told])
        self._write("lead", None, says, tells=True)
        self._mail("step", says=says)

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
            for other in self.joined():
                other.unmerge(by=by)

    def _answer_merged(self, answer: Answer) -> None:
        """Whoever asked the same is told the same (CR-20)."""
        for other in self.joined():
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
