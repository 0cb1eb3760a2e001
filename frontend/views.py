"""The front page, choices of language and look, and what is shown when something goes wrong."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from collab.accounts.middleware import MODES, THEMES
from collab.feedback.models import Publication
from collab.feedback.views.figures import board_figures

YEAR = 365 * 24 * 3600


def home(request: HttpRequest) -> HttpResponse:
    latest = Publication.objects.filter(withdrawn_at=None).select_related("case__department")[:5]
    return render(request, "frontend/home.html", {"latest": latest, "board": board_figures()})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "frontend/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "frontend/privacy.html")


def own_path(request: HttpRequest) -> str:
    """Where the form wants to return to, if that is a path of ours."""
    wanted = request.POST.get("next", "/")
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if own else "/"


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    response = redirect(own_path(request))
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
    return response


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Large text, light or dark; an empty value returns to the ordinary look."""
    response = redirect(own_path(request))
    for name, known in (("mode", MODES), ("theme", THEMES)):
        if name in request.POST:
            value = request.POST[name] if request.POST[name] in known else ""
            response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old: what was typed is shown again, to be copied."""
    hidden = {"csrfmiddlewaretoken", "next"}
    typed = [value for name, value in request.POST.items() if value and name not in hidden and "password" not in name]
    return render(request, "frontend/csrf.html", {"typed": typed}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        "User-agent: *\nDisallow: /accounts/\nDisallow: /cases/\nDisallow: /conversations/\n", "text/plain"
    )
