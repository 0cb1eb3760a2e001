"""Desks on the pages of offices and on business cards, and in the way of an office that is to be dissolved."""

from django.utils.translation import gettext as _

from collab.accounts.models import Person
from collab.departments import obstacles, plugs
from collab.departments.models import Department
from collab.live.viewer import Viewer

from .models import Desk, Seat
from .standing import standings


def register() -> None:
    plugs.on_office(desks_of_office, place=1)
    plugs.on_card(desks_of_person)
    obstacles.register(desk_in_the_way)


def desks_of_office(department: Department, viewer: Viewer) -> plugs.Part | None:
    return _part("chat/_office.html", list(Desk.objects.filter(department=department)))


def desks_of_person(person: Person, viewer: Viewer) -> plugs.Part | None:
    """Where to ask for somebody: at their desks, never in private."""
    seats = Seat.objects.on_duty().filter(person=person).values("desk")
    return _part("chat/_card.html", list(Desk.objects.filter(pk__in=seats)))


def desk_in_the_way(department: Department) -> str:
    kept = any(desk.hours for desk in Desk.objects.filter(department=department))
    return _("One of its desks still has opening hours.") if kept else ""


def _part(template: str, desks: list[Desk]) -> plugs.Part | None:
    if not desks:
        return None
    known = standings()
    return plugs.Part(template, [(desk, known.get(desk.pk)) for desk in desks], asks=True)
