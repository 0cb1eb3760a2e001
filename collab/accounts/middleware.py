"""What every page knows about its reader: who, in which language, at which time zone, in which mode."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from collab.audit.models import origin

from .identify import request_address, truncated, viewer_of
from .second_factor import detour

MODES = ("elder",)
THEMES = ("light", "dark")


def preferences(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sets request.viewer (lazily), request.mode, request.theme, language and time zone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = _language(request)
        request.LANGUAGE_CODE = language
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        request.mode = request.COOKIES.get("mode") if request.COOKIES.get("mode") in MODES else ""  # type: ignore[attr-defined]
        request.theme = request.COOKIES.get("theme") if request.COOKIES.get("theme") in THEMES else ""  # type: ignore[attr-defined]
        token = origin.set(truncated(request_address(request)))
        try:
            with translation.override(language), timezone.override(_zone(request)):
                response = detour(request, request.viewer) or get_response(request)  # type: ignore[attr-defined]
                if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                    response.render()
        finally:
            origin.reset(token)
        response.headers.setdefault("Content-Language", "zh-Hans" if language == "zh-hans" else language)
        return response

    return middleware


def _language(request: HttpRequest) -> str:
    known = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in known:
        return chosen
    for part in request.headers.get("Accept-Language", "").lower().split(","):
        tag = part.split(";")[0].strip()
        if tag.startswith("zh"):
            return "zh-hans"
        if tag.startswith("en"):
            return "en"
    return settings.LANGUAGE_CODE


def _zone(request: HttpRequest) -> zoneinfo.ZoneInfo:
    name = request.user.time_zone if request.user.is_authenticated else settings.TIME_ZONE
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)
