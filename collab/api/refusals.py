"""From what a verb raises to a problem: the one place that knows the errors of every hall."""

import logging
import secrets
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from chat.errors import AlreadyHere, DeskError, NotYours
from chat.words import REFUSALS
from collab.accounts.access import Forbidden, NotSignedIn, TooOften
from collab.feedback.errors import CaseError, Incomplete, Urgent
from collab.files.errors import Refused
from collab.limits.models import KeyConflict
from collab.live.errors import LiveError

from .problems import problem

logger = logging.getLogger(__name__)
WIRE = {"not_found": 404, "room_closed": 409, "too_long": 422, "rate_limited": 429, "cid_conflict": 409, "stale": 409,
        "rejected": 422, "held": 409, "unavailable": 503, "internal": 500}  # fmt: skip


def register(api: NinjaAPI) -> None:
    for kind, handler in HANDLERS.items():
        api.exception_handler(kind)(handler)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """Each field by the path that leads to it, without what was sent in it."""
    errors = [
        {"field": ".".join(str(part) for part in one["loc"] if part not in ("body", "query", "path", "header")),
         "in": str(one["loc"][0]), "code": one["type"], "message": one["msg"]} for one in error.errors
    ]  # fmt: skip
    return problem(request, 422, "invalid", errors=errors)


def _wire(request: HttpRequest, error: Any) -> HttpResponse:
    status = WIRE.get(error.code, 400)
    return problem(request, status, error.code, detail=REFUSALS.get(error.code, ""), retry_ms=error.retry_ms)


def _desk(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, NotYours):
        return problem(request, 404)
    here = {"conversation": error.conversation.pk} if isinstance(error, AlreadyHere) else {}  # type: ignore[attr-defined]
    return problem(request, 409, error.code, detail=error, **here)


def _case(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 422 if isinstance(error, Incomplete | Urgent) else 409, error.code, detail=error.says)


def _forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 403, error.code, **({"scope": error.scope} if error.scope else {}))


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    """What ninja itself refuses, above all a body that is no JSON."""
    return problem(request, error.status_code)


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    ref = secrets.token_hex(4)
    logger.error("api failed, ref %s", ref, exc_info=error)
    return problem(request, 500, ref=ref)


def _away(request: HttpRequest, error: Any) -> HttpResponse:
    logger.warning("database: %s", type(error).__name__)
    return problem(request, 503, retry_ms=1_000)


HANDLERS: dict[type[Exception], Any] = {
    Exception: _broken,
    OperationalError: _away,
    HttpError: _http,
    ValidationError: _invalid,
    LiveError: _wire,
    DeskError: _desk,
    CaseError: _case,
    Forbidden: _forbidden,
    Refused: lambda request, error: problem(request, 422, "refused", detail=error.reason),
    KeyConflict: lambda request, error: problem(request, 409, "key_conflict"),
    NotSignedIn: lambda request, error: problem(request, 401),
    TooOften: lambda request, error: problem(request, 429, retry_ms=error.wait),
    Http404: lambda request, error: problem(request, 404),
    PermissionDenied: lambda request, error: problem(request, 404),
    RequestDataTooBig: lambda request, error: problem(request, 413),
}
