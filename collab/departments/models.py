"""The tree of offices, and the roles that people hold in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


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
