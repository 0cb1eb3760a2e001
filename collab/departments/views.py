"""What everybody may know about the offices of the city and the people who serve in them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from collab.accounts.models import Person

from . import photos, plugs
from .models import Department, Grant, Position
from .models.grant import Role
from .written_hours import week_of

STAFF_SHOWN = 100
FACING = frozenset({Role.AGENT, Role.HANDLER, Role.OFFICIAL, Role.EXPERT})


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """The tree, without its root."""
    found = Department.objects.open().exclude(parent=None)
    return render(request, "departments/offices.html", {"offices": found})


@require_safe
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Duties, hours, people; and what other halls have to say about it. A dissolved office names who took over."""
    this = get_object_or_404(Department.objects.select_related("parent", "successor"), code=code)
    serving = Position.objects.filter(department=this, person__is_active=True)
    serving = serving.filter(person__in=Grant.objects.current().values("person")).select_related("person")
    staff = list(serving.order_by("title_en", "person__name")[:STAFF_SHOWN])
    parts = plugs.office_parts(this, request.viewer) if this.closed_at is None else []  # type: ignore[attr-defined]
    return render(request, "departments/office.html", {
        "office": this,
        "below": Department.objects.open().filter(parent=this),
        "week": week_of(this.hours) if this.hours else [],
        "staff": staff,
        "people": [position.person for position in staff],
        "parts": parts,
        "asks": any(part.asks for part in parts),
    })  # fmt: skip


@require_safe
def card(request: HttpRequest, person: int) -> HttpResponse:
    """The business card of staff: a page, or the bare card for `X-Fragment: 1`. Citizens and those who left have none.

    Whoever serves citizens has one before their position is written down; of the others it is for colleagues.
    """
    found = _serving(person)
    position, viewer = getattr(found, "position", None), request.viewer  # type: ignore[attr-defined]
    grants = list(found.grants.current().select_related("department"))
    if position is None and not viewer.staff and not any(grant.role in FACING for grant in grants):
        raise Http404
    parts = plugs.card_parts(found, viewer)
    template = "departments/_card.html" if request.headers.get("X-Fragment") == "1" else "departments/card.html"
    return render(request, template, {
        "person": found,
        "position": position,
        "offices": sorted({grant.department for grant in grants}, key=lambda office: office.path),
        "parts": parts,
    })  # fmt: skip


@require_safe
def photo(request: HttpRequest, person: int, name: str) -> HttpResponseBase:
    """The portrait on the card, as long as it is on it."""
    position = getattr(_serving(person), "position", None)
    if position is None:
        raise Http404
    path = photos.path_of(position.photo)
    if not position.photo or name != position.photo or not path.is_file():
        raise Http404
    headers = {"Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "Cache-Control": "public, max-age=86400"}  # fmt: skip
    return FileResponse(path.open("rb"), headers=headers)


def _serving(pk: int) -> Person:
    """Raises Http404 for citizens and those who left."""
    found = get_object_or_404(Person.objects.filter(is_active=True).select_related("position__department"), pk=pk)
    if not found.grants.current().exists():
        raise Http404
    return found
