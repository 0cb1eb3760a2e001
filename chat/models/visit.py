"""What is known of one visit at a desk, and the one way in which its state changes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString

from collab.accounts.models import Person
from collab.live import outlet
from collab.live.models import Participant, Room
from collab.live.viewer import Viewer

from .. import fragments
from ..errors import NotNow
from .desk import Desk
from .states import OPEN, TALKING, WITH_AGENT, Outcome, State


class Visit(models.Model):
    """The facts. `precedence` is 1 for whoever returned to the head of the line; `place` is the place at arrival."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="conversations")
    room = models.OneToOneField(Room, models.PROTECT, related_name="conversation")
    notes_room = models.OneToOneField(Room, models.PROTECT, related_name="conversation_noted")
    visitor = models.CharField(max_length=24, db_index=True)
    visitor_name = models.CharField(max_length=60)
    language = models.CharField(max_length=10, default="zh-hans")
    question = models.TextField()
    page_title = models.CharField(max_length=200, blank=True)
    page_url = models.CharField(max_length=500, blank=True)

    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    conference = models.BooleanField(default=False)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="conversations"
    )
    offered_until = models.DateTimeField(null=True, blank=True)
    passed_by = models.JSONField(default=list, blank=True)
    precedence = models.SmallIntegerField(default=0)
    place = models.PositiveIntegerField(default=1)

    started_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    first_answer_at = models.DateTimeField(null=True, blank=True)
    visitor_spoke_at = models.DateTimeField(default=timezone.now)
    agent_spoke_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    summary = models.TextField(blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    rating_words = models.CharField(max_length=500, blank=True)
    case_number = models.CharField(max_length=20, blank=True)

    class Meta:
        abstract = True

    @property
    def is_queued(self) -> bool:
        return self.state == State.QUEUED

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_talking(self) -> bool:
        return self.state in TALKING

    @property
    def is_with_agent(self) -> bool:
        return self.state in WITH_AGENT

    @property
    def waited(self) -> timedelta:
        """From arrival to the first to serve, or until now."""
        return (self.taken_at or self.ended_at or timezone.now()) - self.started_at

    @property
    def visitor_viewer(self) -> Viewer:
        """The visitor as the verbs of other packages take them."""
        number = int(self.visitor[1:])
        return Viewer(
            key=self.visitor,
            name=self.visitor_name,
            person_id=number if self.visitor.startswith("p") else None,
            guest_id=number if self.visitor.startswith("g") else None,
            language=self.language,
        )

    def visitor_parties(self) -> list[str]:
        """All keys under which the visitor stands in the room: their devices."""
        return list(
            Participant.objects.filter(room=self.room_id, role="visitor", left_at=None).values_list("party", flat=True)
        )

    def _step(self, to: State, *, start: Iterable[State], where: dict[str, Any] | None = None, **facts: Any) -> Self:
        """Change the state where it still is one of `start` and `where` holds; of two at once exactly one succeeds.

        Raises NotNow.
        """
        changes: dict[str, Any] = {"state": to, **facts}
        still = type(self)._default_manager.filter(pk=self.pk, state__in=list(start), **(where or {}))
        if not still.update(**changes):
            raise NotNow
        for name, value in changes.items():
            setattr(self, name, value)
        return self

    def _tell(self, change: str, words: SafeString | None = None, *, sender: str = "", **body: Any) -> None:
        """An entry in the conversation's log; with words, everybody in it reads them as a line, in both languages."""
        self.room.append(
            kind="state",
            sender=sender,
            body={"state": self.state, "change": change, **body},
            html=fragments.line(change, words) if words else "",
            even_closed=True,
        )
        self.desk.post(change, self.pk)

    def _tell_notes(self, change: str, words: SafeString) -> None:
        """The same among staff."""
        self.notes_room.append(
            kind="state",
            body={"change": change},
            html=fragments.line(change, words),
            even_closed=True,
        )

    def _ring(self, person: Person, kind: str) -> None:
        """At all screens that this person has open."""
        outlet.note(person.key, kind=kind, conversation=self.pk)

    def ring_visitor(self, kind: str, **more: Any) -> None:
        """On every device on which the visitor follows the conversation."""
        for party in self.visitor_parties():
            outlet.note(party, kind=kind, conversation=self.pk, **more)

    def _seat(self, who: Person, role: str) -> None:
        """Into both rooms: the conversation, and the notes beside it."""
        for room in (self.room, self.notes_room):
            Participant.objects.update_or_create(
                room=room, party=who.key, defaults={"role": role, "name": who.name, "left_at": None}
            )

    def _unseat(self, who: Person) -> None:
        """Out of both rooms, on open sockets too."""
        rooms = [self.room_id, self.notes_room_id]
        Participant.objects.filter(room__in=rooms, party=who.key).update(left_at=timezone.now())
        outlet.recheck(who.key)
