"""An interview: an official's public hour, from the choice of the topic to the last answer."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.departments.models import Department
from collab.live.models import Room
from collab.text.render import render_safe

from .. import powers
from ..states import AHEAD, ASKABLE, CHECKING, DONE, MINUTES_MOST, ON_AIR, State
from .airing import Airing
from .answering import Answering
from .asking import Asking
from .checking import Checking
from .planning import Planning


class InterviewQuerySet(models.QuerySet["Interview"]):
    """Everybody may read every interview: a plan is public too (yearly plan, IV-01)."""

    def live(self) -> "InterviewQuerySet":
        return self.filter(state__in=ON_AIR)

    def coming(self) -> "InterviewQuerySet":
        return self.filter(state__in=(State.ANNOUNCED, State.PLANNED)).order_by(F("starts_at").asc(nulls_last=True))

    def past(self) -> "InterviewQuerySet":
        return self.filter(state__in=(*CHECKING, *DONE)).order_by("-started_at", "-pk")

    def concerning(self, who: Any) -> "InterviewQuerySet":
        """Those in which this person has a duty, or which they organise, moderate or audit."""
        paths = powers.paths(who)
        return self.filter(Q(duties__person=powers.person_id(who)) | powers.within(paths)).distinct()


class Interview(Planning, Asking, Airing, Answering, Checking):
    """All verbs together; each group stands in its own file. `starts_at` None is a plan without a date."""

    title_zh = models.CharField(_("Subject in Chinese"), max_length=80)
    title_en = models.CharField(_("Subject in English"), max_length=120)
    about_zh = models.TextField(_("Background in Chinese"), max_length=4000, blank=True)
    about_en = models.TextField(_("Background in English"), max_length=6000, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="interviews", verbose_name=_("Office"))
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLANNED, db_index=True)
    starts_at = models.DateTimeField(_("Begins"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("Minutes"), default=60)
    polls_until = models.DateTimeField(_("Topics are voted on until"), null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    moved_from = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    summary = models.TextField(_("Summary"), max_length=4000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    now = models.ForeignKey("interviews.Question", models.SET_NULL, null=True, blank=True, related_name="+")
    room = models.OneToOneField(Room, models.PROTECT, related_name="interview")
    back_room = models.OneToOneField(Room, models.PROTECT, related_name="interview_back")
    told_at = models.DateTimeField(default=timezone.now)
    counts_changed = models.BooleanField(default=False)
    audience = models.PositiveIntegerField(default=0)
    audience_most = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["state", "starts_at"], name="interview_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=(10, MINUTES_MOST)), name="interview_10_to_120_minutes"),
            models.CheckConstraint(
                condition=Q(state__in=(State.PROPOSED, State.PLANNED, State.CANCELLED)) | Q(starts_at__isnull=False),
                name="interview_announced_with_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DONE) | Q(published_by__isnull=False), name="interview_published_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return powers.in_language(self.title_zh, self.title_en)

    @property
    def about(self) -> str:
        return render_safe(powers.in_language(self.about_zh, self.about_en))

    def get_absolute_url(self) -> str:
        return reverse("interview", args=[self.pk])

    @property
    def begins(self) -> Any:
        """When it began, or is to begin; None without a date."""
        return self.started_at or self.starts_at

    @property
    def ends_at(self) -> Any:
        """When it is planned to end; None without a date."""
        return self.begins + timedelta(minutes=self.minutes) if self.begins else None

    @property
    def is_ahead(self) -> bool:
        return self.state in AHEAD

    @property
    def is_on_air(self) -> bool:
        return self.state in ON_AIR

    @property
    def is_live(self) -> bool:
        return self.state == State.LIVE

    @property
    def is_paused(self) -> bool:
        return self.state == State.PAUSED

    @property
    def is_over(self) -> bool:
        return self.state in (*CHECKING, *DONE)

    @property
    def is_being_checked(self) -> bool:
        return self.state in CHECKING

    @property
    def is_published(self) -> bool:
        return self.state in DONE

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def takes_questions(self) -> bool:
        return self.state in ASKABLE

    @property
    def polls_topics(self) -> bool:
        return self.state == State.PROPOSED and bool(self.polls_until) and self.polls_until > timezone.now()
