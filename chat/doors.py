"""What the doors of the desk share: finding what the viewer may see, and answering a form with or without script."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from collab.accounts.models import Person
from collab.departments import rights
from collab.live.errors import CidConflict, LiveError, NotFound, RateLimited, RoomClosed, Stale, TooLong
from collab.live.viewer import Viewer

from .errors import DeskError, NotYours
from .models import Conversation
from .models.conversation import ConversationQuerySet
from .models.parts import Part
from .words import REFUSALS

RELATED = ("desk__department", "desk__board", "room", "notes_room", "agent")


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined,no-any-return]


def person_of(request: HttpRequest) -> Person:
    """Raises Http404 for whoever has no account: what is for staff does not exist for them."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def conversations() -> ConversationQuerySet:
    return Conversation.objects.select_related(*RELATED)


def entered(request: HttpRequest, pk: int, *roles: str) -> tuple[Conversation, Part]:
    """The conversation, and the part that the viewer has in it. Raises Http404 without one, or with another role."""
    conversation = conversations().filter(pk=pk).first()
    part = conversation.part_of(viewer_of(request)) if conversation else None
    if conversation is None or part is None or (roles and part.role not in roles):
        raise Http404
    return conversation, part


def in_my_line(request: HttpRequest, pk: int) -> Conversation:
    """At a desk at which the person serves. Raises Http404: visitors of other desks do not exist."""
    visit = conversations().filter(pk=pk, desk__seats__person=person_of(request)).first()
    if visit is None or "agent" not in rights.roles_of(viewer_of(request)):
        raise Http404
    return visit


def offered_to_me(request: HttpRequest, pk: int) -> Conversation:
    """Raises Http404 unless it is with this person, or offered to them."""
    visit = conversations().filter(pk=pk, agent=person_of(request)).first()
    if visit is None or not rights.roles_of(viewer_of(request)).intersection({"agent", "official"}):
        raise Http404
    return visit


def wants_json(request: HttpRequest) -> bool:
    """Sent by one of our scripts, which stays on its page."""
    return request.headers.get("X-Requested-With") == "fetch"


def answer(request: HttpRequest, act: Callable[[], object], *, to: str, done: str = "") -> HttpResponse:
    """Do it; then tell how it went: JSON for a script, else a line on the page that follows. Raises Http404 for NotYours."""
    try:
        act()
    except (NotYours, NotFound):
        raise Http404 from None
    except DeskError as error:
        return refuse(request, str(error), to=to, status=409)
    except (TooLong, RoomClosed, Stale, RateLimited, CidConflict) as error:
        return refuse(request, said(error), to=to, status=422)
    if wants_json(request):
        return JsonResponse({"ok": True, "words": done})
    if done:
        messages.success(request, done)
    return redirect(to)


def refuse(request: HttpRequest, words: str, *, to: str, status: int) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"ok": False, "words": words}, status=status)
    messages.error(request, words)
    return redirect(to)


def said(error: LiveError) -> str:
    """A code of the wire in words."""
    return str(REFUSALS.get(error.code, REFUSALS["internal"]))
