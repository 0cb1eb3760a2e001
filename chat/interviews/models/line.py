"""The transcript: one row for each thing said, put or shown; corrected with its earlier wording kept."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from collab.text.render import render_safe


class Line(models.Model):
    """`offset` is seconds after the beginning: the caption's and the replay's time. `words` (both languages) is of the house."""

    interview = models.ForeignKey("interviews.Interview", models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10)  # line, question, answer, floor, picture, poll
    question = models.ForeignKey("interviews.Question", models.PROTECT, null=True, blank=True, related_name="lines")
    speaker = models.ForeignKey("interviews.Assignment", models.SET_NULL, null=True, blank=True, related_name="+")
    speaker_zh = models.CharField(max_length=160, blank=True)
    speaker_en = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    words = models.TextField(blank=True)
    material = models.ForeignKey("interviews.Material", models.PROTECT, null=True, blank=True, related_name="+")
    poll = models.ForeignKey("interviews.Poll", models.PROTECT, null=True, blank=True, related_name="+")
    offset = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    cid = models.UUIDField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["offset", "pk"]
        indexes = [models.Index(fields=["interview", "offset"], name="line_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "cid"], condition=models.Q(cid__isnull=False), name="line_once_per_act"
            )
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"

    @property
    def html(self) -> str:
        return render_safe(self.body)

    @property
    def minute(self) -> str:
        """Of the hour: 07:05."""
        minutes, seconds = divmod(self.offset, 60)
        return f"{minutes:02}:{seconds:02}"


class Wording(models.Model):
    """What a line said before it was corrected."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="wordings")
    body = models.TextField()
    offset = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    @classmethod
    def keep(cls, line: Line, by: Any) -> None:
        cls.objects.create(line=line, body=line.body, offset=line.offset, by=by)
