"""Who wants to be told before an interview begins, and of its record."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from collab.accounts.models import Person
from collab.live import outlet
from collab.live.viewer import Viewer
from collab.notifications.models import Letter

from ..errors import Incomplete
from ..powers import in_language
from ..states import State

if TYPE_CHECKING:
    from .interview import Interview

DAY_BEFORE, SOON = timedelta(days=1), timedelta(minutes=15)


class Reminder(models.Model):
    """By account: mail a day before, a notice on open pages a quarter of an hour before, mail when the record is there."""

    interview = models.ForeignKey("interviews.Interview", models.CASCADE, related_name="reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True, blank=True)
    noticed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "person"], name="interview_reminder_once")]

    @classmethod
    def want(cls, *, interview: "Interview", by: Viewer) -> None:
        """Raises Incomplete without an account: nobody is reminded at an address that is not known to be theirs."""
        if by.person_id is None:
            raise Incomplete
        cls.objects.get_or_create(interview=interview, person_id=by.person_id)

    @classmethod
    def stop(cls, *, interview: "Interview", by: Viewer) -> None:
        cls.objects.filter(interview=interview, person_id=by.person_id).delete()

    @classmethod
    def tell(cls, interview: Any, what: str) -> None:
        """Everybody who wants to know; in the caller's transaction."""
        people = Person.objects.filter(pk__in=cls.objects.filter(interview_id=interview.pk).values("person"))
        for person in people.filter(is_active=True):
            write(person, interview, what)


def write(person: Person, interview: Any, what: str, **more: Any) -> None:
    chinese, english = interview.title_zh, interview.title_en
    facts = {
        "title": english if person.language == "en" else chinese,
        "at": timezone.localtime(interview.starts_at).strftime("%Y-%m-%d %H:%M") if interview.starts_at else "",
        "reason": interview.reason,
        "link": settings.PUBLIC_URL + interview.get_absolute_url(),
        **more,
    }
    Letter.write(
        to=person.email, language=person.language, template=f"interviews/mail/{what}", context=facts,
        about=f"interview {interview.pk}",
    )  # fmt: skip


def remind() -> None:
    """A day and a quarter of an hour before; each once."""
    now = timezone.now()
    due = Reminder.objects.filter(interview__state=State.ANNOUNCED, interview__starts_at__gt=now)
    due = due.select_related("interview", "person").filter(person__is_active=True)
    for one in due.filter(mailed_at=None, interview__starts_at__lt=now + DAY_BEFORE)[:500]:
        if Reminder.objects.filter(pk=one.pk, mailed_at=None).update(mailed_at=now):
            write(one.person, one.interview, "soon")
    for one in due.filter(noticed_at=None, interview__starts_at__lt=now + SOON)[:2000]:
        if Reminder.objects.filter(pk=one.pk, noticed_at=None).update(noticed_at=now):
            title = in_language(one.interview.title_zh, one.interview.title_en)
            outlet.note(one.person.key, kind="interview", count=one.interview_id, title=title)
