"""Desks as visitors find them: who is there, how long it takes, and the one field in which to ask."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from collab.accounts import guests
from collab.departments.written_hours import week_of
from collab.feedback.models import Case
from collab.feedback.urgent import WORDS, is_urgent
from collab.feedback.views.citizen import remember
from collab.live.viewer import Viewer
from collab.text.excerpt import excerpt

from .. import standing
from ..assignment import offer_waiting
from ..doors import viewer_of
from ..errors import AlreadyHere
from ..forms import AskForm, WordForm
from ..models import Conversation, Desk
from ..models.ending import TITLE_CHARS
from ..reception import may_ask, too_often, welcome


def desks(request: HttpRequest) -> HttpResponse:
    known = standing.standings()
    shown = [(desk, known.get(desk.pk)) for desk in Desk.objects.select_related("department")]
    return render(request, "chat/desks.html", {"desks": shown, "page_url": request.GET.get("page", "")})


def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk's own page. What was typed stays through every error and every choice."""
    desk = get_object_or_404(Desk.objects.select_related("department", "board"), slug=slug)
    viewer, now = viewer_of(request), standing.standing_of(desk)
    if request.method == "POST" and not may_ask(viewer):
        raise Http404
    word = not now.is_open or "word" in request.POST or "word" in request.GET
    form = (WordForm if word else AskForm)(request.POST or None, initial=_start(request, viewer))
    urgent = is_urgent(request.POST.get("question", ""))
    status = 200
    if request.method == "POST":
        chosen = not word or "word" in request.POST  # the desk may have closed while the question was written
        if form.is_valid() and chosen and (not urgent or "not_urgent" in request.POST) and "look" not in request.POST:
            if not too_often(viewer):
                return _leave_word(request, desk, form) if word else _enter(request, desk, form)
            form.add_error(None, _("Too many questions from here in a short time. Please wait a few minutes."))
        status = 422
    facts = {"desk": desk, "now": now, "form": form, "word": word, "urgent": urgent, "may_ask": may_ask(viewer)}
    return render(request, "chat/ask.html", facts | _around(desk, now, viewer), status=status)


def _start(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    given = request.GET
    return {
        "name": viewer.name,
        "question": given.get("question", "")[:2000],
        "page_url": given.get("page", ""),
        "page_title": given.get("title", ""),
    }


def _around(desk: Desk, now: standing.Standing, viewer: Viewer) -> dict[str, Any]:
    """What stands beside the form."""
    own = Conversation.objects.of_visitor(viewer).filter(desk=desk).order_by("-pk").first() if viewer.key else None
    return {
        "estimate": standing.wait_at(desk, now.waiting + 1) if now.is_open else None,
        "week": week_of(desk.hours),
        "here_already": own if own and own.is_open else None,
        "urgent_words": list(WORDS),
    }


def _enter(request: HttpRequest, desk: Desk, form: AskForm) -> HttpResponse:
    visitor, secret = welcome(viewer_of(request), form.cleaned_data["name"])
    facts = {name: form.cleaned_data[name] for name in ("question", "page_title", "page_url")}
    try:
        conversation = Conversation.start(desk=desk, by=visitor, **facts)
        offer_waiting(desk)
    except AlreadyHere as error:
        conversation = error.conversation  # type: ignore[assignment]
    response = redirect("conversation", conversation.pk)
    if secret:
        guests.set_cookie(response, secret)
    return response


def _leave_word(request: HttpRequest, desk: Desk, form: AskForm) -> HttpResponse:
    """A closed desk, or nobody there: the same text becomes a case (LD-08)."""
    viewer, given = viewer_of(request), form.cleaned_data
    case = Case.open(
        title=excerpt(given["question"], TITLE_CHARS),
        text=given["question"],
        kind=given["kind"] or "enquiry",
        channel="word",
        party=viewer,
        department=desk.department,
        contact_name=given["name"] or viewer.name or _("Visitor"),
        contact_email=given["contact_email"],
        contact_phone=given["contact_phone"],
        consent=given["consent"],
        confidential=given["confidential"],
        language=viewer.language,
        origin_title=given["page_title"] or desk.name,
        origin_url=given["page_url"] or f"/desks/{desk.slug}/",
    )
    return receipt_of(request, case)


def receipt_of(request: HttpRequest, case: Case) -> HttpResponse:
    """The page that shows number and query code, once."""
    remember(request, case)
    request.session["receipt"] = [case.number, case.secret]
    return redirect("receipt")
