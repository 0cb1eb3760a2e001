"""What the agent's screen shows, gathered in a fixed number of queries however many visitors there are."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from collab.accounts.models import Person
from collab.live.models import Entry, Participant

from .models import Conversation, Desk, PreparedAnswer, Seat
from .models.ending import WRAP_UP
from .models.states import OFFERED, TALKING, WITH_AGENT, State

SHOWN = 60  # entries of each conversation


@dataclass
class Talk:
    """One column: a conversation with what was said, and the part that the agent has in it."""

    conversation: Conversation
    role: str
    entries: list[Entry] = field(default_factory=list)
    read_by_visitor: int = 0
    unread: int = 0
    watchers: list[str] = field(default_factory=list)

    @property
    def is_offered(self) -> bool:
        return self.conversation.state in OFFERED

    @property
    def is_over(self) -> bool:
        return self.conversation.state == State.WRAPPED_UP

    @property
    def leads(self) -> bool:
        return self.role == "agent" and self.conversation.state in TALKING

    @property
    def version(self) -> str:
        """Changes when the head of the column must be drawn again."""
        one = self.conversation
        return f"{one.state}-{one.agent_id}-{one.conference}-{one.case_number}-{len(self.watchers)}"


@dataclass
class Screen:
    seats: list[Seat]
    desks: list[Desk]
    line: list[Conversation]
    talks: list[Talk]
    prepared: list[PreparedAnswer]

    @property
    def on_duty(self) -> bool:
        return any(seat.on_duty for seat in self.seats)

    @property
    def limit(self) -> int:
        return max((seat.limit for seat in self.seats if seat.on_duty), default=0)

    @property
    def load(self) -> int:
        return sum(talk.role == "agent" and not talk.is_over for talk in self.talks)

    @property
    def is_full(self) -> bool:
        return self.load >= self.limit


def screen_of(person: Person) -> Screen:
    seats = list(Seat.objects.filter(person=person).select_related("desk__department", "desk__board"))
    desks = [seat.desk for seat in seats]
    line = list(Conversation.objects.filter(desk__in=desks).line().select_related("desk")[:100])
    prepared = list(PreparedAnswer.objects.at([desk.pk for desk in desks]))
    return Screen(seats, desks, line, talks_of(person), prepared)


def talks_of(person: Person, only: int | None = None) -> list[Talk]:
    """Three queries."""
    invited = Participant.objects.filter(party=person.key, role="colleague", left_at=None).values("room")
    mine = Q(agent=person, state__in=WITH_AGENT) | Q(room__in=invited, state__in=TALKING)
    mine |= Q(agent=person, state=State.WRAPPED_UP, ended_at__gt=timezone.now() - WRAP_UP)
    found = Conversation.objects.filter(mine).select_related("desk__department", "room", "notes_room")
    if only is not None:
        found = found.filter(pk=only)
    talks = [
        Talk(one, "agent" if one.agent_id == person.pk else "colleague") for one in found.order_by("taken_at", "pk")
    ]
    _fill(talks, person)
    return talks


def _fill(talks: list[Talk], person: Person) -> None:
    by_room = {talk.conversation.room_id: talk for talk in talks}
    recent = Q(pk__in=[])
    for talk in talks:
        recent |= Q(room=talk.conversation.room_id, seq__gt=talk.conversation.room.head - SHOWN)
    for entry in Entry.objects.filter(recent).order_by("room_id", "seq") if talks else ():
        by_room[entry.room_id].entries.append(entry)
    for mark in Participant.objects.filter(room__in=by_room) if talks else ():
        talk = by_room[mark.room_id]
        if mark.role == "visitor":
            talk.read_by_visitor = max(talk.read_by_visitor, mark.read_seq)
        elif mark.role == "supervisor" and mark.left_at is None:
            talk.watchers.append(mark.name)
        elif mark.party == person.key:
            talk.unread = sum(entry.kind == "message" and entry.seq > mark.read_seq for entry in talk.entries)


def waiting_longest(line: list[Conversation]) -> timedelta:
    now = timezone.now()
    return max((now - one.started_at for one in line), default=timedelta())
