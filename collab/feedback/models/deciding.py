"""Requests: one asks, another decides; and how a due date moves, never without a word (requirement group 2.2)."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.accounts.models import Person
from collab.live.viewer import Viewer

from ..errors import Incomplete, NotNow, SecondHand
from ..lifecycle import IN_HAND, State
from .deadline import Deadline
from .matter import Matter
from .reply import Reply
from .request import Request, Wish

ASKED_IN: dict[str, tuple[State, ...]] = {
    Wish.REFUSAL: (State.SUBMITTED,),
    Wish.EXTENSION: (State.EXTENSION,),
    Wish.SUSPENSION: IN_HAND,
    Wish.REVIEW: (State.CLOSED, State.REJECTED, State.REDIRECTED),
}


class Deciding(Matter):
    class Meta:
        abstract = True

    def request(self, wish: str) -> Request | None:
        """The open one of this kind."""
        return Request.objects.filter(case_id=self.pk, wish=wish, decided_at=None).first()

    def _request(self, wish: str) -> Request:
        found = Request.objects.select_for_update().filter(case_id=self.pk, wish=wish, decided_at=None).first()
        if found is None:
            raise NotNow
        return found

    def _ask(self, wish: str, *, by: Person | Viewer, words: str, **more: Any) -> Request:
        if not words:
            raise Incomplete(_("Say why."))
        if self.request(wish) is not None:
            raise NotNow
        return Request.objects.create(
            case_id=self.pk, at=timezone.now(), wish=wish, party=by.key, name=by.name[:60], words=words, **more
        )

    def _settle(self, request: Request, *, by: Person | None, granted: bool, answer: str = "") -> None:
        """Never by who asked. Raises SecondHand; NotNow where somebody was faster."""
        if by is not None and by.key == request.party:
            raise SecondHand
        done = Request.objects.filter(pk=request.pk, decided_at=None)
        if not done.update(decided_at=timezone.now(), decided_by=by, granted=granted, answer=answer):
            raise NotNow

    def _move(self, verb: str, by: Person | Viewer | None, words: str = "", **facts: Any) -> None:
        """What was asked for in another state has become needless."""
        super()._move(verb, by, words, **facts)
        needless = Request.objects.filter(case_id=self.pk, decided_at=None)
        for request in needless.exclude(wish__in=[wish for wish, states in ASKED_IN.items() if self.state in states]):
            self._settle(request, by=None, granted=False)

    def _is_not_handed_in(self) -> None:
        """What waits for the lead stays as it is. Raises NotNow."""
        if (
            Reply.objects.filter(case_id=self.pk, handed_in_at__isnull=False).exists()
            and self.state == State.REPLY_DRAFTED
        ):
            raise NotNow

    def _hold(self, *states: str) -> None:
        """Lock the row while it is in one of these states. Raises NotNow."""
        if not type(self)._default_manager.filter(pk=self.pk, state__in=states).update(last_seq=F("last_seq")):
            raise NotNow

    # --- the date

    def _dated(self, start: date, days: int | None = None) -> dict[str, Any]:
        """The fields of a due date: `days`, or those of its kind, counted from this day on."""
        limit = Deadline.limits()[self.kind]
        count = limit.days if days is None else days
        due = limit.due(start, count)
        if due is None:
            return {}
        return {"due_on": due.on, "due_provisional": due.provisional, "counted_from": start, "limit_days": count}

    def _redate(self, why: str, by: Person | Viewer | None = None, **facts: Any) -> None:
        """Another due date, with the old one, the new one and the reason for the citizen to read (CR-06)."""
        before, after = self.due_on, facts.get("due_on")
        if after is None or before == after:
            return
        type(self)._default_manager.filter(pk=self.pk).update(**facts)
        for name, value in facts.items():
            setattr(self, name, value)
        with override(self.language):
            words = _("The answer is due by %(after)s, not by %(before)s.") % {"after": after, "before": before or "-"}
        words = f"{words} {why}".strip()
        self._write("redate", by, words, tells=True, facts=facts)
        self._mail("step", says=words)

    def _go_on(self, verb: str, by: Person | Viewer | None, words: str = "", **facts: Any) -> None:
        """The end of a pause: the clock has stood still for its working days."""
        began, today = self.held_on, timezone.localdate()
        self._move(verb, by, words, held_on=None, held_until=None, **facts)
        limit = Deadline.limits()[self.kind]
        if began is None or self.due_on is None:
            return
        stood = limit.between(began, today)
        if stood:
            with override(self.language):
                why = _("The clock stood still since %(began)s.") % {"began": began}
            self._redate(why, **self._dated(self._counted_from, (self.limit_days or 0) + stood))

    @property
    def _counted_from(self) -> date:
        return self.counted_from or timezone.localdate(self.first_contact_at)
