"""Approved wording, called by `/short`."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .desk import Desk

SHORT = RegexValidator(r"^[\w-]{1,30}$", _("Letters, digits, - and _ only."))


class PreparedAnswerQuerySet(models.QuerySet["PreparedAnswer"]):
    def at(self, desk_ids: list[int]) -> "PreparedAnswerQuerySet":
        """Those of the desks, and those that all desks share."""
        return self.filter(Q(desk=None) | Q(desk__in=desk_ids))


class PreparedAnswer(models.Model):
    """One wording in one language; without a desk it belongs to all of them. Variants share their `short`."""

    desk = models.ForeignKey(Desk, models.CASCADE, null=True, blank=True, related_name="prepared")
    short = models.CharField(_("Short name"), max_length=30, validators=[SHORT])
    language = models.CharField(_("Language"), max_length=10, default="zh-hans")
    title = models.CharField(_("Title"), max_length=80)
    body = models.TextField(_("Wording"), max_length=4000)

    objects = PreparedAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["short", "language"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "short", "language"], name="prepared_once_per_desk"),
            models.UniqueConstraint(
                fields=["short", "language"], condition=Q(desk=None), name="prepared_once_for_all_desks"
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.short} ({self.language})"
