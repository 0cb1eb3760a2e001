"""That somebody was told of a due date: each stage once for each date, whatever restarts in between (CR-07)."""

from django.db import models
from django.utils import timezone

from ..lifecycle import Alarm


class Reminder(models.Model):
    """`due_on` belongs to it: a date that was moved is warned of anew."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="reminders")
    stage = models.CharField(max_length=8, choices=Alarm.choices)
    due_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "stage", "due_on"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage}"
