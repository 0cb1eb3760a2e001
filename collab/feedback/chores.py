"""Cases that nobody rates are closed after 15 calendar days; dates that were provisional are settled.

Keys under which programs filed cases are forgotten after a month.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from collab.limits.models import forget_old_acts
from collab.live.chores import every

from .alarms import tell
from .errors import NotNow
from .lifecycle import ARCHIVE_DAYS, INFO_REMINDER, MOVES, OPEN, Alarm, State
from .mail_in.boxes import empty
from .mail_in.taking import take
from .models import RATING_WINDOW, Case, Delivery, Figure, Order, Request, Wish
from .models.hook import KEPT
from .models.retention import erase, expired
from .routing.learning import learn


@every(600)
def close_silent() -> None:
    for case in Case.objects.filter(state=State.ANSWERED, answered_at__lt=timezone.now() - RATING_WINDOW)[:200]:
        try:
            case.close()
        except NotNow:
            continue


@every(600)
def settle_dates() -> None:
    """Once the table of working days of a year is loaded, the dates that waited for it are certain."""
    for case in Case.objects.filter(due_provisional=True, limit_days__isnull=False).order_by("due_on")[:500]:
        if not case.settle_due():
            break  # the earliest still waits for its table, and so do the later ones


@every(60)
def receive_mail() -> None:
    """What waits in the city's mail box, where it has one."""
    if settings.MAIL_IN:
        empty(settings.MAIL_IN, take)


@every(60)
def learn_from_decisions() -> None:
    """What the centre dispatched lately, for its next proposals."""
    learn()


every(600)(forget_old_acts)


def each(found: list[Case], do: Callable[[Case], object]) -> None:
    """Somebody else may be faster; the next one is done all the same."""
    for case in found:
        try:
            do(case)
        except NotNow:
            continue


@every(600)
def end_pauses() -> None:
    """Whoever was asked is reminded after three days, and the case closed after seven; other pauses end on their day."""
    today = timezone.localdate()
    asked = Case.objects.filter(state=State.NEED_INFO)
    each(list(asked.filter(held_on__lte=today - timedelta(days=INFO_REMINDER), held_until__gte=today)), Case.remind)
    each(list(asked.filter(held_until__lt=today)[:200]), Case.lapse)
    each(list(Case.objects.filter(state=State.SUSPENDED, held_until__lte=today)[:200]), Case.resume)


HORIZON = timedelta(days=14)  # two working days before a date lie within it, whatever holidays stand between
CHUNK = 500


@every(300)
def warn_of_dates() -> None:
    """Each stage of each date once, whoever asks how often; memory stays flat however many cases are open."""
    today = timezone.localdate()
    due = Case.objects.filter(state__in=OPEN, due_on__lte=today + HORIZON).select_related("department", "handler")
    for case in due.order_by("pk").iterator(chunk_size=CHUNK):
        if case.alarm != case.stage(today):
            case.warn(today=today, tell=lambda stage, case=case: tell(case, stage))
    over = ~Q(state__in=OPEN) | Q(due_on=None) | Q(due_on__gt=today + HORIZON)
    for case in Case.objects.exclude(alarm=Alarm.NONE).filter(over).select_related("department", "handler")[:CHUNK]:
        case.warn(today=today, tell=lambda stage, case=case: tell(case, stage))


@every(3600)
def archive() -> None:
    """Thirty days after its end; what is published stays."""
    before = timezone.localdate() - timedelta(days=ARCHIVE_DAYS)
    objected = Request.objects.filter(wish=Wish.REVIEW, decided_at=None).values("case")
    over = Case.objects.filter(state__in=MOVES["archive"].start, closed_on__lt=before).exclude(pk__in=objected)
    each(list(over.order_by("closed_on", "pk")[:500]), Case.archive)


@every(60)
def fold_figures() -> None:
    """Few rows to add up, however much was done."""
    Figure.fold()


@every(600)
def alarm_orders() -> None:
    """A late order is told of once a day."""
    for order in Order.objects.late().select_related("case__department", "by")[:200]:
        order.alarm()


@every(3600)
def erase_expired() -> None:
    """Personal data of archived cases whose time is over, some at a time."""
    for case in expired(Case.objects.all(), timezone.localdate())[:100]:
        with suppress(NotNow):
            erase(case)


@every(3)
def deliver() -> None:
    """To the web hooks; a few at a time, for a server that is away takes five seconds each."""
    for one in Delivery.objects.due().select_related("hook__by")[:10]:
        one.send()


@every(3600)
def forget_deliveries() -> None:
    Delivery.objects.filter(at__lt=timezone.now() - KEPT).delete()
