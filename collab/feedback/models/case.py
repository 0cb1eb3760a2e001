"""The case: all verbs together; each group stands in its own file."""

from typing import NoReturn

from django.db import models
from django.db.models import Q

from ..lifecycle import State
from .answering import Answering
from .arriving import Arriving
from .dating import Dating
from .following import Following
from .matter import CaseIsKept
from .pausing import Pausing
from .publishing import Publishing


class Case(Arriving, Dating, Pausing, Answering, Following, Publishing):
    """A numbered matter. What it is follows from its steps; the fields are their fold."""

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["department", "state", "due_on"]),
            models.Index(fields=["received_at"]),
            models.Index(fields=["handler", "state"]),
            # all that the list filters and orders by, and all that the board counts, without reading the wide rows
            models.Index(
                fields=[
                    "due_on",
                    "state",
                    "department",
                    "dispatched_on",
                    "party",
                    "handler",
                    "handed_over_by",
                    "kind",
                    "consent",
                    "confidential",
                ],
                name="case_list",
            ),
            models.Index(
                fields=["state", "kind", "department", "dispatched_on", "answered_on", "received_at"],
                name="case_oldest_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, 5)), name="case_five_levels"),
            models.CheckConstraint(
                condition=Q(second_rating=None) | Q(rating__isnull=False), name="case_second_rating"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.MERGED) | Q(merged_into__isnull=False), name="case_merged_somewhere"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED) | Q(answered_on__isnull=False), name="case_answered_on"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.NEED_INFO, State.SUSPENDED]) | Q(held_until__isnull=False),
                name="case_pause_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        """Raises CaseIsKept, always."""
        raise CaseIsKept("a case is never deleted", {self})
