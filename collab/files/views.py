"""Handing out a file to those who may read its room."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from .models import File


def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Pictures are shown, everything else is downloaded; nothing runs (sandbox), nothing is guessed (nosniff)."""
    found = get_object_or_404(File.objects.select_related("room"), pk=pk)
    if not found.readable_by(request.viewer) or not found.path.exists():  # type: ignore[attr-defined]
        raise Http404
    response = FileResponse(found.path.open("rb"), as_attachment=not found.is_picture, filename=found.name)
    response["Content-Type"] = found.media_type
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
