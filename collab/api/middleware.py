"""What goes wrong before or beside a route of the API is told to programs in the same way."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .problems import MEDIA_TYPE, problem

KEPT = ("Allow", "Retry-After")


def problems(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/api/") or response.status_code < 400:
            return response
        if response.headers.get("Content-Type") == MEDIA_TYPE:
            return response
        told = problem(request, response.status_code)
        for name in KEPT:
            if name in response.headers:
                told.headers[name] = response.headers[name]
        return told

    return middleware
