"""Who does what in an interview."""

from django.conf import settings
from django.db import models

from ..powers import in_language
from ..states import Duty


class Assignment(models.Model):
    """One duty of one person; `position` is that of the day it was given (IV-08)."""

    interview = models.ForeignKey("interviews.Interview", models.CASCADE, related_name="duties")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="interview_duties")
    duty = models.CharField(max_length=10, choices=Duty.choices)
    position_zh = models.CharField(max_length=80, blank=True)
    position_en = models.CharField(max_length=120, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["duty", "pk"]
        constraints = [models.UniqueConstraint(fields=["interview", "person", "duty"], name="interview_duty_once")]

    def __str__(self) -> str:
        return f"{self.duty} {self.person_id}"

    @property
    def position(self) -> str:
        return in_language(self.position_zh, self.position_en)
