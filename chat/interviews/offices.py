"""Interviews on the pages of offices, and in the way of one that is to be dissolved."""

from django.utils.translation import gettext as _

from collab.departments import obstacles, plugs
from collab.departments.models import Department
from collab.live.viewer import Viewer

from .models import Interview
from .states import AHEAD, ON_AIR


def register() -> None:
    plugs.on_office(interviews_of_office, place=4)
    obstacles.register(interview_in_the_way)


def interviews_of_office(department: Department, viewer: Viewer) -> plugs.Part | None:
    of_it = Interview.objects.filter(department=department)
    found = [*of_it.live(), *of_it.coming()[:3], *of_it.past()[:3]]
    return plugs.Part("interviews/_office.html", found) if found else None


def interview_in_the_way(department: Department) -> str:
    kept = Interview.objects.filter(department=department, state__in=(*AHEAD, *ON_AIR)).exists()
    return _("One of its interviews is still to come.") if kept else ""
