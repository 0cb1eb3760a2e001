"""What the second hand found in a reply: each point of the check list as yes or no, kept for every reading (2.6)."""

from django.conf import settings
from django.db import models
from django.utils.functional import Promise

from ..lifecycle import CHECK_LABELS, CHECKS


class Review(models.Model):
    """One reading of the reply by the second hand; `holds` are the points that are kept, all others are not."""

    reply = models.ForeignKey("feedback.Reply", models.CASCADE, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    approved = models.BooleanField()
    holds = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.reply_id}: {'yes' if self.approved else 'no'}"

    @property
    def fails(self) -> list[str | Promise]:
        """The points that are not kept, as they are read."""
        return [CHECK_LABELS[check] for check in CHECKS if check not in self.holds]
