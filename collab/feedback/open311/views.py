"""The addresses of the standard; the format is the ending, JSON where there is none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from collab.accounts.identify import request_address
from collab.limits.allowance import spend

from ..models import Case
from .answers import answer
from .errors import Refused
from .requests import found, one
from .sending import send
from .services import definition, service_of, services

CALLS, SPAN = 1200, 60  # of one address in so many seconds
JURISDICTION = "jurisdiction_id"


def _speaks(root: str, *methods: str) -> Callable[[Callable[..., Any]], Callable[..., HttpResponse]]:
    """What the door says goes out in the wished format; what is refused too, in the form of the standard."""

    def speaks(door: Callable[..., Any]) -> Callable[..., HttpResponse]:
        @wraps(door)
        def wrapped(request: HttpRequest, form: str = "json", **more: str) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise Refused(405, _("This method is not known here."))
                if spend("open311-address", request_address(request), limit=CALLS, seconds=SPAN):
                    raise Refused(429, _("Too many requests from this address. Please wait."))
                asked = request.GET.get(JURISDICTION) or request.POST.get(JURISDICTION)
                if asked and asked != settings.OPEN311_JURISDICTION:
                    raise Refused(404, _("There is no such jurisdiction."))
                status = 201 if request.method == "POST" else 200
                return answer(door(request, **more), form=form, root=root, status=status)
            except Refused as no:
                said = [{"code": no.status, "description": str(no.description)}]
                return answer(said, form=form, root="errors", status=no.status)

        return csrf_exempt(wrapped)

    return speaks


@_speaks("discovery", "GET", "HEAD")
def discovery(request: HttpRequest) -> dict[str, Any]:
    at = settings.PUBLIC_URL + reverse("open311_services", args=["json"]).rsplit("/", 1)[0]
    return {
        "changeset": "2026-11-24T00:00:00Z", "contact": settings.PUBLIC_URL, "key_service": f"{settings.PUBLIC_URL}{reverse('tokens')}",
        "endpoints": [
            {"specification": "http://wiki.open311.org/GeoReport_v2", "url": at, "changeset": "2026-11-24T00:00:00Z", "type": "production",
             "formats": ["text/xml", "application/json"]}
        ],
    }  # fmt: skip


@_speaks("services", "GET", "HEAD")
def service_list(request: HttpRequest) -> list[dict[str, Any]]:
    return [service.plain() for service in services()]


@_speaks("service_definition", "GET", "HEAD")
def service(request: HttpRequest, code: str) -> dict[str, Any]:
    known = service_of(code)
    if known is None:
        raise Refused(404, _("There is no such service."))
    return definition(known)


@_speaks("service_requests", "GET", "HEAD", "POST")
def requests(request: HttpRequest) -> list[dict[str, Any]]:
    return send(request) if request.method == "POST" else found(request.GET.dict())


@_speaks("service_requests", "GET", "HEAD")
def single(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    return one(number)


@_speaks("service_requests", "GET", "HEAD")
def token(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    """Numbers are given at once here, so that the number is its own token."""
    if not Case.objects.filter(number=number, channel="api").exists():
        raise Refused(404, _("There is no such token."))
    return [{"service_request_id": number, "token": number}]
