"""An office's live counter."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from collab.departments.hours import WeeklyHours
from collab.departments.models import Department
from collab.live.models import Room

from .states import State

LOOK_AHEAD = 30  # days in which the next opening is searched


def english() -> bool:
    return (get_language() or "").startswith("en")


class Assignment(models.TextChoices):
    PICK = "pick", _("Staff pick the next visitor")
    OFFER = "offer", _("Visitors are offered to whoever has been free longest")


class Desk(models.Model):
    """One name for an office, behind which whoever is on duty answers (LD-01). Closes by itself outside its hours."""

    slug = models.SlugField(max_length=40, unique=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="desks")
    name_zh = models.CharField(_("Name in Chinese"), max_length=60)
    name_en = models.CharField(_("Name in English"), max_length=80)
    about_zh = models.TextField(_("What it is for, in Chinese"), max_length=1000, blank=True)
    about_en = models.TextField(_("What it is for, in English"), max_length=1000, blank=True)
    greeting_zh = models.TextField(_("Greeting in Chinese"), max_length=500, blank=True)
    greeting_en = models.TextField(_("Greeting in English"), max_length=500, blank=True)
    disclaimer_zh = models.TextField(_("What is kept, in Chinese"), max_length=1000, blank=True)
    disclaimer_en = models.TextField(_("What is kept, in English"), max_length=1000, blank=True)
    hours = models.JSONField(default=dict)
    closed_days = models.JSONField(default=dict, blank=True)
    assignment = models.CharField(_("Assignment"), max_length=10, choices=Assignment.choices, default=Assignment.PICK)
    capacity = models.PositiveSmallIntegerField(
        _("Visitors at once for each member of staff"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    languages = models.JSONField(default=list, blank=True)
    board = models.OneToOneField(Room, models.PROTECT, related_name="desk")

    class Meta:
        ordering = ["department__path", "slug"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.board_id is None:
            self.board = Room.objects.create(kind="desk")
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return self.name_en if english() else self.name_zh

    @property
    def about(self) -> str:
        return self.about_en if english() else self.about_zh

    @property
    def greeting(self) -> str:
        return self.greeting_en if english() else self.greeting_zh

    @property
    def disclaimer(self) -> str:
        """What the visitor is told about how the talk is kept (ST-55)."""
        own = self.disclaimer_en if english() else self.disclaimer_zh
        return own or str(
            _(
                "What is written here is stored so that your matter can be followed up, and is read only by those who "
                "handle it. Please do not write passwords or bank details."
            )
        )

    def is_open(self, at: datetime | None = None) -> bool:
        """Within its hours, on a working day of the official table, and not on a day that the office closed."""
        moment = timezone.localtime(at)
        return not self.is_closed_on(moment.date()) and WeeklyHours.parse(self.hours).is_open(moment)

    def is_closed_on(self, day: date) -> bool:
        return day.isoformat() in self.closed_days

    def next_opening(self, at: datetime | None = None) -> datetime | None:
        """When the desk opens next, if it does within a month."""
        hours, moment = WeeklyHours.parse(self.hours), timezone.localtime(at)
        for _try in range(LOOK_AHEAD):
            opening = hours.next_opening(moment)
            if opening is None or not self.is_closed_on(timezone.localtime(opening).date()):
                return opening
            moment = timezone.localtime(opening).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
            if hours.is_open(moment) and not self.is_closed_on(moment.date()):
                return moment
        return None

    def post(self, change: str, conversation: int) -> None:
        """Tell the screens of the staff that something changed: ids only, the page fetches the rest."""
        self.board.append(kind="line", body={"change": change, "conversation": conversation})

    @property
    def waiting_count(self) -> int:
        return self.conversations.filter(state=State.QUEUED).count()
