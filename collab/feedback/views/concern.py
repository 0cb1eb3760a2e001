"""The centre says whom a case complains about, so that this person has nothing to do with it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.accounts.models import Person
from collab.departments.models import Grant
from collab.live.viewer import Viewer

from ..errors import CaseError
from ..models import Case, Concern
from .routing import must_be_centre

LONGEST = 200  # characters of a name; no database compares more than some thousands


def _case(viewer: Viewer, number: str) -> Case:
    must_be_centre(viewer)
    case = Case.objects.visible_to(viewer).filter(number=number).first()
    if case is None or case.belongs_to(viewer):
        raise Http404
    return case


@require_POST
def concern(request: HttpRequest, number: str) -> HttpResponse:
    """By number, as proposed, or by the name as it stands on the business card."""
    viewer = request.viewer  # type: ignore[attr-defined]
    case = _case(viewer, number)
    staff = Person.objects.filter(pk__in=Grant.objects.current().values("person"), is_active=True)
    chosen, name = request.POST.get("person", ""), request.POST.get("name", "").strip()[:LONGEST]
    named = staff.filter(pk=chosen) if chosen.isdecimal() and len(chosen) < 12 else staff.filter(name__iexact=name)
    people = list(named[:2])
    if len(people) != 1:
        messages.error(
            request, _("There are several of this name.") if people else _("Nobody of the staff has this name.")
        )
        return redirect(case)
    try:
        Concern.name(case=case, person=people[0], by=Person.objects.get(pk=viewer.person_id))
    except CaseError as error:
        messages.error(request, str(error.says))
    else:
        messages.success(request, _("Done."))
    return redirect(case)


@require_POST
def undo(request: HttpRequest, number: str, person: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    case = _case(viewer, number)
    one = Concern.objects.filter(case=case, person_id=person).select_related("case", "person").first()
    if one is None:
        raise Http404
    one.lift(by=Person.objects.get(pk=viewer.person_id))
    messages.success(request, _("Done."))
    return redirect(case)
