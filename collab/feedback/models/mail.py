"""Which mails were taken in, so that none is taken twice."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Fate(models.TextChoices):
    OPENED = "opened", _("Opened a case")
    ADDED = "added", _("Went on with a case")
    AUTOMATIC = "automatic", _("Left alone: an answering machine or list")
    UNREADABLE = "unreadable", _("Cannot be read")
    TOO_MANY = "too_many", _("Too many from one sender")
    EMPTY = "empty", _("Nothing is written in it")


class ReceivedMail(models.Model):
    """`mark` is the hash of its Message-ID, or of all of it; nothing of its content is kept here."""

    mark = models.CharField(max_length=64, unique=True)
    fate = models.CharField(max_length=10, choices=Fate.choices)
    case = models.ForeignKey("feedback.Case", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"mail {self.pk}"
