"""What goes on by the clock while nobody clicks."""

import contextlib
from collections.abc import Callable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from collab.live.chores import every
from collab.live.models import Turnout

from .errors import InterviewError
from .models import Interview
from .models.reminder import remind
from .states import DONE, ON_AIR, PAUSE_MOST, State

AUDIENCE_FOR = timedelta(hours=1)  # before and after the hour


@every(1)
def tell_counts() -> None:
    """What changed since it was last told."""
    for interview in Interview.objects.filter(counts_changed=True).select_related("room", "back_room")[:50]:
        interview.tell_counts()


@every(2)
def count_audiences() -> None:
    now = timezone.now()
    near = Interview.objects.filter(state__in=ON_AIR) | Interview.objects.filter(
        starts_at__range=(now - AUDIENCE_FOR, now + AUDIENCE_FOR)
    )
    rooms = list(near.select_related("room", "back_room"))
    present = Turnout.of([interview.room_id for interview in rooms])
    for interview in rooms:
        interview.see_audience(present.get(interview.room_id, 0))


@every(10)
def go_on() -> None:
    """A pause ends by itself; votes on topics end with their last day."""
    now = timezone.now()
    _each(Interview.objects.filter(state=State.PAUSED, paused_at__lt=now - PAUSE_MOST), lambda one: one.resume(by=None))
    _each(Interview.objects.filter(state=State.PROPOSED, polls_until__lte=now), Interview.count_topics)


@every(30)
def send_reminders() -> None:
    remind()


@every(60)
def archive() -> None:
    _each(Interview.objects.filter(state__in=DONE).exclude(state=State.ARCHIVED), Interview.archive)


def _each(interviews: QuerySet[Interview], act: Callable[[Interview], object]) -> None:
    """One that has moved on in the meantime needs nothing."""
    for interview in interviews.select_related("room", "back_room", "department")[:100]:
        with contextlib.suppress(InterviewError):
            act(interview)
