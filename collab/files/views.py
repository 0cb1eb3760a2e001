"""Handing out a file to those who may read its room."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from .models import File


def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponseBase:
    """Pictures are shown, everything else is downloaded; nothing runs (sandbox), nothing is guessed (nosniff)."""
    found = get_object_or_404(File.objects.select_related("room"), pk=pk)
    if not found.readable_by(request.viewer):  # type: ignore[attr-defined]
        raise Http404
    if found.infection:
        return _told(_("This file is not handed out: a virus was found in it."), status=410)
    if found.quarantined:
        return _told(_("This file is still being checked for viruses. Please try again in a moment."), status=503)
    if not found.path.exists():
        raise Http404
    response = FileResponse(found.path.open("rb"), as_attachment=not found.is_picture, filename=found.name)
    response["Content-Type"] = found.media_type
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _told(words: str, *, status: int) -> HttpResponse:
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    if status == 503:
        response["Retry-After"] = "5"
    return response
