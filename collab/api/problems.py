"""Errors as programs read them: application/problem+json (RFC 9457), in the reader's language."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEDIA_TYPE = "application/problem+json"

TITLES: dict[int, Promise] = {
    400: _("The request cannot be read"),
    401: _("Not signed in"),
    403: _("Not allowed in this way"),
    404: _("There is nothing here"),
    405: _("This cannot be done here"),
    409: _("This does not fit what is there now"),
    413: _("Too large"),
    415: _("This kind of content is not understood"),
    422: _("Something in it is missing or wrong"),
    429: _("Too often"),
    500: _("Something went wrong on our side"),
    503: _("Not available for the moment"),
}

DETAILS: dict[str, Promise] = {
    "bad_request": _("Send JSON as it is described for this route."),
    "sign_in": _("Sign in, or send a personal token that is still valid."),
    "scope": _("The token does not have the scope that this route needs."),
    "csrf": _("Requests with a cookie need the form's token in the header X-CSRFToken."),
    "second_factor": _("Staff need a second factor before they can work here."),
    "not_found": _("It does not exist, or it is not for you."),
    "method_not_allowed": _("The header Allow names what can be done."),
    "key_conflict": _("This Idempotency-Key was used before for something else."),
    "invalid": _("See `errors` for each field."),
    "rate_limited": _("Try again after the time in the header Retry-After."),
    "internal": _("Nothing is wrong with your request. Please try again later."),
    "unavailable": _("Please try again in a moment."),
    "too_large": _("The request is larger than what is accepted."),
}

CODES = {400: "bad_request", 401: "sign_in", 403: "csrf", 404: "not_found", 405: "method_not_allowed", 413: "too_large",
         422: "invalid", 429: "rate_limited", 500: "internal", 503: "unavailable"}  # fmt: skip


def problem(
    request: HttpRequest, status: int, code: str = "", *, detail: object = "", retry_ms: int | None = None, **more: Any
) -> HttpResponse:
    """`code` is stable; `type` leads to its line in the description of the interface."""
    code = code or CODES.get(status, "internal" if status >= 500 else "bad_request")
    said = str(detail) or str(DETAILS.get(code, ""))
    body: dict[str, Any] = {
        "type": f"/api/v1/docs#{code}",
        "title": str(TITLES.get(status, TITLES[500 if status >= 500 else 400])),
        "status": status,
        "detail": said,
        "instance": request.path,
        "code": code,
    }
    headers = _headers(status, retry_ms)
    return JsonResponse(body | more, status=status, content_type=MEDIA_TYPE, headers=headers)


def _headers(status: int, retry_ms: int | None) -> dict[str, str]:
    headers = {"Cache-Control": "no-store"}
    if retry_ms is not None:
        headers["Retry-After"] = str(max(1, -(-retry_ms // 1000)))
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="townhall"'
    return headers
