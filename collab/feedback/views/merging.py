"""Several cases on one matter: joined in one go from the list of likely ones, and parted again."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.accounts.models import Person
from collab.live.viewer import Viewer

from ..api.finding import viewer_of
from ..errors import CaseError, NotNow
from ..models import Case
from ..powers import powers_of


def _leading(request: HttpRequest, number: str) -> tuple[Case, Viewer]:
    """Raises Http404 for whoever may not join cases here."""
    viewer = viewer_of(request)
    found = Case.objects.visible_to(viewer).select_related("department").filter(number=number).first()
    if found is None or found.belongs_to(viewer) or "join" not in powers_of(found, viewer):
        raise Http404
    return found, viewer


def _ticked(request: HttpRequest, viewer: Viewer, case: Case) -> list[Case]:
    """Raises NotNow where one of them cannot be seen, so that never fewer are changed than were ticked."""
    numbers = set(request.POST.getlist("number"))
    seen = Case.objects.visible_to(viewer).filter(number__in=numbers).exclude(pk=case.pk)
    if len(seen) < len(numbers):
        raise NotNow
    return list(seen)


def _allowed(verb: str, cases: list[Case], viewer: Viewer) -> Person:
    """Raises NotNow where the viewer may not do this to each of them by itself."""
    if any(one.belongs_to(viewer) or verb not in powers_of(one, viewer) for one in cases):
        raise NotNow
    return Person.objects.get(pk=viewer.person_id)


@require_POST
def join(request: HttpRequest, number: str) -> HttpResponse:
    """The ticked ones to this case, or this one to the one that is ticked; all of it or nothing."""
    case, viewer = _leading(request, number)
    away = request.POST.get("way") == "there"
    try:
        others = _ticked(request, viewer, case)
        if not others or (away and len(others) > 1):
            messages.error(request, _("Tick exactly one case.") if away else _("Tick at least one case."))
            return redirect("case_alike", case.number)
        into, joined = (others[0], [case]) if away else (case, others)
        Case.merge_all(joined, into=into, by=_allowed("merge", joined, viewer))
    except CaseError as error:
        messages.error(request, str(error.says))
        return redirect("case_alike", case.number)
    messages.success(request, _("Done."))
    return redirect(into)


@require_POST
def part(request: HttpRequest, number: str) -> HttpResponse:
    """The ticked ones are handled by themselves again; all of them or none."""
    case, viewer = _leading(request, number)
    try:
        others = _ticked(request, viewer, case)
        if not others:
            messages.error(request, _("Tick at least one case."))
            return redirect(case)
        with transaction.atomic():
            by = _allowed("unmerge", others, viewer)
            for one in others:
                if one.merged_into_id != case.pk:
                    raise NotNow
                one.unmerge(by=by)
    except CaseError as error:
        messages.error(request, str(error.says))
        return redirect(case)
    messages.success(request, _("Done."))
    return redirect(case)
