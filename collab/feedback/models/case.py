"""The case: all verbs together; each group stands in its own file."""

from django.db import models
from django.db.models import Q

from .answering import Answering
from .arriving import Arriving
from .dating import Dating
from .following import Following
from .publishing import Publishing


class Case(Arriving, Dating, Answering, Following, Publishing):
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
                fields=["department", "kind", "state", "due_on", "answered_on", "working_days"], name="case_figures"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, 5)), name="case_five_levels"),
        ]

    def __str__(self) -> str:
        return self.number
