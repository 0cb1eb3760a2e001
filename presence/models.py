"""Who is here, by open sockets, and what they chose to show."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.live import outlet
from collab.live.viewer import Viewer

from .contacts import Alert, Contact

__all__ = ["Alert", "Availability", "Beat", "Contact"]

LIFE = timedelta(seconds=45)
GRACE = timedelta(seconds=10)
VANISHED = timedelta(seconds=50)  # a tunnel of 20 s and the way back to the server fit in; below the desk's minute
AWAY = timedelta(minutes=5)
PAGE_LIFE = timedelta(minutes=3)  # of a page without script, which says nothing until it is loaded again
TEXT_CHARS = 80


class Chosen(models.TextChoices):
    AVAILABLE = "available", _("Available")
    BUSY = "busy", _("Busy")
    DND = "dnd", _("Do not disturb")
    INTERVIEW = "interview", _("In an interview")


class Audience(models.TextChoices):
    PUBLIC = "public", _("Everybody")
    SIGNED_IN = "signed-in", _("Everybody who is signed in")
    COLLEAGUES = "colleagues", _("Colleagues")
    NOBODY = "nobody", _("Nobody")


class Availability(models.Model):
    """What one person chose to show, and how many visitors they serve (`load` of `capacity`)."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="availability")
    chosen = models.CharField(_("Availability"), max_length=10, choices=Chosen.choices, default=Chosen.AVAILABLE)
    status_text = models.CharField(_("Your own words"), max_length=TEXT_CHARS, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    visible_to = models.CharField(_("Who may see it"), max_length=10, choices=Audience.choices, blank=True)
    load = models.PositiveSmallIntegerField(default=0)
    capacity = models.PositiveSmallIntegerField(default=0)

    @classmethod
    def of(cls, person_id: int) -> "Availability":
        """Of this person; made when first asked for."""
        return cls.objects.get_or_create(person_id=person_id)[0]

    @property
    def holds(self) -> bool:
        """False when the time that was chosen with it is over."""
        return self.until is None or self.until > timezone.now()

    def choose(self, *, chosen: str, status_text: str, until: datetime | None, visible_to: str) -> None:
        """Shown at once to all who watch. Raises ValidationError for what is not on offer or too long."""
        self.chosen, self.status_text, self.until, self.visible_to = chosen, status_text.strip(), until, visible_to
        self.full_clean(exclude=["person"])
        if until is not None and until <= timezone.now():
            raise ValidationError({"until": _("This time is over.")})
        with transaction.atomic():
            self.save(update_fields=["chosen", "status_text", "until", "visible_to"])
            outlet.presence(self.person_id)


class BeatQuerySet(models.QuerySet["Beat"]):
    def living(self) -> "BeatQuerySet":
        """Sockets heard of within their time to live, or left within the grace in which a page may come back."""
        return self.lately(grace=GRACE, life=LIFE)

    def lately(self, *, grace: timedelta, life: timedelta) -> "BeatQuerySet":
        """Sockets heard of within `life`, and not left longer ago than `grace`."""
        now = timezone.now()
        return self.filter(Q(left_at=None) | Q(left_at__gt=now - grace), seen_at__gt=now - life)

    def gone(self, since: timedelta = timedelta()) -> "BeatQuerySet":
        """No longer living, for at least `since`."""
        now = timezone.now() - since
        return self.filter(Q(left_at__lte=now - GRACE) | Q(seen_at__lte=now - LIFE))


class Beat(models.Model):
    """One open socket of a known party, last touched by hand at `active_at`.

    Nothing depends on its goodbye: what is not refreshed is gone after LIFE.
    """

    conn = models.CharField(max_length=32, primary_key=True)
    party = models.CharField(max_length=24, db_index=True)
    mobile = models.BooleanField(default=False)
    seen_at = models.DateTimeField(db_index=True)
    active_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, db_index=True)

    objects = BeatQuerySet.as_manager()

    @classmethod
    def of_page(cls, viewer: Viewer) -> None:
        """A page without script was loaded: one beat for each session, told where it is the first."""
        now = timezone.now()
        facts = {"party": viewer.key, "seen_at": now + PAGE_LIFE - LIFE, "active_at": now, "left_at": None}
        with transaction.atomic():
            _beat, new = cls.objects.update_or_create(conn=f"page-{viewer.session}"[:32], defaults=facts)
            if new and viewer.person_id is not None:
                outlet.presence(viewer.person_id)

    @property
    def is_idle(self) -> bool:
        return self.active_at <= timezone.now() - AWAY
