"""NUL, which nobody types and no database keeps, ends here, before any view can hand it on."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


def without_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Cookies that carry it count as not sent; an address with it does not exist; a form keeps the rest of what was typed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if NUL in value]:
            del request.COOKIES[name]
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        if request.method == "POST" and any(NUL in value for _name, values in request.POST.lists() for value in values):
            request.POST = _clean(request.POST)  # type: ignore[misc,assignment]

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _clean(form: QueryDict) -> QueryDict:
    clean = form.copy()
    for name, values in form.lists():
        clean.setlist(name, [value.replace(NUL, "") for value in values])
    return clean
