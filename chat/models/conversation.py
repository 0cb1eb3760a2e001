"""One visit, from the line to the rating."""

from django.db import models
from django.db.models import Q

from collab.accounts.guests import parties
from collab.accounts.models import Person
from collab.departments import rights
from collab.feedback.models import Case
from collab.live.models import Participant
from collab.live.viewer import Viewer

from .ending import Ending
from .parts import Part
from .passing import Passing
from .states import OPEN, WITH_AGENT, State
from .talking import Talking
from .waiting import Waiting

STAFF_ROLES = ("agent", "handler", "official", "expert")


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def line(self) -> "ConversationQuerySet":
        """Who waits, in the order in which they are served: whoever returned first, then the oldest."""
        return self.filter(state=State.QUEUED).order_by("-precedence", "queued_at", "pk")

    def served_by(self, person: Person) -> "ConversationQuerySet":
        return self.filter(agent=person, state__in=WITH_AGENT)

    def of_visitor(self, viewer: Viewer) -> "ConversationQuerySet":
        """The viewer's own, on whichever device they began."""
        own = Participant.objects.filter(party__in=parties(viewer), role="visitor", left_at=None)
        return self.filter(room__in=own.values("room"))

    def visible_to(self, viewer: Viewer) -> "ConversationQuerySet":
        """Those in which the viewer stands, as visitor or as staff who still are staff, and those of linked cases."""
        mine = Participant.objects.filter(party__in=parties(viewer), left_at=None)
        roles = rights.roles_of(viewer)
        if not roles.intersection(STAFF_ROLES):
            return self.filter(room__in=mine.filter(role="visitor").values("room"))
        seen = Q(room__in=mine.values("room"))
        if roles & {"handler", "official"}:
            cases = Case.objects.visible_to(viewer).exclude(transcript_room=None)
            seen |= Q(room__in=cases.values("transcript_room"))
        return self.filter(seen)


class Conversation(Waiting, Talking, Passing, Ending):
    """All verbs together; each group stands in its own file."""

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["state", "desk"], name="conversation_by_state"),
            models.Index(fields=["desk", "started_at"], name="conversation_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "visitor"], condition=Q(state__in=OPEN), name="conversation_once_per_visitor"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_AGENT) | Q(agent__isnull=False), name="conversation_served_by_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.QUEUED) | Q(agent__isnull=True), name="conversation_waits_for_somebody"
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 5)), name="conversation_rated_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"

    def part_of(self, viewer: Viewer) -> Part | None:
        """The part that the viewer has now, or None: then the conversation does not exist for them."""
        if not viewer.key:
            return None
        keys = parties(viewer)
        roles = dict(
            Participant.objects.filter(room=self.room_id, party__in=keys, left_at=None).values_list("party", "role")
        ).values()
        if "visitor" in roles:
            return Part("visitor", self.is_open)
        staff = next(iter(roles), "")
        if staff and rights.roles_of(viewer).intersection(STAFF_ROLES):
            serves = staff != "agent" or self.agent_id == viewer.person_id
            return Part(staff if serves else "supervisor", self.is_talking)
        if self.case_number and self._is_linked_handler(viewer):
            return Part("handler", False)
        return None

    def _is_linked_handler(self, viewer: Viewer) -> bool:
        """Who handles or approves at the department that has the case made of this conversation."""
        if not rights.roles_of(viewer) & {"handler", "official"}:
            return False
        return Case.objects.visible_to(viewer).filter(number=self.case_number).exists()

    def place_in_line(self) -> int:
        """1 is the next; 0 for one who does not wait."""
        if not self.is_queued:
            return 0
        line = list(Conversation.objects.filter(desk=self.desk_id).line().values_list("pk", flat=True))
        return line.index(self.pk) + 1 if self.pk in line else 0

    def earlier(self) -> "ConversationQuerySet":
        """Other conversations of the same visitor, the newest first."""
        return Conversation.objects.filter(visitor=self.visitor).exclude(pk=self.pk)
