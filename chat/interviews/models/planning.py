"""Before: topic, plan, announcement, who does what; moved and cancelled only with a reason."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.audit.models import log
from collab.departments import rights
from collab.departments.calendar import working_days_between
from collab.departments.models import Department
from collab.live import outlet
from collab.live.models import Room

from .. import fragments
from ..errors import Incomplete, NotNow, TooLate
from ..states import (
    AHEAD,
    CANCEL_DAYS,
    NOTICE_LEAST,
    NOTICE_WANTED,
    ON_AIR,
    TOPIC_POLL,
    TOPICS_LEAST,
    Duty,
    State,
)  # fmt: skip
from .duty import Assignment
from .reminder import Reminder
from .steps import Steps, needed

SPEAKING = {"expert", "official", "handler", "agent"}  # roles that may be named as guests: nobody names themselves one


class Planning(Steps):
    class Meta:
        abstract = True

    @classmethod
    def plan(
        cls, *, by: Person, department: Department, title_zh: str, title_en: str, about_zh: str = "",
        about_en: str = "", starts_at: datetime | None = None, minutes: int = 60,
    ) -> Self:  # fmt: skip
        """Into the public plan of the year, with or without a date. Raises Incomplete without a subject in a language."""
        with transaction.atomic():
            one = cls.objects.create(
                department=department, title_zh=needed(title_zh, 80), title_en=needed(title_en, 120),
                about_zh=about_zh.strip(), about_en=about_en.strip(), starts_at=starts_at, minutes=minutes, made_by=by,
                room=Room.objects.create(kind="interview"), back_room=Room.objects.create(kind="interview-back"),
            )  # fmt: skip
            log(by, "interview.planned", one)
        return one

    def revise(self, *, by: Person, **facts: Any) -> None:
        """Subject, background, length; the date of an announced one is moved by `postpone`. Raises NotNow once it is on air."""
        if self.state not in AHEAD:
            raise NotNow
        known = ("title_zh", "title_en", "about_zh", "about_en", "minutes", "starts_at")
        facts = {name: facts[name] for name in known if name in facts}
        if self.state == State.ANNOUNCED:
            facts.pop("starts_at", None)
        with transaction.atomic():
            self._keep(**facts)
            log(by, "interview.revised", self)
            self._show_status()

    def poll_topics(self, *, by: Person, until: datetime) -> None:
        """The public chooses among the candidates (IV-02): three or more, for two weeks or more. Raises Incomplete, NotNow."""
        if self.topics.count() < TOPICS_LEAST:
            raise Incomplete(_("At least three topics stand for the choice."))
        if until < timezone.now() + TOPIC_POLL:
            raise Incomplete(_("Topics are voted on for two weeks or more."))
        with transaction.atomic():
            self._step(State.PROPOSED, start=[State.PLANNED], polls_until=until)
            log(by, "interview.topics_put", self)

    def count_topics(self, *, by: Person | None = None) -> None:
        """After the last day the topic with most votes becomes the subject; the first of two alike. Raises NotNow."""
        winner = self.topics.order_by("-votes", "pk").first()
        over = {"polls_until__lte": timezone.now()}
        with transaction.atomic():
            facts = {"title_zh": winner.title_zh, "title_en": winner.title_en} if winner else {}
            self._step(State.PLANNED, start=[State.PROPOSED], where=over, **facts)
            log(by, "interview.topic_chosen", self)

    def announce(self, *, by: Person) -> None:
        """The notice with subject, office, guests, time. Raises TooLate under three days before, Incomplete, NotNow (IV-03)."""
        if self.starts_at is None:
            raise Incomplete(_("An announcement names the time."))
        if self.starts_at - timezone.now() < NOTICE_LEAST:
            raise TooLate
        duties = set(self.duties.values_list("duty", flat=True))
        if not {Duty.HOST, Duty.SPEAKER, Duty.RECORDER} <= duties:
            raise Incomplete(_("A guest, a host and a recorder are named before it is announced."))
        with transaction.atomic():
            self._step(State.ANNOUNCED, start=[State.PLANNED], announced_at=timezone.now(), reason="", moved_from=None)
            log(by, "interview.announced", self)
            self._index()
            self._show_status()

    @property
    def is_short_notice(self) -> bool:
        """Less than the week that is wanted."""
        return self.starts_at is not None and self.starts_at - timezone.now() < NOTICE_WANTED

    def postpone(self, *, by: Person, starts_at: datetime, reason: str) -> None:
        """To another time, with a reason everybody reads; who wants to be reminded is told. Raises Incomplete, NotNow, TooLate."""
        reason = needed(reason, 300)
        if starts_at - timezone.now() < timedelta(days=1):
            raise TooLate(_("The new time is a day from now or later."))
        with transaction.atomic():
            before = self.starts_at
            self._step(
                State.ANNOUNCED, start=[State.ANNOUNCED], where={"starts_at": before}, starts_at=starts_at,
                moved_from=before, reason=reason,
            )  # fmt: skip
            log(by, "interview.postponed", self, to=starts_at.isoformat())
            Reminder.tell(self, "postponed")
            self._index()
            self._show_status()

    def cancel(self, *, by: Person, reason: str) -> None:
        """With a reason, a working day before or earlier; its questions become cases. Raises Incomplete, NotNow, TooLate."""
        reason = needed(reason, 300)
        if self.state == State.ANNOUNCED and not self._may_still_be_cancelled():
            raise TooLate(_("An interview is cancelled a working day before it begins, or earlier."))
        with transaction.atomic():
            self._step(State.CANCELLED, start=AHEAD, reason=reason)
            log(by, "interview.cancelled", self)
            self._pass_on(by)
            Reminder.tell(self, "cancelled")
            self._index()
            self._show_status()

    def _may_still_be_cancelled(self) -> bool:
        day = timezone.localdate(self.starts_at)
        return working_days_between(timezone.localdate(), day) >= CANCEL_DAYS

    def appoint(
        self, *, by: Person, person: Person, duty: str, position_zh: str = "", position_en: str = ""
    ) -> Assignment:
        """Give somebody a duty. A guest's position is kept as it is today. Raises Incomplete for who may not have it."""
        roles = rights.roles_of(person)
        if not roles or (duty == Duty.SPEAKER and not roles & SPEAKING):
            raise Incomplete(_("Only members of staff are given a part, and only officials and experts are guests."))
        if duty == Duty.SPEAKER and not (position_zh.strip() and position_en.strip()):
            raise Incomplete(_("A guest is announced with their position, in both languages."))
        with transaction.atomic():
            found, _new = Assignment.objects.update_or_create(
                interview_id=self.pk, person=person, duty=duty,
                defaults={"position_zh": position_zh.strip()[:80], "position_en": position_en.strip()[:120]},
            )  # fmt: skip
            log(by, "interview.appointed", self, duty=duty, person=person.pk)
            self._show_status()
        outlet.recheck(person.key)
        return found

    def dismiss(self, *, by: Person, assignment: Assignment) -> None:
        """Take a duty back; nobody may be without a host on air. Raises NotNow."""
        if self.state in ON_AIR and assignment.duty == Duty.HOST and self.duties.filter(duty=Duty.HOST).count() < 2:
            raise NotNow(_("An interview on air keeps a host."))
        with transaction.atomic():
            assignment.delete()
            log(by, "interview.dismissed", self, duty=assignment.duty, person=assignment.person_id)
            self._show_status()
        outlet.recheck(assignment.person.key)

    def _show_status(self) -> None:
        self._show("status", fragments.status(self), state=self.state)
