"""What presence does while nobody clicks."""

from django.utils import timezone

from collab.live import outlet
from collab.live.chores import every

from . import alerts
from .attendance import sweep
from .models import Availability, Chosen


@every(5)
def forget_the_gone() -> None:
    sweep()


@every(5)
def tell_who_is_there() -> None:
    alerts.tell()


@every(30)
def end_chosen_times() -> None:
    """A choice with an end falls back to available when its time is over."""
    over = Availability.objects.filter(until__lte=timezone.now())
    for person in list(over.values_list("person_id", flat=True)[:500]):
        ended = Availability.objects.filter(person_id=person, until__lte=timezone.now())
        if ended.update(chosen=Chosen.AVAILABLE, status_text="", until=None):
            outlet.presence(person)
