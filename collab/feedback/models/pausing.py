"""When the clock stands still or gets longer: information asked for, somebody waited for, more time (CR-05, CR-06)."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.accounts.models import Person
from collab.live.viewer import Viewer

from ..errors import Incomplete, NotNow
from ..lifecycle import IN_HAND, INFO_DAYS, SUSPENSION_DAYS, State
from .deadline import Deadline
from .deciding import Deciding
from .request import Wish
from .tidy import tidy


class Pausing(Deciding):
    class Meta:
        abstract = True

    # --- something is missing

    def ask_info(self, *, words: str, by: Person) -> None:
        """The citizen has seven days to add what is missing; the clock stands still and says so. Raises NotNow, Incomplete."""
        words = tidy(words)
        if not words:
            raise Incomplete(_("Say what is missing."))
        today = timezone.localdate()
        with transaction.atomic():
            self._is_not_handed_in()
            self._move("ask_info", by, words, held_on=today, held_until=today + timedelta(days=INFO_DAYS))
            self._mail("asked", words=words, until=self.held_until)

    def supply(self, *, words: str, by: Viewer) -> None:
        """The citizen adds it; the case goes on where it stood. Raises NotNow, Incomplete."""
        words = tidy(words)[:8000]
        if not words:
            raise Incomplete(_("Please write what was asked for."))
        with transaction.atomic():
            self._go_on("supply", by, words)

    def remind(self) -> None:
        """Once, three days after something was asked for; said by the system."""
        with transaction.atomic():
            self._hold(State.NEED_INFO)
            if self.steps.filter(verb="remind", at__date__gte=self.held_on or timezone.localdate()).exists():
                return
            self._write("remind", None, "", tells=True)
            self._mail("asked", words=self.asked_for, until=self.held_until)

    @property
    def asked_for(self) -> str:
        """What the citizen is to add."""
        step = self.steps.filter(verb="ask_info").order_by("-seq").first()
        return step.words if step else ""

    def lapse(self) -> None:
        """Nothing came in time: closed by the system; an objection opens it again. Raises NotNow."""
        if self.held_until is None or self.held_until >= timezone.localdate():
            raise NotNow
        with transaction.atomic():
            self._move("lapse", None, held_on=None, held_until=None, closed_on=timezone.localdate())
            self._mail("step", says=_("Closed, because the missing information did not come in time."))

    # --- somebody else is waited for

    def ask_pause(self, *, words: str, until: date, by: Person) -> None:
        """The department's lead asks; the centre decides. At most 30 days. Raises NotNow, Incomplete."""
        words = tidy(words)
        if not timezone.localdate() < until <= timezone.localdate() + timedelta(days=SUSPENSION_DAYS):
            raise Incomplete(_("A pause ends within 30 days."))
        with transaction.atomic():
            self._is_not_handed_in()
            self._hold(*IN_HAND)
            self._ask(Wish.SUSPENSION, by=by, words=words, until=until)
            self._write("suspend?", by, words)

    def suspend(self, *, by: Person) -> None:
        """Another person grants it; the citizen reads why and until when. Raises NotNow, SecondHand."""
        with transaction.atomic():
            request = self._request(Wish.SUSPENSION)
            self._settle(request, by=by, granted=True)
            today = timezone.localdate()
            self._move("suspend", by, self._why(request.words, request.until), held_on=today, held_until=request.until)
            self._mail("step", says=self.steps.get(seq=self.last_seq).words)

    def _why(self, words: str, until: date | None) -> str:
        with override(self.language):
            end = _("Until %(day)s.") % {"day": date_format(until, "Y-m-d")} if until else ""
        return f"{words} {end}".strip()

    def resume(self, *, by: Person | None = None) -> None:
        """By the department, or by the system on the last day. Raises NotNow."""
        if by is None and (self.held_until is None or self.held_until > timezone.localdate()):
            raise NotNow
        with transaction.atomic():
            self._go_on("resume", by)

    # --- more time

    def ask_time(self, *, until: date, words: str, basis: str, by: Person) -> None:
        """Asked before the due date, once, with reason and basis; within what the kind allows. Raises NotNow, Incomplete."""
        words, basis = tidy(words), tidy(basis)
        if self.due_on is None or timezone.localdate() > self.due_on or self.extended:
            raise NotNow
        longest = self.longest_due()
        if longest is None:
            raise Incomplete(_("There is no extension for this kind of matter."))
        if not self.due_on < until <= longest:
            raise Incomplete(
                _("The new date lies after %(due)s and not after %(longest)s.")
                % {"due": self.due_on, "longest": longest}
            )
        if not words or not basis:
            raise Incomplete(_("Say why, and name the rule that allows it."))
        with transaction.atomic():
            self._is_not_handed_in()
            self._move("ask_time", by, f"{words} ({basis})")
            self._ask(Wish.EXTENSION, by=by, words=words, basis=basis[:200], until=until)

    def longest_due(self) -> date | None:
        """The last day to which this case can be extended; None where its kind knows no extension."""
        limit = Deadline.limits()[self.kind]
        if limit.longest is None or limit.days is None or self.due_on is None:
            return None
        due = limit.due(self.due_on, max(0, limit.longest - limit.days))
        return due.on if due else None

    def extend(self, *, by: Person) -> None:
        """Another person grants it; the citizen reads the old date, the new one and the reason. Raises NotNow, SecondHand."""
        with transaction.atomic():
            request = self._request(Wish.EXTENSION)
            self._settle(request, by=by, granted=True)
            self._move("extend", by, extended=True)
            self._redate(f"{request.words} ({request.basis})", by, **self._until_day(request.until))

    def _until_day(self, until: date | None) -> dict[str, Any]:
        """The fields of a due date that was promised as a day."""
        if until is None:
            return {}
        count = Deadline.limits()[self.kind].between(self._counted_from, until)
        return {**self._dated(self._counted_from, count), "due_on": until}

    def deny(self, *, wish: str, words: str, by: Person) -> None:
        """A request for time or for a pause is turned down, with the reason. Raises NotNow, SecondHand, Incomplete."""
        words = tidy(words)
        if not words or wish not in (Wish.EXTENSION, Wish.SUSPENSION, Wish.REFUSAL):
            raise Incomplete(_("Say why."))
        with transaction.atomic():
            self._settle(self._request(wish), by=by, granted=False, answer=words)
            if wish == Wish.EXTENSION:
                self._move("deny_time", by, words)
            else:
                self._write("deny", by, words)
