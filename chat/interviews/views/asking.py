"""What everybody may do: ask, second, choose topics, vote, raise a hand, be reminded."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from collab.accounts import guests
from collab.accounts.models import Guest
from collab.departments import rights
from collab.limits.allowance import spend
from collab.live.viewer import Viewer

from .. import alike
from ..doors import attempt, found, told, viewer_of, wants_json
from ..errors import Incomplete, InterviewError, NotNow
from ..forms import AskForm
from ..models import Hand, Interview, Option, Poll, Reminder
from .public import page_of

ASKED, VOTED, SHARED, SPAN = 6, 60, 10, 60  # by one party; times SHARED by one address; in so many seconds


def may_ask(viewer: Viewer) -> bool:
    """Citizens, guests and experts; who runs the city does not ask itself (docs/roles.md)."""
    return viewer.person_id is None or not rights.roles_of(viewer) - {"expert"}


def _too_often(viewer: Viewer, what: str, limit: int) -> bool:
    """A whole school may sit behind one address."""
    who, most = (viewer.key, limit) if viewer.key else (viewer.address, SHARED * limit)
    return bool(spend(f"interview-{what}", who, limit=most, seconds=SPAN))


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever has no account becomes a guest. What was typed stays through every error."""
    interview, viewer = found(pk), viewer_of(request)
    if not may_ask(viewer):
        raise Http404
    form = AskForm(request.POST)
    if not form.is_valid():
        return _refused(request, interview, form)
    if _too_often(viewer, "ask", ASKED):
        form.add_error(None, _("That was quick. Please wait a minute before the next question."))
        return _refused(request, interview, form)
    cookie = ""
    if not viewer.key and interview.takes_questions:
        guest, cookie = Guest.welcome(name=form.cleaned_data["name"].strip() or _("Visitor"), language=viewer.language)
        viewer = Viewer(key=guest.key, name=guest.name, guest_id=guest.pk, language=viewer.language)
    try:
        question = interview.ask(by=viewer, **form.cleaned_data)
    except InterviewError as error:
        form.add_error(None, str(error))
        return _refused(request, interview, form)
    done = _("Thank you. A moderator reads your question; you see here what becomes of it.")
    response = told(request, done, ok=True, to=f"{interview.get_absolute_url()}#mine", question=question.pk)
    if cookie:
        guests.set_cookie(response, cookie)
    return response


def _refused(request: HttpRequest, interview: Interview, form: AskForm) -> HttpResponse:
    if wants_json(request):
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return told(request, words, ok=False, to=interview.get_absolute_url())
    return render(request, "interviews/interview.html", page_of(interview, viewer_of(request), form), status=422)


@require_GET
def similar(request: HttpRequest, pk: int) -> HttpResponse:
    """While somebody types: questions that may be the same."""
    interview = found(pk)
    same = alike.questions(interview, request.GET.get("q", "")[:1000])
    return render(request, "interviews/_similar.html", {"questions": same, "interview": interview})


def _on(request: HttpRequest) -> bool:
    return "undo" not in request.POST


@require_POST
def second(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    interview, viewer = found(pk), viewer_of(request)
    one = get_object_or_404(interview.questions.public(), pk=question)
    one.interview = interview

    def act() -> None:
        if _too_often(viewer, "vote", VOTED):
            raise NotNow
        if _on(request):
            one.second(by=viewer)
        else:
            one.unsecond(by=viewer)

    return _signed(request, interview, act, f"#{one.anchor}")


@require_POST
def choose(request: HttpRequest, pk: int, topic: int) -> HttpResponse:
    interview, viewer = found(pk), viewer_of(request)
    one = get_object_or_404(interview.topics, pk=topic)
    one.interview = interview
    return _signed(request, interview, lambda: one.choose(by=viewer), "#topics", _("Your voice is counted."))


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    interview, viewer = found(pk), viewer_of(request)
    act, done = (Reminder.want, _("You will be reminded.")) if _on(request) else (Reminder.stop, "")
    return _signed(request, interview, lambda: act(interview=interview, by=viewer), "", done, citizens=False)


@require_POST
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    interview, viewer = found(pk), viewer_of(request)
    act = Hand.raise_for if _on(request) else Hand.lower_own
    return _signed(request, interview, lambda: act(interview=interview, by=viewer), "#hand")


@require_POST
def floor(request: HttpRequest, pk: int) -> HttpResponse:
    interview, viewer = found(pk), viewer_of(request)
    body = request.POST.get("body", "")
    return _signed(request, interview, lambda: interview.speak_from_floor(by=viewer, body=body), "#hand")


@require_POST
def vote(request: HttpRequest, pk: int, poll: int) -> HttpResponse:
    """Guests too; whoever has no account yet becomes one."""
    interview, viewer = found(pk), viewer_of(request)
    one = get_object_or_404(Poll.objects.filter(interview=interview, opened_at__isnull=False), pk=poll)
    one.interview = interview
    if not may_ask(viewer):
        raise Http404
    option = Option.objects.filter(poll=one, pk=_number(request.POST.get("option"))).first()
    cookie = ""

    def act() -> None:
        nonlocal viewer, cookie
        if option is None:
            raise Incomplete(_("Choose one of the answers."))
        if _too_often(viewer, "ballot", VOTED):
            raise NotNow
        if not viewer.key:
            guest, cookie = Guest.welcome(name=_("Visitor"), language=viewer.language)
            viewer = Viewer(key=guest.key, name=guest.name, guest_id=guest.pk, language=viewer.language)
        one.vote(option, by=viewer)

    response = attempt(request, act, to=interview.get_absolute_url(), done=_("Your voice is counted."))
    if cookie:
        guests.set_cookie(response, cookie)
    return response


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 16 else 0


def _signed(
    request: HttpRequest, interview: Interview, act: Any, anchor: str, done: str = "", *, citizens: bool = True
) -> HttpResponse:
    """For citizens with an account; others are asked to sign in, a script leads them there and back."""
    to, viewer = f"{interview.get_absolute_url()}{anchor}", viewer_of(request)
    if citizens and not may_ask(viewer):
        raise Http404
    if viewer.person_id is None:
        words = _("Please sign in: every voice counts once.")
        return told(request, words, ok=False, to=to, sign_in=True)
    return attempt(request, act, to=to, done=done)
