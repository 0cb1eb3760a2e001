"""Cases that may be the same matter as this one, for whoever works on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ..alike.finding import candidates_for
from ..models import Case
from ..powers import powers_of


def alike(request: HttpRequest, number: str) -> HttpResponse:
    """All likely ones with their reasons."""
    viewer = request.viewer  # type: ignore[attr-defined]
    case = Case.objects.visible_to(viewer).select_related("department").filter(number=number).first()
    powers = powers_of(case, viewer) if case and not case.belongs_to(viewer) else set()
    if case is None or "note" not in powers:
        raise Http404
    facts = {"case": case, "candidates": candidates_for(case, viewer), "joins": "join" in powers}
    return render(request, "feedback/alike.html", facts)
