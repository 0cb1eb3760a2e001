"""What the citizen does with the case."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.departments.calendar import add_working_days
from collab.live.viewer import Viewer

from ..errors import Incomplete, NotNow
from ..lifecycle import BAD, CALL_DAYS, FOLLOW_UP_DAYS, MOVES, OBJECTION_DAYS, State
from .matter import RATING_WINDOW
from .publication import Publication
from .request import Wish
from .reworking import Reworking
from .tidy import tidy


class Following(Reworking):
    class Meta:
        abstract = True

    def rate(self, *, level: int, words: str, by: Viewer) -> None:
        """One of five levels, voluntary (CR-10). A good one closes the case; a bad one brings a call-back within one
        working day; after a rework there is one more rating. Raises NotNow."""
        if level not in range(1, 6) or not self.may_be_rated:
            raise NotNow
        words = tidy(words)[:500]
        facts: dict[str, Any] = {"rating": level, "rating_words": words}
        again = self.rating is not None
        if again:
            facts = {"second_rating": level, "second_rating_words": words}
        with transaction.atomic():
            if level > BAD or again:
                self._move(
                    "close", by, closed_on=timezone.localdate(), contested=self.contested or level <= BAD, **facts
                )
            else:
                call_by = add_working_days(timezone.localdate(), CALL_DAYS).on
                self._move("blame", by, words, call_by=call_by, **facts)

    def close(self, *, by: Viewer | None = None) -> None:
        """By the citizen at will, or by the system after 15 days of silence. Raises NotNow."""
        silent = self.answered_at is not None and self.answered_at + RATING_WINDOW < timezone.now()
        if by is None and self.state == State.ANSWERED and not silent:
            raise NotNow
        with transaction.atomic():
            self._move("close", by, closed_on=timezone.localdate())
            self._mail("step", says=_("The case is closed."))

    def ask_back(self, *, words: str, by: Viewer) -> None:
        """The citizen asks back, once, within 15 days; the thread goes on and has five working days. Raises NotNow, Incomplete."""
        words = tidy(words)[:4000]
        if not words:
            raise Incomplete(_("Please write what you still want to know."))
        late = self.answered_at is None or self.answered_at + RATING_WINDOW < timezone.now()
        if self.asked_back or late:
            raise NotNow
        with transaction.atomic():
            self._begin_anew()
            facts = self._anew_due(FOLLOW_UP_DAYS)
            self._move("ask_back", by, self._until(words, facts), asked_back=True, **facts)
            self._mail("step", says=self._until(str(MOVES["ask_back"].tells), facts))

    def contest(self, *, words: str, by: Viewer) -> None:
        """The citizen objects within 30 days after the end; a supervisor decides. Raises NotNow, Incomplete."""
        words = tidy(words)[:2000]
        if not words:
            raise Incomplete(_("Please say why you object."))
        if not self.may_be_contested:
            raise NotNow
        with transaction.atomic():
            self._hold(State.CLOSED, State.REJECTED, State.REDIRECTED)
            self._ask(Wish.REVIEW, by=by, words=words)
            type(self)._default_manager.filter(pk=self.pk).update(contested=True)
            self.contested = True
            self._write("contest", by, words, tells=True, facts={"contested": True})

    @property
    def may_be_contested(self) -> bool:
        """Once after each end, within 30 days."""
        if self.state not in (State.CLOSED, State.REJECTED, State.REDIRECTED):
            return False
        ended = self.closed_on or timezone.localdate()
        if timezone.localdate() > ended + timedelta(days=OBJECTION_DAYS):
            return False
        return not self.requests.filter(wish=Wish.REVIEW, at__date__gte=ended).exists()

    def withdraw(self, *, by: Viewer) -> None:
        """By the citizen, before the first answer. Raises NotNow."""
        if not self.may_be_withdrawn:
            raise NotNow
        with transaction.atomic():
            self._move("withdraw", by, closed_on=timezone.localdate())
            self._mail("step", says=_("You have withdrawn your matter."))

    def change_consent(self, *, consent: bool, by: Viewer) -> None:
        """Given and taken back equally easily (PI-02); what was published goes at once."""
        with transaction.atomic():
            self.consent = consent
            self.save(update_fields=["consent"])
            self._write("consent", by, "yes" if consent else "no", facts={"consent": consent})
            for publication in Publication.objects.filter(case_id=self.pk, withdrawn_at=None) if not consent else ():
                publication.withdraw(by=by)
