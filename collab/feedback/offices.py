"""Published replies on the page of an office, and open cases in the way of one that is to be dissolved."""

from django.utils.translation import gettext as _

from collab.departments import obstacles, plugs
from collab.departments.models import Department
from collab.live.viewer import Viewer

from .models import Case, Publication

SHOWN = 5


def register() -> None:
    plugs.on_office(latest_replies, place=2)
    obstacles.register(cases_in_the_way)


def latest_replies(department: Department, viewer: Viewer) -> plugs.Part | None:
    found = Publication.objects.filter(withdrawn_at=None, case__department=department).select_related("case")[:SHOWN]
    if not found:
        return None
    return plugs.Part("feedback/_office.html", {"replies": found, "code": department.code})


def cases_in_the_way(department: Department) -> str:
    return _("It has open cases.") if Case.objects.open().filter(department=department).exists() else ""
