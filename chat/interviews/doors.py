"""What the doors of an interview share."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from chat.doors import person_of, viewer_of, wants_json

from .errors import InterviewError
from .models import Interview

RELATED = ("department", "room", "back_room", "now")
__all__ = ["attempt", "found", "person_of", "told", "viewer_of", "wants_json"]


def found(pk: int) -> Interview:
    """Raises Http404."""
    one = Interview.objects.select_related(*RELATED).filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


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
