"""A call to somebody who was not satisfied, by another person than the handler (CR-09, CR-11)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    REWORK = "rework", _("To be worked on anew")
    SETTLED = "settled", _("Settled in the talk")
    UNREACHED = "unreached", _("Nobody reached")


class Callback(models.Model):
    """One try. `handler` is who had the case in hand at that time."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="callbacks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    words = models.TextField(max_length=2000)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(handler=None) | ~models.Q(by=models.F("handler")), name="callback_other_hand"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"
