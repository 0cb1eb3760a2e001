"""After the answer: calls to those who are not satisfied, work done anew by somebody else, objections decided (CR-09, CR-11)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.accounts.models import Person

from ..errors import Incomplete, NotNow, SecondHand
from ..lifecycle import MOVES, REWORK_DAYS, State
from .callback import Callback, Outcome
from .deciding import Deciding
from .reply import Reply
from .request import Wish
from .tidy import tidy


class Reworking(Deciding):
    class Meta:
        abstract = True

    def call_back(self, *, outcome: str, words: str, by: Person) -> None:
        """What the talk with the citizen brought; never by who handled the case (CR-09).

        Worked on anew by another handler within 15 working days, settled, or nobody reached: then it stays on the list.
        Raises NotNow, SecondHand, Incomplete.
        """
        words = tidy(words)[:2000]
        if outcome not in Outcome.values or not words:
            raise Incomplete(_("Say what the talk has brought."))
        if by.pk == self.handler_id or self.had_in_hand(by):
            raise SecondHand
        with transaction.atomic():
            self._hold(State.CALLBACK)
            Callback.objects.create(
                case_id=self.pk, at=timezone.now(), by=by, handler=self.handler, outcome=outcome, words=words
            )
            self._write("call", by, words)
            if outcome == Outcome.REWORK:
                self._reopen(by)
            elif outcome == Outcome.SETTLED:
                self._move("settle", by, closed_on=timezone.localdate(), call_by=None)

    def reopen(self, *, words: str, by: Person) -> None:
        """A supervisor follows the objection: work begins anew, or a refused matter is accepted. Raises NotNow, Incomplete."""
        words = self._reason(words)
        with transaction.atomic():
            self._settle(self._request(Wish.REVIEW), by=by, granted=True, answer=words)
            if self.state == State.CLOSED:
                self._reopen(by, words)
            else:
                facts = {"ground": "", "closed_on": None, **self._anew_due(None)}
                self._move("admit", by, self._until(words, facts), **facts)
                self._mail("step", says=self._until(words, facts))

    def uphold(self, *, words: str, by: Person) -> None:
        """A supervisor does not follow the objection; the citizen reads why. Raises NotNow, Incomplete."""
        words = self._reason(words)
        with transaction.atomic():
            self._hold(State.CLOSED, State.REJECTED, State.REDIRECTED)
            self._settle(self._request(Wish.REVIEW), by=by, granted=False, answer=words)
            self._write("uphold", by, words, tells=True)
            self._mail("step", says=words)

    def _reason(self, words: str) -> str:
        words = tidy(words)[:2000]
        if not words:
            raise Incomplete(_("Say why."))
        return words

    def _reopen(self, by: Person, words: str = "") -> None:
        if self.department_id is None:
            raise NotNow
        self._begin_anew()
        facts = {"handler": None, "rounds": self.rounds + 1, "call_by": None, "closed_on": None}
        facts |= self._anew_due(REWORK_DAYS)
        self._move("reopen", by, self._until(words, facts), **facts)
        self._mail("step", says=self._until(words or str(MOVES["reopen"].tells), facts))

    def _begin_anew(self) -> None:
        """A new reply begins empty; what was answered stays as it was."""
        for reply in Reply.objects.filter(case_id=self.pk):
            reply.keep()
            reply.files.clear()
        Reply.objects.filter(case_id=self.pk).update(
            body="", approver=None, approved_at=None, checks=[], handed_in_at=None, source=None
        )

    def _anew_due(self, days: int | None) -> dict[str, Any]:
        """The fields of a date counted from today: of that many working days, or of the limit of its kind."""
        facts = self._dated(timezone.localdate(), days)
        return {**facts, "extended": False} if facts else {}

    def _until(self, words: str, facts: Mapping[str, Any]) -> str:
        """With the new date, which never moves without a word."""
        if not facts.get("due_on"):
            return words
        with override(self.language):
            end = _("The answer is due by %(day)s.") % {"day": date_format(facts["due_on"], "Y-m-d")}
        return f"{words} {end}".strip()

    def archive(self) -> None:
        """Thirty days after the end, by the system; what is published stays, and so does the citizen's own copy.

        Raises NotNow, also while an objection waits for its decision.
        """
        if self.request(Wish.REVIEW) is not None:
            raise NotNow
        with transaction.atomic():
            self._move("archive", None)
