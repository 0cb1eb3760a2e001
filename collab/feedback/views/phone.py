"""The hotline: a call becomes a case while the caller is on the line."""

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from collab.accounts.models import Person
from collab.audit.models import log
from collab.live.viewer import STRANGER, Viewer

from ..codes import spaced
from ..errors import CaseError
from ..lifecycle import Channel
from ..models import Case
from ..phone_form import CallForm
from ..urgent import is_urgent
from .routing import must_be_centre

EARLIER = 10  # cases of the same number


def phone(request: HttpRequest) -> HttpResponse:
    """The form; `?phone=` shows the earlier cases of that number that the viewer may see."""
    viewer = request.viewer  # type: ignore[attr-defined]
    must_be_centre(viewer)
    number = (request.POST.get("contact_phone") or request.GET.get("phone", "")).strip()[:30]
    form = CallForm(request.POST or None, initial={"contact_phone": number})
    urgent = is_urgent(f"{request.POST.get('title', '')} {request.POST.get('text', '')}")
    if request.method == "POST" and form.is_valid():
        try:
            case = _taken_down(form, viewer)
        except CaseError as error:
            form.add_error(None, str(error.says))
        else:
            request.session["call"] = case.pk
            return redirect("phone_done")
    earlier = list(_earlier(viewer, number)) if number else []
    if earlier:
        log(viewer, "case.looked_up", earlier[0], found=len(earlier))
    facts = {"form": form, "urgent": urgent, "number": number, "earlier": earlier}
    return render(request, "feedback/phone.html", facts, status=422 if request.method == "POST" else 200)


def done(request: HttpRequest) -> HttpResponse:
    """Number and query code, to be read out to the caller."""
    viewer = request.viewer  # type: ignore[attr-defined]
    must_be_centre(viewer)
    key = request.session.get("call", 0)
    case = Case.objects.visible_to(viewer).filter(pk=key, channel=Channel.PHONE).first()
    if case is None:
        messages.error(request, _("No call has been taken down yet."))
        return redirect("phone")
    urgent = is_urgent(f"{case.title} {case.text}")
    return render(request, "feedback/phone_done.html", {"case": case, "code": spaced(case.secret), "urgent": urgent})


def _earlier(viewer: Viewer, number: str) -> QuerySet[Case]:
    found = Case.objects.visible_to(viewer).filter(contact_phone=number, confidential=False)
    return found.select_related("department")[:EARLIER]


def _taken_down(form: CallForm, viewer: Viewer) -> Case:
    """The case with its notes; accepted and sent on where the clerk chose a department."""
    facts = dict(form.cleaned_data)
    office, notes, begun = facts.pop("department"), facts.pop("notes"), facts.pop("begun")
    by = Person.objects.get(pk=viewer.person_id)
    with transaction.atomic():
        case = Case.open(
            channel=Channel.PHONE, party=STRANGER, language=viewer.language, first_contact_at=begun, **facts
        )
        if notes.strip():
            case.note(text=notes, by=by)
        log(by, "case.taken_down", case)
        if office is not None:
            case.accept(by=by)
            case.dispatch(department=office, by=by)
    return case
