"""The tree of offices, and the roles that people hold in them."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from collab.audit.models import log
from collab.live import outlet

from .calendar import CalendarYear, WorkingDay

if TYPE_CHECKING:
    from collab.accounts.models import Person

__all__ = ["CalendarYear", "Department", "Grant", "Position", "Role", "WorkingDay"]


class Department(models.Model):
    """An office. `path` is the chain of codes from the root, `/D/D06/`, so that "this and below" is a prefix."""

    code = models.CharField(max_length=20, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    duties_zh = models.TextField(blank=True)
    duties_en = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    @property
    def duties(self) -> str:
        return self.duties_en if (get_language() or "").startswith("en") else self.duties_zh

    def save(self, *args: object, **kwargs: object) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Role(models.TextChoices):
    EXPERT = "expert", _("Expert")
    AGENT = "agent", _("Service staff")
    OFFICIAL = "official", _("Official")
    MODERATOR = "moderator", _("Moderator")
    HANDLER = "handler", _("Case handler")
    EDITOR = "editor", _("Editor")
    ADMIN = "admin", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


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
        cls, *, person: "Person", role: str, department: Department, by: "Person | None", until: datetime | None = None
    ) -> "Grant":
        """Give a role, at once also on open sockets. `by` is None only when a city is founded from the command line.

        Raises PermissionDenied for a grant to oneself, and for making one person administrator and auditor (SC-06).
        """
        if by is not None and by.pk == person.pk:
            raise PermissionDenied
        apart = {Role.ADMIN: Role.AUDITOR, Role.AUDITOR: Role.ADMIN}.get(Role(role))
        with transaction.atomic():
            if apart and cls.objects.current().filter(person=person, role=apart).exists():
                raise PermissionDenied
            grant, _made = cls.objects.get_or_create(
                person=person, role=role, department=department, revoked_at=None, defaults={"by": by, "until": until}
            )
            log(by, "grant.given", grant, person=person.pk, role=str(role), department=department.code)
            outlet.recheck(person.key)
        return grant

    def revoke(self, *, by: "Person") -> None:
        """Take the role back, at once also on open sockets. Raises PermissionDenied for one's own."""
        if by.pk == self.person_id:
            raise PermissionDenied
        with transaction.atomic():
            self.revoked_at, self.revoked_by = timezone.now(), by
            self.save(update_fields=["revoked_at", "revoked_by"])
            log(by, "grant.revoked", self, person=self.person_id, role=self.role)
            outlet.recheck(self.person.key)


class Position(models.Model):
    """The business card of staff. Set by administrators; nobody declares their own office."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="position")
    department = models.ForeignKey(Department, models.PROTECT, related_name="positions")
    title_zh = models.CharField(_("Title in Chinese"), max_length=80)
    title_en = models.CharField(_("Title in English"), max_length=80)
    duties_zh = models.TextField(_("Duties in Chinese"), blank=True)
    duties_en = models.TextField(_("Duties in English"), blank=True)
    phone = models.CharField(_("Office phone"), max_length=40, blank=True)
    room = models.CharField(_("Office room"), max_length=40, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if (get_language() or "").startswith("en") else self.title_zh

    @property
    def duties(self) -> str:
        return self.duties_en if (get_language() or "").startswith("en") else self.duties_zh
