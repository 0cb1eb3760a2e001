"""Cases that nobody rates are closed after 15 calendar days; dates that were provisional are settled.

Keys under which programs filed cases are forgotten after a month.
"""

from django.utils import timezone

from collab.limits.models import forget_old_acts
from collab.live.chores import every

from .errors import NotNow
from .lifecycle import State
from .models import RATING_WINDOW, Case
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
def learn_from_decisions() -> None:
    """What the centre dispatched lately, for its next proposals."""
    learn()


every(600)(forget_old_acts)
