"""How many visitors somebody serves, as presence shows it: busy with n of m."""

from collab.accounts.models import Person
from presence.states import set_load

from .seat import Seat
from .states import WITH_AGENT


def limit_of(person: Person) -> int:
    """How many visitors this person may serve at once: the largest of their seats on duty; 0 without a seat."""
    seats = Seat.objects.filter(person=person, on_duty=True).select_related("desk")
    return max((seat.limit for seat in seats), default=0)


def serving(person: Person) -> int:
    return person.conversations.filter(state__in=WITH_AGENT).count()


def free_hands(person: Person) -> int:
    """How many more visitors this person may take; below 0 above the limit.

    Their seats stay locked until the caller's transaction ends, so that of two visitors at once both are counted.
    """
    list(Seat.objects.select_for_update().filter(person=person).order_by("pk").values_list("pk", flat=True))
    return limit_of(person) - serving(person)


def show_load(person: Person) -> None:
    set_load(person.pk, serving(person), limit_of(person))
