"""From the question to the first to serve: the line, picking, offering."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from collab.accounts.guests import parties
from collab.accounts.models import Person
from collab.audit.models import log
from collab.live.errors import TooLong
from collab.live.models import Participant, Room
from collab.live.viewer import Viewer
from collab.text.bilingual import both

from .. import fragments
from ..errors import AlreadyHere, AlreadyTaken, AtCapacity, NotNow, NotYours
from .desk import Desk
from .load import free_hands, show_load
from .seat import Seat
from .states import OFFERED, OPEN, WITH_AGENT, State
from .visit import Visit

QUESTION_CHARS = 2_000
ACCEPT_WITHIN = timedelta(seconds=60)
KEEPS_PLACE = timedelta(minutes=2)


class Waiting(Visit):
    """What happens to a visit before somebody serves it."""

    class Meta:
        abstract = True

    @classmethod
    def start(
        cls,
        *,
        desk: Desk,
        by: Viewer,
        question: str,
        page_title: str = "",
        page_url: str = "",
        cid: UUID | None = None,
    ) -> Self:
        """The visitor joins the line of a desk; the question is the first message, so that nothing is told twice.

        Raises AlreadyHere for a visitor with an open conversation at this desk, TooLong above 2,000 characters.
        """
        question = question.strip()
        if not 0 < len(question) <= QUESTION_CHARS:
            raise TooLong
        if here := cls._already(desk, parties(by)):
            raise AlreadyHere(here)
        try:
            with transaction.atomic():
                return cls._enter(desk, by, question, page_title[:200], page_url[:500], cid)
        except IntegrityError:
            if here := cls._already(desk, [by.key]):
                raise AlreadyHere(here) from None
            raise

    @classmethod
    def _already(cls, desk: Desk, keys: Iterable[str]) -> Self | None:
        return cls._default_manager.filter(desk=desk, visitor__in=list(keys), state__in=OPEN).first()

    @classmethod
    def _enter(cls, desk: Desk, by: Viewer, question: str, title: str, url: str, cid: UUID | None) -> Self:
        now = timezone.now()
        visit = cls(
            desk=desk,
            room=Room.objects.create(kind="conversation"),
            notes_room=Room.objects.create(kind="conversation-notes"),
            visitor=by.key,
            visitor_name=by.name,
            language=by.language,
            question=question,
            page_title=title,
            page_url=url,
            place=desk.waiting_count + 1,
            started_at=now,
            queued_at=now,
            seen_at=now,
            visitor_spoke_at=now,
        )
        visit.save(force_insert=True)
        Participant.objects.create(room=visit.room, party=by.key, role="visitor", name=by.name)
        html = fragments.message(role="visitor", sender=by.key, name=by.name, body=question)
        visit.room.append(kind="message", sender=by.key, body=question, html=html, cid=cid)
        if desk.greeting_zh or desk.greeting_en:
            visit._tell("greeting", fragments.pair(desk.greeting_zh, desk.greeting_en))
        visit._tell("queued", both(gettext_noop("You are in line at %(desk)s."), desk=desk.__str__))
        log(by, "conversation.started", visit)
        return visit

    def seen(self) -> None:
        """The visitor's page is still open: the place in line is kept for two minutes from now."""
        self.seen_at = timezone.now()
        type(self)._default_manager.filter(pk=self.pk).update(seen_at=self.seen_at)

    def offer(self, *, to: Person) -> None:
        """Ring at one person, who has 60 seconds. Raises AtCapacity, AlreadyTaken where somebody else was faster."""
        until = timezone.now() + ACCEPT_WITHIN
        with transaction.atomic():
            if free_hands(to) < 1:
                raise AtCapacity
            try:
                self._step(State.ASSIGNED, start=[State.QUEUED], agent=to, offered_until=until)
            except NotNow:
                raise AlreadyTaken from None
            self._tell("offered")
            self._ring(to, "offer")
            self.ring_visitor("queue")
            show_load(to)

    def accept(self, *, by: Person) -> None:
        """The person to whom the visitor was offered or transferred begins to serve.

        Raises NotYours, NotNow, AtCapacity where the seat has become smaller in the meantime.
        """
        if self.agent_id != by.pk:
            raise NotYours
        with transaction.atomic():
            if free_hands(by) < 0:  # this visitor is among those who are counted
                raise AtCapacity
            self._begin(by, start=OFFERED, where={"agent": by})

    def decline(self, *, by: Person) -> None:
        """The offer goes to the next colleague; the visitor stands at the head of the line. Raises NotYours, NotNow."""
        if self.agent_id != by.pk:
            raise NotYours
        self._return("declined", start=OFFERED)

    def take(self, *, by: Person) -> None:
        """The agent answers this visitor. Of two who try at once one gets AlreadyTaken. Raises NotYours, AtCapacity."""
        with transaction.atomic():
            if not Seat.objects.filter(desk=self.desk, person=by).exists():
                raise NotYours
            if free_hands(by) < 1:
                raise AtCapacity
            try:
                self._begin(by, start=[State.QUEUED], where={"agent": None})
            except NotNow:
                raise AlreadyTaken from None

    def _begin(self, by: Person, *, start: Iterable[State], where: dict[str, Any]) -> None:
        now = timezone.now()
        self._step(
            State.ACTIVE,
            start=start,
            where=where,
            agent=by,
            offered_until=None,
            passed_by=[],
            precedence=0,
            taken_at=self.taken_at or now,
            reminded_at=now,
        )
        self._seat(by, "agent")
        words = both(
            gettext_noop("%(agent)s of %(office)s is now here for you."), agent=by, office=self.desk.department.__str__
        )
        self._tell("taken", words, agent=by.name)
        log(by, "conversation.taken", self)
        show_load(by)

    def return_to_line(self) -> None:
        """To the head of the line: an offer that nobody took, an agent who vanished. Raises NotNow."""
        if self.state in OFFERED:
            self._return("unaccepted", start=OFFERED)
        else:
            self._return("vanished", start=WITH_AGENT)

    def _return(self, change: str, *, start: Iterable[State]) -> None:
        """Raises NotNow where the visit has moved on or belongs to another agent by now."""
        agent, told = self.agent, self.state != State.ASSIGNED
        if agent is None:
            raise NotNow
        with transaction.atomic():
            self._step(
                State.QUEUED,
                start=start,
                where={"agent": agent},
                agent=None,
                offered_until=None,
                passed_by=sorted({*self.passed_by, agent.pk}) if change != "vanished" else [],
                precedence=1,
                seen_at=timezone.now(),
            )
            self._unseat(agent)
            words = gettext_noop(
                "You are at the head of the line; the next free colleague can read all that was written here."
            )
            self._tell("returned", both(words) if told else None, why=change)
            self.ring_visitor("queue")
            show_load(agent)

    def abandon(self) -> None:
        """The visitor closed the page more than two minutes ago. Raises NotNow where they came back."""
        lost = timezone.now() - KEEPS_PLACE
        with transaction.atomic():
            self._step(State.ABANDONED, start=[State.QUEUED], where={"seen_at__lt": lost}, ended_at=timezone.now())
            self._tell("abandoned", both(gettext_noop("The visitor left the line.")))
            self.room.close()
