"""Cases that nobody rates are closed after 15 calendar days."""

from django.utils import timezone

from collab.live.chores import every

from .errors import NotNow
from .lifecycle import State
from .models import RATING_WINDOW, Case


@every(600)
def close_silent() -> None:
    for case in Case.objects.filter(state=State.ANSWERED, answered_at__lt=timezone.now() - RATING_WINDOW)[:200]:
        try:
            case.close()
        except NotNow:
            continue
