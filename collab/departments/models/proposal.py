"""A role for which one administrator is not enough: proposed by one, confirmed by another."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from collab.audit.models import log

from .department import Department
from .grant import TWO_HANDS, Grant, Role

if TYPE_CHECKING:
    from collab.accounts.models import Person


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> "ProposalQuerySet":
        return self.filter(decided_at=None)


class Proposal(models.Model):
    """`grant` is what became of it; a declined one has none."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="proposals")
    role = models.CharField(max_length=20, choices=Role.choices)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    grant = models.OneToOneField(Grant, models.PROTECT, null=True, blank=True, related_name="proposal")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=models.Q(decided_at=None), name="proposal_once_while_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.department}"

    @classmethod
    def make(
        cls, *, person: "Person", role: str, department: Department, by: "Person", until: datetime | None = None
    ) -> "Proposal":
        """Raises PermissionDenied for oneself, a role that needs no second hand, below the root, or for one who holds the other role."""
        if by.pk == person.pk or role not in TWO_HANDS or department.parent_id:
            raise PermissionDenied
        if Grant.objects.current().filter(person=person, role__in=TWO_HANDS).exists():
            raise PermissionDenied
        with transaction.atomic():
            made, new = cls.objects.get_or_create(
                person=person, role=role, decided_at=None, defaults={"department": department, "by": by, "until": until}
            )
            if new:
                log(by, "grant.proposed", made, person=person.pk, role=role)
        return made

    def confirm(self, *, by: "Person") -> Grant:
        """The second hand: the role is given. Raises PermissionDenied for the first hand, the person, and once decided."""
        with transaction.atomic():
            self._decide(by)
            if by.pk == self.by_id:
                raise PermissionDenied
            self.grant = Grant.give(
                person=self.person, role=self.role, department=self.department, by=self.by, second=by, until=self.until
            )
            self.save(update_fields=["grant"])
            log(by, "grant.confirmed", self, person=self.person_id, role=self.role)
        return self.grant

    def decline(self, *, by: "Person") -> None:
        """By another administrator, or taken back by the first. Raises PermissionDenied once decided."""
        with transaction.atomic():
            self._decide(by)
            log(by, "grant.declined", self, person=self.person_id, role=self.role)

    def _decide(self, by: "Person") -> None:
        """Of two at once exactly one decides."""
        now = timezone.now()
        waiting = type(self).objects.waiting().filter(pk=self.pk)
        if by.pk == self.person_id or not waiting.update(decided_at=now, decided_by=by):
            raise PermissionDenied
        self.decided_at, self.decided_by = now, by
