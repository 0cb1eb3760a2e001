"""What the demo city has mailed; only there."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from .models import Letter


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404


def letters(request: HttpRequest) -> HttpResponse:
    _demo_only()
    to = request.GET.get("to", "").strip()
    found = Letter.objects.filter(to__icontains=to) if to else Letter.objects.all()
    page = Paginator(found, 30).get_page(request.GET.get("page"))
    return render(request, "notifications/letters.html", {"page": page, "to": to})


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    _demo_only()
    return render(request, "notifications/letter.html", {"letter": get_object_or_404(Letter, pk=pk)})
