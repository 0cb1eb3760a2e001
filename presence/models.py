"""Who is here: a row for each open socket of a known party, and what each person chose to show."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LIFE = timedelta(seconds=45)  # a beat older than this is gone; nothing depends on a goodbye


class Chosen(models.TextChoices):
    AVAILABLE = "available", _("Available")
    DND = "dnd", _("Do not disturb")
    INTERVIEW = "interview", _("In an interview")


class Audience(models.TextChoices):
    PUBLIC = "public", _("Everybody")
    SIGNED_IN = "signed-in", _("Everybody who is signed in")
    COLLEAGUES = "colleagues", _("Colleagues only")
    NOBODY = "nobody", _("Nobody")


class Availability(models.Model):
    """What a person chose, and their load: busy with `load` of `capacity`."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="availability")
    chosen = models.CharField(_("State"), max_length=10, choices=Chosen.choices, default=Chosen.AVAILABLE)
    status_text = models.CharField(_("Status text"), max_length=80, blank=True)
    visible_to = models.CharField(_("Who may see it"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    load = models.PositiveSmallIntegerField(default=0)
    capacity = models.PositiveSmallIntegerField(default=0)


class BeatQuerySet(models.QuerySet["Beat"]):
    def living(self) -> "BeatQuerySet":
        return self.filter(seen_at__gt=timezone.now() - LIFE)


class Beat(models.Model):
    """An open socket. `active_at` is when its person last touched it."""

    conn = models.CharField(max_length=32, primary_key=True)
    party = models.CharField(max_length=24, db_index=True)
    mobile = models.BooleanField(default=False)
    seen_at = models.DateTimeField(db_index=True)
    active_at = models.DateTimeField()

    objects = BeatQuerySet.as_manager()
