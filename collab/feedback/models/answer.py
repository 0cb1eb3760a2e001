"""What the citizen was answered, each time; never changed afterwards."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from collab.files.models import File
from collab.text.render import render_safe


class Answer(models.Model):
    """One answer: `round` 1 is the first, later ones follow a question asked back or a rework."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="answers")
    round = models.PositiveSmallIntegerField(default=1)
    body = models.TextField()
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    drafter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    files = models.ManyToManyField(File, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approver=None) | ~models.Q(approver=models.F("drafter")), name="answer_second_hand"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round}"

    @property
    def html(self) -> str:
        return render_safe(self.body)
