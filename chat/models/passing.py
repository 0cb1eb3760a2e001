"""Passing a visitor on without their having to tell it twice: transfer, invitation, taking over."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from collab.accounts.models import Person
from collab.audit.models import log
from collab.live.models import Participant
from collab.text.bilingual import both
from presence.states import here

from .. import fragments
from ..errors import NotHere, NotYours
from .desk import Desk
from .load import free_hands, show_load
from .states import OPEN, TALKING, State
from .visit import Visit

ACCEPT_WITHIN = timedelta(seconds=60)


class Passing(Visit):
    """What changes who serves."""

    class Meta:
        abstract = True

    def transfer(self, *, by: Person, to: Person, note: str = "") -> None:
        """Ring at a colleague, who has 60 seconds to accept; else the visitor stands at the head of the line.

        The colleague reads all that was said. Raises NotYours, NotHere for one who is away or full, NotNow.
        """
        self._must_lead(by)
        desk = self._desk_of(to)
        if to == by or desk is None or not here([to.pk]):
            raise NotHere
        until = timezone.now() + ACCEPT_WITHIN
        with transaction.atomic():
            if free_hands(to) < 1:
                raise NotHere
            self._step(
                State.TRANSFERRED,
                start=TALKING,
                where={"agent": by},
                agent=to,
                desk=desk,
                offered_until=until,
                passed_by=[],
            )
            self._unseat(by)
            self._tell(
                "transferred",
                both(gettext_noop("%(agent)s is passing you on to a colleague: %(to)s."), agent=by, to=to),
            )
            self._hand_note(by, note)
            log(by, "conversation.transferred", self, to=to.pk)
            self._ring(to, "transfer")
            show_load(by)
            show_load(to)

    def transfer_to_desk(self, *, by: Person, desk: Desk, note: str = "") -> None:
        """To the head of another desk's line. Raises NotYours, NotNow, NotHere for the same desk or a closed one."""
        self._must_lead(by)
        if desk.pk == self.desk_id or not desk.is_open():
            raise NotHere
        left = self.desk
        with transaction.atomic():
            facts: dict[str, Any] = {
                "agent": None,
                "desk": desk,
                "precedence": 1,
                "passed_by": [],
                "seen_at": timezone.now(),
            }
            self._step(State.QUEUED, start=TALKING, where={"agent": by}, **facts)
            self._unseat(by)
            self._tell(
                "transferred",
                both(gettext_noop("%(agent)s is passing you on to %(desk)s."), agent=by, desk=desk.__str__),
            )
            left.post("transferred", self.pk)
            self._hand_note(by, note)
            log(by, "conversation.transferred", self, desk=desk.slug)
            show_load(by)

    def invite(self, *, by: Person, colleague: Person) -> None:
        """A colleague joins the talk, visibly (CH-06). Raises NotYours, NotHere for one who is away, NotNow."""
        self._must_lead(by)
        if colleague == by or not here([colleague.pk]):
            raise NotHere
        with transaction.atomic():
            self._step(State.ACTIVE, start=TALKING, where={"agent": by}, conference=True)
            self._seat(colleague, "colleague")
            self._tell("joined", both(gettext_noop("%(colleague)s has joined the conversation."), colleague=colleague))
            log(by, "conversation.invited", self, colleague=colleague.pk)
            self._ring(colleague, "invitation")

    def leave(self, *, by: Person) -> None:
        """An invited colleague goes. Raises NotYours."""
        with transaction.atomic():
            part = Participant.objects.filter(room=self.room_id, party=by.key, role="colleague", left_at=None)
            if not part.exists():
                raise NotYours
            self._unseat(by)
            others = Participant.objects.filter(room=self.room_id, role="colleague", left_at=None)
            if not others.exists():
                type(self)._default_manager.filter(pk=self.pk).update(conference=False)
                self.conference = False
            self._tell("left", both(gettext_noop("%(colleague)s has left the conversation."), colleague=by))

    def look(self, *, by: Person, role: str = "supervisor") -> None:
        """An official looks in: written to the audit trail and shown to the agent (LD-13). Doors check the right."""
        with transaction.atomic():
            there = Participant.objects.filter(room=self.room_id, party=by.key, left_at=None)
            if there.exists():
                return
            self._seat(by, role)
            self._tell_notes("look", both(gettext_noop("%(official)s is looking into this conversation."), official=by))
            log(by, "conversation.looked_into", self)
            if self.agent is not None:
                self._ring(self.agent, "look")

    def look_away(self, *, by: Person) -> None:
        if Participant.objects.filter(room=self.room_id, party=by.key, role="supervisor", left_at=None).exists():
            with transaction.atomic():
                self._unseat(by)
                self._tell_notes("look", both(gettext_noop("%(official)s has stopped looking in."), official=by))
                if self.agent is not None:
                    self._ring(self.agent, "look")

    def take_over(self, *, by: Person) -> None:
        """An official who looked in serves from now on; the agent stays as a colleague. Raises NotYours, NotNow."""
        if not Participant.objects.filter(room=self.room_id, party=by.key, role="supervisor", left_at=None).exists():
            raise NotYours
        before = self.agent
        with transaction.atomic():
            now = timezone.now()
            facts = {"agent": by, "offered_until": None, "reminded_at": now, "taken_at": self.taken_at or now}
            self._step(State.ACTIVE, start=OPEN, where={"agent": before}, conference=before is not None, **facts)
            self._seat(by, "agent")
            if before is not None:
                self._seat(before, "colleague")
            office = self.desk.department
            self._tell(
                "taken",
                both(gettext_noop("%(agent)s of %(office)s is now here for you."), agent=by, office=office.__str__),
            )
            log(by, "conversation.taken_over", self, before=before.pk if before else None)
            show_load(by)
            if before is not None:
                self._ring(before, "taken_over")
                show_load(before)

    def _must_lead(self, by: Person) -> None:
        if self.agent_id != by.pk or self.state not in TALKING:
            raise NotYours

    def _desk_of(self, person: Person) -> Desk | None:
        """Where the person serves: this desk if they sit here, else another of theirs."""
        seats = person.seats.filter(on_duty=True).select_related("desk__board", "desk__department")
        desks = {seat.desk_id: seat.desk for seat in seats}
        return desks.get(self.desk_id) or next(iter(desks.values()), None)

    def _hand_note(self, by: Person, note: str) -> None:
        """What the next colleague should know; staff alone read it."""
        if note := note.strip()[:2000]:
            html = fragments.message(role="note", sender=by.key, name=by.name, body=note)
            self.notes_room.append(kind="message", sender=by.key, body=note, html=html, even_closed=True)
