"""The case: all verbs together; each group stands in its own file."""

from django.db import models
from django.db.models import Q

from .answering import Answering
from .arriving import Arriving
from .following import Following
from .publishing import Publishing


class Case(Arriving, Answering, Following, Publishing):
    """A numbered matter. What it is follows from its steps; the fields are their fold."""

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["department", "state", "due_on"]),
            models.Index(fields=["received_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, 5)), name="case_five_levels"),
        ]

    def __str__(self) -> str:
        return self.number
