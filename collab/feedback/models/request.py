"""What one person asks for and another decides: a refusal, more time, a pause, a review."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Wish(models.TextChoices):
    REFUSAL = "refusal", _("Not to accept")
    EXTENSION = "extension", _("More time")
    SUSPENSION = "suspension", _("To wait for somebody else")
    REVIEW = "review", _("Objection")


class Request(models.Model):
    """`party` asked; `decided_by` is never the same person. `until` is the new due date, or the end of a pause."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="requests")
    wish = models.CharField(max_length=12, choices=Wish.choices)
    party = models.CharField(max_length=24)
    name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=timezone.now)
    words = models.TextField(max_length=2000)
    basis = models.CharField(max_length=200, blank=True)
    ground = models.CharField(max_length=12, blank=True)
    until = models.DateField(null=True, blank=True)
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "wish"], condition=Q(decided_at=None), name="request_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, granted=None) | Q(decided_at__isnull=False, granted__isnull=False),
                name="request_decided",
            ),
        ]
        indexes = [models.Index(fields=["wish"], condition=Q(decided_at=None), name="request_open")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.wish}"
