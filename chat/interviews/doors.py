"""What the doors of an interview share."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from collab.live.viewer import Viewer

from .errors import InterviewError
from .models import Interview
from .states import SHOWN

RELATED = ("department", "room", "back_room", "now")


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined,no-any-return]


def shown(pk: int) -> Interview:
    """Raises Http404."""
    found = Interview.objects.select_related(*RELATED).filter(pk=pk, state__in=SHOWN).first()
    if found is None:
        raise Http404
    return found


def wants_json(request: HttpRequest) -> bool:
    """Sent by one of our scripts, which stays on its page."""
    return request.headers.get("X-Requested-With") == "fetch"


def told(request: HttpRequest, words: str, *, ok: bool, to: str, **more: object) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"ok": ok, "words": words, **more}, status=200 if ok else 409)
    if words:
        (messages.success if ok else messages.error)(request, words)
    return redirect(to)


def attempt(request: HttpRequest, act: Callable[[], object], *, to: str, done: str = "") -> HttpResponse:
    """Do it, then tell how it went."""
    try:
        act()
    except InterviewError as error:
        return told(request, str(error), ok=False, to=to)
    return told(request, done, ok=True, to=to)
