"""The official answer, its earlier versions and its files."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from collab.files.models import File
from collab.text.render import render_safe


class Reply(models.Model):
    """The official answer; two different people stand behind it."""

    case = models.OneToOneField("feedback.Case", models.CASCADE, related_name="reply")
    body = models.TextField(max_length=20_000)
    drafter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    checks = models.JSONField(default=list)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    source = models.ForeignKey("feedback.Publication", models.SET_NULL, null=True, blank=True, related_name="+")
    files = models.ManyToManyField(File, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=models.F("drafter")), name="reply_second_hand"
            )
        ]

    @property
    def html(self) -> str:
        return render_safe(self.body)

    def keep(self) -> None:
        """The present text becomes a version, unless it is the last one already."""
        last = self.versions.first()
        if last is None or (last.body, last.by_id) != (self.body, self.drafter_id):
            Version.objects.create(reply=self, body=self.body, by=self.drafter)


def writers(reply: Reply) -> set[int]:
    """Everybody who wrote some of it, by number of the person."""
    return {reply.drafter_id, *reply.versions.values_list("by_id", flat=True)}


class Version(models.Model):
    """What one person handed in or left behind when another took over: nothing that was drafted is lost."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="versions")
    body = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
