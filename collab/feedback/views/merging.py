"""Several cases on one matter: joined in one go from the list of likely ones, and parted again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.accounts.models import Person
from collab.live.viewer import Viewer

from ..errors import CaseError
from ..lifecycle import State
from ..models import Case
from ..powers import powers_of

AT_ONCE = 50


def _leading(request: HttpRequest, number: str) -> tuple[Case, Viewer]:
    """Raises Http404 for whoever may not join cases here."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = Case.objects.visible_to(viewer).select_related("department").filter(number=number).first()
    if found is None or found.belongs_to(viewer) or "join" not in powers_of(found, viewer):
        raise Http404
    return found, viewer


def _ticked(request: HttpRequest, viewer: Viewer, case: Case) -> list[Case]:
    numbers = request.POST.getlist("number")[:AT_ONCE]
    seen = Case.objects.visible_to(viewer).filter(number__in=numbers).exclude(pk=case.pk)
    return [one for one in seen if not one.belongs_to(viewer)]


@require_POST
def join(request: HttpRequest, number: str) -> HttpResponse:
    """The ticked ones to this case, or this one to the one that is ticked; all of it or nothing."""
    case, viewer = _leading(request, number)
    others, away = _ticked(request, viewer, case), request.POST.get("way") == "there"
    if not others or (away and len(others) > 1):
        messages.error(request, _("Tick exactly one case.") if away else _("Tick at least one case."))
        return redirect("case_alike", case.number)
    into, joined = (others[0], [case]) if away else (case, others)
    try:
        Case.merge_all(joined, into=into, by=Person.objects.get(pk=viewer.person_id))
    except CaseError as error:
        messages.error(request, str(error.says))
        return redirect("case_alike", case.number)
    messages.success(request, _("Done."))
    return redirect(into)


@require_POST
def part(request: HttpRequest, number: str) -> HttpResponse:
    """The ticked ones are handled by themselves again."""
    case, viewer = _leading(request, number)
    others = [
        one for one in _ticked(request, viewer, case) if one.merged_into_id == case.pk and one.state == State.MERGED
    ]
    if not others:
        messages.error(request, _("Tick at least one case."))
    for one in others:
        one.unmerge(by=Person.objects.get(pk=viewer.person_id))
    if others:
        messages.success(request, _("Done."))
    return redirect(case)
