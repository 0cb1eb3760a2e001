"""The list of cases: its tabs, its filters, the filters that each one keeps, and the table for a spreadsheet."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from collab.accounts.models import Person
from collab.audit.models import log
from collab.departments.rights import grants_of
from collab.limits.allowance import spend
from collab.live.viewer import Viewer

from ..errors import CaseError
from ..lifecycle import Kind, State
from ..models import Case, SavedFilter
from ..models.matter import is_centre
from ..pages import Pages
from ..sheets import has_contact, sheet_of, works_on
from ..work_list import TABS, WorkList
from .ordering import watched_by

WORKERS = {"handler", "official", "auditor", "agent"}
PER_PAGE = 30
ROWS, NAMED = 10_000, 1_000  # of one table; of one with names and addresses
TABLES, HOUR = 20, 3600  # of one person
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def worker_of(request: HttpRequest) -> Viewer:
    """Raises Http404 for whoever has no list of cases."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    _grants(viewer)
    return viewer


def _grants(viewer: Viewer) -> list[tuple[str, str]]:
    grants = grants_of(viewer)
    if not {role for role, _path in grants} & WORKERS:
        raise Http404
    return grants


def cases(request: HttpRequest) -> HttpResponse:
    """Overdue first, by due date; without any choice the filter opens that the person has set for that."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    grants = _grants(viewer)
    centre = any(is_centre(role, path) for role, path in grants)
    kept = list(SavedFilter.objects.filter(person_id=viewer.person_id))
    if not request.GET:
        for one in kept:
            if one.is_default:
                return redirect(f"{reverse('cases')}?{one.asked}")
    chosen = WorkList.of(viewer, request.GET)
    rows = Case.objects.select_related("department", "handler").defer("text")
    page = Pages(chosen.found(), rows, PER_PAGE).get_page(request.GET.get("page"))
    facts = {
        "staff": [one.handler for one in page if one.handler], "page": page, "tab": chosen.tab, "tabs": TABS.items(),
        "query": chosen.asked.get("q", ""), "kinds": Kind.choices, "states": State.choices, "chosen": chosen.asked,
        "centre": centre, "watches": watched_by(grants),
        "writes": bool({role for role, _path in grants} & {"handler", "official"}), "kept": kept, "address": chosen.address,
        "filtered": set(chosen.asked) - {"tab"},
    }  # fmt: skip
    return render(request, "feedback/cases.html", facts)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The present view under a name."""
    viewer = worker_of(request)
    chosen = WorkList.of(viewer, request.POST)
    try:
        SavedFilter.keep(
            name=request.POST.get("name", ""), asked=chosen.address, is_default=bool(request.POST.get("default")),
            by=Person.objects.get(pk=viewer.person_id),
        )  # fmt: skip
    except CaseError as error:
        messages.error(request, str(error.says))
    else:
        messages.success(request, _("Saved."))
    return redirect(f"{reverse('cases')}?{chosen.address}")


@require_POST
def forget(request: HttpRequest, key: int) -> HttpResponse:
    viewer = worker_of(request)
    if not SavedFilter.objects.filter(pk=key, person_id=viewer.person_id).delete()[0]:
        raise Http404
    messages.success(request, _("Removed."))
    return redirect(f"{reverse('cases')}?tab=open")


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The list as XLSX. Names and addresses only where they are asked for; each such case is then written down as read."""
    viewer, contacts = worker_of(request), bool(request.GET.get("contacts"))
    chosen = WorkList.of(viewer, request.GET)
    if spend("sheet", viewer.key, limit=TABLES, seconds=HOUR):
        messages.error(request, _("Too many tables within an hour. Please come back later."))
        return redirect(f"{reverse('cases')}?{chosen.address}")
    rows = chosen.found().select_related("department", "handler").defer("text")
    cases, works = list(rows[: NAMED if contacts else ROWS]), works_on(viewer)
    with transaction.atomic():
        log(viewer, "cases.exported", "feedback.case", rows=len(cases), contacts=contacts, tab=chosen.tab)
        for case in cases if contacts else ():
            if has_contact(case, works(case)):
                log(viewer, "case.read", case, door="table")
    answer = HttpResponse(sheet_of(cases, works, contacts=contacts), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="cases-{timezone.localdate()}.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer
