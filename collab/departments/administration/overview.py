"""Where administrators begin: what waits for a second hand, and what has grown old."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from collab.accounts.models import Person

from ..models import CalendarYear, Department, Grant, Proposal
from .doors import administrator, reader, told

IDLE = timedelta(days=90)  # SC-05
SHOWN = 20


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """In ten queries; auditors read the same page without its buttons."""
    changes = reader(request)
    now, year = timezone.now(), timezone.localdate().year
    staff = Person.objects.filter(pk__in=Grant.objects.current().values("person"), is_active=True)
    idle = staff.filter(Q(last_login__lt=now - IDLE) | Q(last_login=None, joined_at__lt=now - IDLE)).order_by(
        "last_login"
    )
    ending = Grant.objects.current().filter(until__lt=now + timedelta(days=30)).select_related("person", "department")
    return render(request, "departments/administration/overview.html", {
        "changes": changes,
        "offices": Department.objects.open().count(),
        "staff": staff.count(),
        "accounts": Person.objects.filter(closed_at=None).count(),
        "proposals": Proposal.objects.waiting().select_related("person", "department", "by"),
        "idle": list(idle[:SHOWN]),
        "ending": list(ending.order_by("until")[:SHOWN]),
        "missing_years": sorted({year, year + 1} - set(CalendarYear.objects.values_list("year", flat=True))),
    })  # fmt: skip


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second hand."""
    by, proposal = administrator(request), get_object_or_404(Proposal.objects.select_related("person"), pk=pk)
    try:
        proposal.confirm(by=by)
        messages.success(request, _("The role is given."))
    except PermissionDenied as error:
        told(request, error)
    return redirect("administration")


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    by, proposal = administrator(request), get_object_or_404(Proposal, pk=pk)
    try:
        proposal.decline(by=by)
        messages.success(request, _("The role is not given."))
    except PermissionDenied as error:
        told(request, error)
    return redirect("administration")
