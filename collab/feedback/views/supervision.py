"""The watch over the queue: the live board, the brief of each week, orders."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.accounts.models import Person
from collab.departments.rights import grants_of
from collab.live.viewer import Viewer

from ..errors import CaseError
from ..models import Case, Order
from ..supervision.brief import brief, week_of, weeks
from ..supervision.paper import paper
from ..supervision.queue import AGES, queue, span
from ..supervision.themes import themes
from .ordering import OrderForm, SayForm, orders_of, supervises, watched_by
from .staff import refused_page

DAYS = 30
SHOWN = 100


def _watcher(request: HttpRequest) -> Viewer:
    """Raises Http404."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not watched_by(grants_of(viewer)):
        raise Http404
    return viewer


def supervision(request: HttpRequest) -> HttpResponse:
    """As it stands now, with the last 30 days and what rises in this week."""
    _watcher(request)
    today = timezone.localdate()
    words, places = themes(today - timedelta(days=6), today + timedelta(days=1))
    facts = {
        "now": queue(), "ages": _ages(), "month": span(today - timedelta(days=DAYS), today + timedelta(days=1)),
        "words": words, "places": places, "orders": Order.objects.standing().select_related("case__department")[:SHOWN],
        "weeks": weeks()[:8], "at": timezone.now(),
    }  # fmt: skip
    return render(request, "feedback/supervision.html", facts)


def _ages() -> list[str]:
    return [_("up to %(days)s") % {"days": most} for most in AGES] + [_("over %(days)s") % {"days": AGES[-1]}]


def week(request: HttpRequest, name: str) -> HttpResponse:
    _watcher(request)
    known = week_of(name)
    if known is None:
        raise Http404
    one = brief(*known)
    if request.resolver_match and request.resolver_match.url_name == "brief_pdf":
        response = HttpResponse(paper(one), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="brief-{name}.pdf"'
        return response
    return render(request, "feedback/brief.html", {"brief": one, "weeks": weeks()})


def _case(request: HttpRequest, number: str) -> Case:
    """Raises Http404."""
    case = Case.objects.visible_to(request.viewer).select_related("department").filter(number=number).first()  # type: ignore[attr-defined]
    if case is None:
        raise Http404
    return case


@require_POST
def issue(request: HttpRequest, number: str) -> HttpResponse:
    case, form = _case(request, number), OrderForm(request.POST)
    if not supervises(request.viewer):  # type: ignore[attr-defined]
        raise Http404
    return _done(request, case, form, "order_form", lambda by, said: Order.issue(case=case, by=by, **said))


STEPS = {"receipt": "receive", "report": "answer", "acceptance": "accept", "return": "send_back"}
WORDS = {"report", "return"}


@require_POST
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """receipt and report by the department, acceptance and return by the supervisor."""
    case, viewer = _case(request, number), request.viewer  # type: ignore[attr-defined]
    facts = orders_of(case, viewer)
    order = facts["order"]
    allowed = facts["may_report"] if what in {"receipt", "report"} else supervises(viewer)
    if order is None or not allowed:
        raise Http404
    order.case = case
    form = SayForm(request.POST) if what in WORDS else forms.Form(request.POST)
    return _done(request, case, form, "say_form", lambda by, said: getattr(order, STEPS[what])(by=by, **said))


def _done(request: HttpRequest, case: Case, form: forms.Form, name: str, act: Any) -> HttpResponse:
    """What was typed stays on the page when it is refused."""
    if form.is_valid():
        try:
            act(Person.objects.get(pk=request.viewer.person_id), form.cleaned_data)  # type: ignore[attr-defined]
        except CaseError as error:
            form.add_error(None, str(error.says))
        else:
            messages.success(request, _("Kept."))
            return redirect(case)
    return refused_page(request, case, **{name: form})
