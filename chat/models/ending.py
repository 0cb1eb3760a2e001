"""How a visit ends: with an outcome, as a case, as a word left; and what the visitor thinks of it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from collab.accounts.models import Person
from collab.audit.models import log
from collab.departments.models import Department
from collab.feedback.models import Case
from collab.live.viewer import Viewer
from collab.text.bilingual import both
from collab.text.excerpt import excerpt

from ..errors import AlreadyRated, NotNow, NotYours
from .load import show_load
from .seat import Seat
from .states import CHOSEN_BY_AGENT, OVER, TALKING, WITH_AGENT, Outcome, State
from .visit import Visit

CLOSE_AFTER = timedelta(minutes=10)
WRAP_UP = timedelta(minutes=2)
TITLE_CHARS = 60


class Ending(Visit):
    """What ends a visit. Every verb here frees the agent."""

    class Meta:
        abstract = True

    def end(self, *, by: Person, outcome: str, summary: str = "") -> None:
        """The agent ends the talk with an outcome. Raises NotYours, NotNow for an outcome that is not the agent's."""
        if self.agent_id != by.pk:
            raise NotYours
        if outcome not in CHOSEN_BY_AGENT:
            raise NotNow
        self._wrap_up(
            outcome, both(gettext_noop("%(agent)s has ended the conversation."), agent=by), by=by, summary=summary
        )

    def finish(self, *, by: Viewer) -> None:
        """The visitor ends the talk, or leaves the line. Raises NotNow."""
        if self.state == State.QUEUED:
            with transaction.atomic():
                self._step(State.ABANDONED, start=[State.QUEUED], ended_at=timezone.now())
                self._tell("abandoned", both(gettext_noop("The visitor left the line.")))
                self.room.close()
            return
        self._wrap_up(Outcome.VISITOR, both(gettext_noop("The visitor has ended the conversation.")), by=by)

    def end_silent(self) -> None:
        """Ten minutes after the last word, two after the warning. Raises NotNow where somebody spoke."""
        silent = timezone.now() - CLOSE_AFTER
        where = {"visitor_spoke_at__lt": silent, "agent_spoke_at__lt": silent}
        words = both(gettext_noop("The conversation has ended because nothing was written for ten minutes."))
        self._wrap_up(Outcome.SILENT, words, start=[State.IDLE], where=where)

    def _wrap_up(
        self,
        outcome: str,
        words: Any,
        *,
        by: Person | Viewer | None = None,
        start: Any = WITH_AGENT,
        where: dict[str, Any] | None = None,
        summary: str = "",
    ) -> None:
        with transaction.atomic():
            facts = {"outcome": outcome, "summary": summary.strip()[:4000], "ended_at": timezone.now()}
            self._step(State.WRAPPED_UP, start=start, where=where, offered_until=None, **facts)
            self._tell("ended", words, outcome=outcome)
            self.room.close()
            log(by, "conversation.ended", self, outcome=outcome)
            self._free()

    def close(self) -> None:
        """Two minutes after the end nothing more can be added but the rating. Raises NotNow."""
        with transaction.atomic():
            self._step(State.CLOSED, start=[State.WRAPPED_UP], where={"ended_at__lt": timezone.now() - WRAP_UP})
            self._tell("closed")

    def sum_up(self, *, by: Person, outcome: str, summary: str) -> None:
        """While the conversation is being wrapped up the agent may correct its outcome. Raises NotYours, NotNow."""
        if self.agent_id != by.pk:
            raise NotYours
        if outcome not in CHOSEN_BY_AGENT:
            raise NotNow
        self._step(State.WRAPPED_UP, start=[State.WRAPPED_UP], outcome=outcome, summary=summary.strip()[:4000])

    def hand_over(
        self, *, by: Person | Viewer, department: Department, summary: str, consent: bool = False, **contact: str
    ) -> Case:
        """What the desk cannot solve becomes a case with its transcript (CH-07); the visitor is told its number.

        By the agent while they serve, or by the visitor during the talk or after it. Raises NotYours, NotNow.
        """
        if isinstance(by, Person) and self.agent_id != by.pk:
            raise NotYours
        with transaction.atomic():
            self._step(
                State.CONVERTED,
                start=[*TALKING, *OVER],
                where={"case_number": ""},
                outcome=Outcome.CASE,
                summary=summary.strip()[:4000],
                ended_at=self.ended_at or timezone.now(),
            )
            case = self._open_case(
                "chat",
                summary.strip() or self.question,
                department,
                consent,
                transcript_room=self.room,
                by=by if isinstance(by, Person) else None,
                **contact,
            )
            words = gettext_noop("Your matter is now case %(number)s at %(office)s. It will be answered by %(due)s.")
            due = case.due_on.isoformat() if case.due_on else "-"
            self._tell(
                "converted", both(words, number=case.number, office=department.__str__, due=due), case=case.number
            )
            self.room.close()
            log(by, "conversation.handed_over", self, case=case.number)
            self._free()
        return case

    def leave_word(
        self, *, by: Viewer, text: str = "", consent: bool = False, confidential: bool = False, **contact: str
    ) -> Case:
        """Instead of waiting on: what was asked becomes a case. Raises NotNow once somebody serves."""
        with transaction.atomic():
            self._step(State.WORD_LEFT, start=[State.QUEUED], ended_at=timezone.now())
            case = self._open_case(
                "word",
                text.strip() or self.question,
                self.desk.department,
                consent,
                confidential=confidential,
                **contact,
            )
            self._tell(
                "word_left", both(gettext_noop("Word was left: case %(number)s."), number=case.number), case=case.number
            )
            self.room.close()
        return case

    def _open_case(self, channel: str, text: str, department: Department, consent: bool, **more: Any) -> Case:
        case = Case.open(
            title=excerpt(self.question, TITLE_CHARS),
            text=text,
            kind="enquiry",
            channel=channel,
            party=self.visitor_viewer,
            department=department,
            contact_name=more.pop("contact_name", "") or self.visitor_name,
            consent=consent,
            language=self.language,
            first_contact_at=self.started_at,
            origin_title=self.page_title,
            origin_url=self.page_url,
            **more,
        )
        self.case_number = case.number
        type(self)._default_manager.filter(pk=self.pk).update(case_number=case.number)
        return case

    def rate(self, *, level: int, words: str = "") -> None:
        """One of five levels, once, voluntary (CR-10). Raises AlreadyRated, NotNow before the end."""
        if not 1 <= level <= 5 or self.state not in OVER:
            raise NotNow
        rated = type(self)._default_manager.filter(pk=self.pk, rating=None)
        if not rated.update(rating=level, rating_words=words.strip()[:500]):
            raise AlreadyRated
        self.rating, self.rating_words = level, words.strip()[:500]

    def _free(self) -> None:
        """The agent has a hand free again, and is now the last in the order of who was idle longest."""
        if self.agent is not None:
            Seat.objects.filter(person=self.agent).update(freed_at=timezone.now())
            show_load(self.agent)
