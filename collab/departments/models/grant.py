"""The roles that people hold in offices."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.audit.models import log
from collab.live import outlet

from .department import Department

if TYPE_CHECKING:
    from collab.accounts.models import Person


class Role(models.TextChoices):
    EXPERT = "expert", _("Expert")
    AGENT = "agent", _("Service staff")
    OFFICIAL = "official", _("Official")
    MODERATOR = "moderator", _("Moderator")
    HANDLER = "handler", _("Case handler")
    EDITOR = "editor", _("Editor")
    ADMIN = "admin", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


TWO_HANDS = frozenset({Role.ADMIN, Role.AUDITOR})  # of the whole city, and given by two people (SC-06)


class GrantQuerySet(models.QuerySet["Grant"]):
    def current(self) -> "GrantQuerySet":
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()), revoked_at=None)


class Grant(models.Model):
    """A role of a person at a department; it reaches the departments below."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    department = models.ForeignKey(Department, models.PROTECT, related_name="grants")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "department"], condition=Q(revoked_at=None), name="grant_once_per_department"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.department}"

    @classmethod
    def give(
        cls,
        *,
        person: "Person",
        role: str,
        department: Department,
        by: "Person | None",
        until: datetime | None = None,
        second: "Person | None" = None,
    ) -> "Grant":
        """Give a role, at once also on open sockets. `by` is None only when a city is founded from the command line.

        Raises PermissionDenied for a grant to oneself, for making one person administrator and auditor, for those two
        roles without a second hand, which `Proposal.confirm` is, and for having them below the root (SC-06).
        """
        if by is not None and person.pk in (by.pk, second.pk if second else None):
            raise PermissionDenied
        if by is not None and role in TWO_HANDS and (second is None or second.pk == by.pk or department.parent_id):
            raise PermissionDenied
        apart = {Role.ADMIN: Role.AUDITOR, Role.AUDITOR: Role.ADMIN}.get(Role(role))
        with transaction.atomic():
            if apart and cls.objects.current().filter(person=person, role=apart).exists():
                raise PermissionDenied
            grant, _made = cls.objects.get_or_create(
                person=person, role=role, department=department, revoked_at=None, defaults={"by": by, "until": until}
            )
            more = {"second": second.pk} if second else {}
            log(by, "grant.given", grant, person=person.pk, role=str(role), department=department.code, **more)
            outlet.recheck(person.key)
        return grant

    def revoke(self, *, by: "Person") -> None:
        """Take the role back, at once also on open sockets. Raises PermissionDenied for one's own."""
        if by.pk == self.person_id or self.revoked_at:
            raise PermissionDenied
        with transaction.atomic():
            self.revoked_at, self.revoked_by = timezone.now(), by
            self.save(update_fields=["revoked_at", "revoked_by"])
            log(by, "grant.revoked", self, person=self.person_id, role=self.role)
            outlet.recheck(self.person.key)
