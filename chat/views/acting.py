"""What an agent does with a visitor: each address is one verb of the conversation."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.departments import rights

from ..assignment import line_moved
from ..doors import answer, conversations, entered, in_my_line, offered_to_me, person_of, refuse, viewer_of
from ..forms import EndForm, HandOverForm, InviteForm, TransferForm
from ..models import Conversation, Seat
from .agents import colleagues_of
from .visiting import keep_code


def _screen(pk: int) -> str:
    return f"{reverse('agent')}#c-{pk}"


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """From the line of an own desk."""
    visit, person = in_my_line(request, pk), person_of(request)
    return _moving(request, visit, lambda: visit.take(by=person), to=_screen(pk))


@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Whoever stands at the head of the person's lines."""
    person = person_of(request)
    if "agent" not in _roles(request):
        raise Http404
    desks = Seat.objects.filter(person=person).values("desk")
    visit = conversations().filter(desk__in=desks).line().first()
    if visit is None:
        return refuse(request, _("Nobody is waiting."), to=reverse("agent"), status=409)
    return _moving(request, visit, lambda: visit.take(by=person), to=_screen(visit.pk))


def _roles(request: HttpRequest) -> set[str]:
    return rights.roles_of(viewer_of(request))


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    visit, person = offered_to_me(request, pk), person_of(request)
    return _moving(request, visit, lambda: visit.accept(by=person), to=_screen(pk))


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    visit, person = offered_to_me(request, pk), person_of(request)
    return _moving(request, visit, lambda: visit.decline(by=person), to=reverse("agent"))


@require_POST
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    visit, _part = entered(request, pk, "agent")
    person = person_of(request)
    form = TransferForm(request.POST, prefix="t", colleagues=colleagues_of(visit, person))
    if not form.is_valid():
        return refuse(request, _("Choose a colleague or a desk."), to=_screen(pk), status=422)
    to, desk, note = (form.cleaned_data[name] for name in ("person", "desk", "note"))
    if to:
        return _moving(request, visit, lambda: visit.transfer(by=person, to=to, note=note), to=reverse("agent"))
    return _moving(request, visit, lambda: visit.transfer_to_desk(by=person, desk=desk, note=note), to=reverse("agent"))


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    visit, _part = entered(request, pk, "agent")
    person = person_of(request)
    form = InviteForm(request.POST, prefix="i", colleagues=colleagues_of(visit, person))
    if not form.is_valid():
        return refuse(request, _("This colleague cannot take a conversation now."), to=_screen(pk), status=422)
    return answer(request, lambda: visit.invite(by=person, colleague=form.cleaned_data["person"]), to=_screen(pk))


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    visit, _part = entered(request, pk, "colleague")
    return answer(request, lambda: visit.leave(by=person_of(request)), to=reverse("agent"))


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """To a department, as a case with transcript and summary."""
    visit, _part = entered(request, pk, "agent")
    form = HandOverForm(request.POST, prefix="h")
    if not form.is_valid():
        return refuse(request, _("Choose a department and write a summary."), to=_screen(pk), status=422)
    person = person_of(request)

    def act() -> None:
        keep_code(visit, visit.hand_over(by=person, **form.cleaned_data))

    return _moving(request, visit, act, to=reverse("agent"), done=_("Handed over."))


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """With an outcome; while it is wrapped up the outcome may be corrected."""
    visit, _part = entered(request, pk, "agent", "supervisor")
    person, form = person_of(request), EndForm(request.POST, prefix="e")
    if visit.agent_id != person.pk:
        raise Http404
    if not form.is_valid():
        return refuse(request, _("Choose an outcome."), to=_screen(pk), status=422)
    verb = visit.end if visit.is_open else visit.sum_up
    return _moving(request, visit, lambda: verb(by=person, **form.cleaned_data), to=reverse("agent"))


def _moving(
    request: HttpRequest, visit: Conversation, act: Callable[[], object], *, to: str, done: str = ""
) -> HttpResponse:
    """An act after which the line has moved: those who wait are told, and the next are offered."""

    def whole() -> None:
        act()
        line_moved(visit.desk)

    return answer(request, whole, to=to, done=done)
