"""A service request comes in: the standard's fields become a case."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from collab.accounts.identify import token_viewer
from collab.accounts.models import Token
from collab.limits.allowance import spend
from collab.text.excerpt import excerpt

from ..errors import CaseError
from ..models import Case
from ..urgent import is_urgent
from .errors import Refused
from .services import service_of

SCOPE = "cases:write"
REQUESTS, SPAN = 600, 3600  # of one key in so many seconds


def send(request: HttpRequest) -> list[dict[str, Any]]:
    """The key is a personal token of an account with the scope `cases:write`. Raises Refused."""
    given = request.POST
    token = Token.behind(given.get("api_key", "").strip()) if given.get("api_key") else None
    if token is None or SCOPE not in token.scopes:
        raise Refused(403, _("A valid api_key is needed."))
    if spend("open311", f"t{token.pk}", limit=REQUESTS, seconds=SPAN):
        raise Refused(429, _("Too many requests with this key. Please wait."))
    service = service_of(given.get("service_code", "").strip())
    if not given.get("service_code"):
        raise Refused(400, _("service_code is needed."))
    if service is None:
        raise Refused(404, _("There is no such service."))
    point, address = _point(given), given.get("address_string", "")[:200]
    if point is None and not address.strip() and not given.get("address_id"):
        raise Refused(400, _("lat and long, or address_string, are needed."))
    text = given.get("description", "").strip()[:8000]
    if not text:
        raise Refused(400, _("description is needed."))
    email = given.get("email", "").strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Refused(400, _("This is no e-mail address.")) from None
    sender = token_viewer(request, token)
    name = f"{given.get('last_name', '')} {given.get('first_name', '')}".strip()
    media = given.get("media_url", "")[:500]
    try:
        case = Case.open(
            title=given.get("attribute[title]", "").strip()[:60] or excerpt(text, 60),
            text=f"{text}\n\n{media}" if media.startswith(("http://", "https://")) else text, kind=service.kind,
            channel="api", party=sender, consent=given.get("attribute[consent]") == "yes", language=sender.language,
            department=service.office, contact_name=name, contact_email=email, contact_phone=given.get("phone", "")[:30],
            address=address, point=point,
        )  # fmt: skip
    except CaseError as error:
        raise Refused(400, str(error.says)) from error
    notice = _("In danger call 110, 119 or 120.") if is_urgent(text) else ""
    return [{"service_request_id": case.number, "service_notice": str(notice) or None, "account_id": None}]


def _point(given: Any) -> tuple[Decimal, Decimal] | None:
    lat, long = given.get("lat", "").strip(), given.get("long", "").strip()
    if not lat and not long:
        return None
    try:
        point = (round(Decimal(lat), 6), round(Decimal(long), 6))
    except InvalidOperation:
        raise Refused(400, _("lat and long are decimal degrees.")) from None
    if not all(part.is_finite() for part in point) or abs(point[0]) > 90 or abs(point[1]) > 180:
        raise Refused(400, _("lat and long are decimal degrees."))
    return point
