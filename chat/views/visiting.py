"""The visitor's own conversation: line, talk, end, rating, transcript; each works as a plain form."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.accounts import guests
from collab.accounts.models import Guest
from collab.feedback.models import Case
from collab.live.models import Participant

from .. import standing
from ..doors import answer, conversations, entered, refuse, viewer_of
from ..errors import DeskError
from ..forms import LeaveWordForm, MakeCaseForm, RatingForm
from ..models import Conversation, Doorway
from ..models.states import OVER
from .asking import receipt_of

SHOWN = 200  # entries on the page; older ones stand in the transcript
CODE_KEPT = 24 * 3600  # seconds


def mine(request: HttpRequest) -> HttpResponse:
    """The visitor's own history."""
    own = Conversation.objects.of_visitor(viewer_of(request)).select_related("desk")[:100]
    return render(request, "chat/mine.html", {"conversations": own})


def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """The visitor's page; staff are led to their own screen. Opening it keeps the place in line."""
    visit, part = entered(request, pk)
    if part.role != "visitor":
        return redirect("transcript", pk)
    if visit.is_queued:
        visit.seen()
    entries = list(visit.room.log.order_by("-seq")[:SHOWN])[::-1]
    facts = {
        "conversation": visit,
        "entries": entries,
        "part": part,
        "over": visit.state in OVER,
        "rating": RatingForm(),
        "read_by_staff": _read_by_staff(visit),
        "case_code": cache.get(f"case-code-{visit.pk}", ""),
    }
    return render(request, "chat/conversation.html", facts | _line(visit))


def queue(request: HttpRequest, pk: int) -> HttpResponse:
    """Place and estimate, asked for again and again while the page is open."""
    visit, _part = entered(request, pk, "visitor")
    if visit.is_queued:
        visit.seen()
    return render(request, "chat/_queue.html", {"conversation": visit} | _line(visit))


def _line(visit: Conversation) -> dict[str, object]:
    place = visit.place_in_line()
    return {
        "place": place,
        "ahead": place - 1,
        "estimate": standing.wait_at(visit.desk, place) if place else None,
        "now": standing.standing_of(visit.desk),
    }


def _read_by_staff(visit: Conversation) -> int:
    marks = Participant.objects.filter(room=visit.room_id).exclude(role="visitor").values_list("read_seq", flat=True)
    return max(marks, default=0)


@require_POST
def leave_word(request: HttpRequest, pk: int) -> HttpResponse:
    """At every moment of waiting. The text is kept; it may be changed before it is sent."""
    visit, _part = entered(request, pk, "visitor")
    if not visit.is_queued:
        return refuse(
            request, _("Somebody is here for you already."), to=reverse("conversation", args=[pk]), status=409
        )
    given = "text" in request.POST
    form = LeaveWordForm(request.POST if given else None, initial={"text": visit.question})
    if not given or not form.is_valid():
        return render(
            request, "chat/leave_word.html", {"conversation": visit, "form": form}, status=422 if given else 200
        )
    try:
        case = visit.leave_word(by=viewer_of(request), **form.cleaned_data)
    except DeskError as error:
        return refuse(request, str(error), to=reverse("conversation", args=[pk]), status=409)
    standing.tell_line(visit.desk)
    return receipt_of(request, case)


@require_POST
def make_case(request: HttpRequest, pk: int) -> HttpResponse:
    """What was not solved becomes a case, with the transcript."""
    visit, _part = entered(request, pk, "visitor")
    given = "summary" in request.POST
    form = MakeCaseForm(request.POST if given else None, initial={"summary": visit.question})
    if not given or not form.is_valid():
        return render(
            request, "chat/make_case.html", {"conversation": visit, "form": form}, status=422 if given else 200
        )
    try:
        case = visit.hand_over(by=viewer_of(request), department=visit.desk.department, **form.cleaned_data)
    except DeskError as error:
        return refuse(request, str(error), to=reverse("conversation", args=[pk]), status=409)
    return receipt_of(request, case)


def keep_code(visit: Conversation, case: Case) -> None:
    """The query code for the visitor's own page alone; it rests in no table and in no log."""
    cache.set(f"case-code-{visit.pk}", f"{case.secret[:4]}-{case.secret[4:8]}-{case.secret[8:]}", CODE_KEPT)
    visit.ring_visitor("case")


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    visit, _part = entered(request, pk, "visitor")
    waited = visit.is_queued

    def act() -> None:
        visit.finish(by=viewer_of(request))
        if waited:
            standing.tell_line(visit.desk)

    return answer(request, act, to=reverse("conversation", args=[pk]))


@require_POST
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    visit, _part = entered(request, pk, "visitor")
    form, to = RatingForm(request.POST), reverse("conversation", args=[pk])
    if not form.is_valid():
        return refuse(request, _("Choose one of the five levels."), to=to, status=422)
    return answer(request, lambda: visit.rate(**form.cleaned_data), to=to, done=_("Thank you for your rating."))


@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """A one-time link for another device."""
    visit, _part = entered(request, pk, "visitor")
    address = request.build_absolute_uri(reverse("continue", args=[Doorway.open(visit)]))
    return render(request, "chat/link.html", {"conversation": visit, "address": address})


def continue_here(request: HttpRequest, secret: str) -> HttpResponse:
    """The link opens with a button, so that no preview of it uses it up."""
    doorway = Doorway.behind(secret)
    if doorway is None:
        raise Http404
    if request.method != "POST":
        return render(request, "chat/continue.html", {"secret": secret})
    visit, viewer = conversations().get(pk=doorway.conversation_id), viewer_of(request)
    if not doorway.pass_through():
        raise Http404
    cookie = ""
    key, name = viewer.key, viewer.name
    if not key:
        guest, cookie = Guest.welcome(name=visit.visitor_name, language=viewer.language)
        key, name = guest.key, guest.name
    Participant.objects.get_or_create(room=visit.room, party=key, defaults={"role": "visitor", "name": name})
    response = redirect("conversation", visit.pk)
    if cookie:
        guests.set_cookie(response, cookie)
    return response
