"""The directory of those who serve the city, for each other: found by name, office, title or duty; who is there now."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from collab.accounts.models import Person
from collab.departments.models import Department, Grant

from .contacts import Alert, Contact
from .models import Beat
from .states import states_of

PER_PAGE = 30
WORDS = ("name", "position__title_zh", "position__title_en", "position__duties_zh", "position__duties_en",
         "position__department__name_zh", "position__department__name_en")  # fmt: skip


def _staff() -> "QuerySet[Person]":
    current = Grant.objects.current().values("person")
    return Person.objects.filter(is_active=True, pk__in=current).select_related("position__department")


def _must_serve(request: HttpRequest) -> int:
    viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.staff:
        raise Http404
    return int(viewer.person_id)


@require_safe
def colleagues(request: HttpRequest) -> HttpResponse:
    """Each word of `q` must be found somewhere; `group` is one of one's own, `here` those whom one may see to be there."""
    me, chosen = _must_serve(request), request.GET
    query, office, group = (chosen.get(name, "").strip()[:100] for name in ("q", "department", "group"))
    found = _staff().order_by("name", "pk")
    for word in query.split():
        found = found.filter(Q.create([(f"{field}__icontains", word) for field in WORDS], connector=Q.OR))
    if office:
        found = found.filter(position__department__code=office)
    mine = {contact.person_id: contact for contact in Contact.objects.filter(owner=me)}
    if group:
        wanted = [pk for pk, contact in mine.items() if group in {"*", contact.group}]
        found = found.filter(pk__in=wanted)
    if chosen.get("here"):
        found = found.filter(pk__in=_seen_here(request))
    page = Paginator(found, PER_PAGE).get_page(chosen.get("page"))
    return render(request, "presence/colleagues.html", {
        "page": page, "rows": _rows(page, mine, me), "query": query, "office": office, "group": group,
        "here": bool(chosen.get("here")), "has_contacts": bool(mine),
        "groups": sorted({contact.group for contact in mine.values() if contact.group}),
        "offices": Department.objects.exclude(parent=None),
    })  # fmt: skip


def _seen_here(request: HttpRequest) -> list[int]:
    open_pages = Beat.objects.living().filter(party__startswith="p").values_list("party", flat=True).distinct()
    states = states_of([int(party[1:]) for party in open_pages], request.viewer)  # type: ignore[attr-defined]
    return [person for person, state in states.items() if state.state != "offline"]


def _rows(page: "Page[Person]", mine: dict[int, Contact], me: int) -> list[dict[str, Any]]:
    alerts = {alert.person_id: alert for alert in Alert.objects.filter(owner=me, person__in=[one.pk for one in page])}
    return [
        {
            "person": one,
            "position": getattr(one, "position", None),
            "contact": mine.get(one.pk),
            "alert": alerts.get(one.pk),
            "is_me": one.pk == me,
        }
        for one in page
    ]


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    me, person = _must_serve(request), get_object_or_404(_staff(), pk=pk)
    try:
        Contact.keep(by=Person.objects.get(pk=me), person=person, group=request.POST.get("group", ""))
        messages.success(request, _("Kept in your list."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return _back(request)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    Contact.objects.filter(owner=_must_serve(request), person=pk).delete()
    return _back(request)


@require_POST
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    me, person = _must_serve(request), get_object_or_404(_staff(), pk=pk)
    Alert.ask(by=Person.objects.get(pk=me), person=person, lasting="lasting" in request.POST)
    messages.success(request, _("You will be told while one of your pages is open."))
    return _back(request)


@require_POST
def tell_no_more(request: HttpRequest, pk: int) -> HttpResponse:
    Alert.objects.filter(owner=_must_serve(request), person=pk).delete()
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the same part of the list."""
    asked = request.POST.get("list", "")
    return redirect("/colleagues/" + (f"?{asked}" if asked and "\n" not in asked and len(asked) < 500 else ""))
