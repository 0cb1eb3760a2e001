"""Cases as the standard sees them: two states, and of the content only what is published."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from collab.text.excerpt import excerpt

from ..lifecycle import OPEN, Kind
from ..models import Case, Step
from ..models.matter import CaseQuerySet
from .errors import Refused
from .services import Service, service_of

SPAN, MOST, AT_ONCE = timedelta(days=90), 1000, 200
CLOSED = "closed"


def listed() -> CaseQuerySet:
    """Everything but what its writer wants kept confidential; only what is published where the city has set it so."""
    cases: CaseQuerySet = Case.objects.exclude(kind__in=(Kind.PRAISE, Kind.PERSONAL)).filter(confidential=False)
    if settings.OPEN311_LISTS == "published":
        cases = cases.filter(publication__withdrawn_at=None, publication__isnull=False)
    told = Step.objects.filter(case=OuterRef("pk"), public=True).order_by("-seq").values("at")[:1]
    return cases.select_related("department", "publication").annotate(told_at=Subquery(told))


def found(asked: dict[str, str]) -> list[dict[str, Any]]:
    """By the filters of the standard; without days those of the last 90. Raises Refused for what cannot be read."""
    cases = listed()
    if numbers := _words(asked.get("service_request_id", "")):
        return shown(cases.filter(number__in=numbers[:AT_ONCE]).order_by("-received_at", "-pk")[:MOST])
    end = _moment(asked, "end_date", last=True) or timezone.now()
    start = _moment(asked, "start_date") or end - SPAN
    if not start <= end:
        raise Refused(400, _("start_date lies after end_date."))
    cases = cases.filter(received_at__range=(max(start, end - SPAN), end))
    if states := _words(asked.get("status", "")):
        if set(states) - {"open", CLOSED}:
            raise Refused(400, _("status is open or closed."))
        cases = cases.filter(_in_state(set(states)))
    if codes := _words(asked.get("service_code", "")):
        cases = cases.filter(_of_services(codes))
    page, size = _number(asked.get("page"), 1, MOST), _number(asked.get("page_size"), AT_ONCE, MOST)
    return shown(cases.order_by("-received_at", "-pk")[(page - 1) * size : page * size])


def one(number: str) -> list[dict[str, Any]]:
    """Raises Refused (404)."""
    case = shown(listed().filter(number=number))
    if not case:
        raise Refused(404, _("There is no such service request."))
    return case


def shown(cases: Iterable[Case]) -> list[dict[str, Any]]:
    return [_plain(case) for case in cases]


def _plain(case: Case) -> dict[str, Any]:
    office = case.department if case.dispatched_on or case.answered_on else None
    service = Service(case.kind, office)
    publication = getattr(case, "publication", None)
    public = publication if publication and publication.withdrawn_at is None and case.consent else None
    return {
        "service_request_id": case.number,
        "status": "open" if case.state in OPEN else CLOSED,
        "status_notes": excerpt(public.answer, 300) if public else str(case.seen_state),
        "service_name": service.name,
        "service_code": service.code,
        "description": public.question if public else None,
        "agency_responsible": office.name if office else None,
        "service_notice": None,
        "requested_datetime": case.received_at,
        "updated_datetime": getattr(case, "told_at", None) or case.received_at,
        "expected_datetime": _end_of(case.due_on) if case.due_on else None,
        "address": None,
        "address_id": None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": settings.PUBLIC_URL + public.get_absolute_url() if public else None,
    }


def _end_of(day: Any) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=timezone.get_default_timezone())


def _in_state(states: set[str]) -> Q:
    still = Q(state__in=OPEN)
    return (still if "open" in states else Q(pk__in=[])) | (~still if CLOSED in states else Q(pk__in=[]))


def _of_services(codes: list[str]) -> Q:
    wanted = Q(pk__in=[])
    for code in codes:
        service = service_of(code)
        if service is None:
            raise Refused(404, _("There is no such service."))
        wanted |= Q(kind=service.kind, department=service.office) if service.office else Q(kind=service.kind)
    return wanted


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _number(text: str | None, otherwise: int, most: int) -> int:
    if not text:
        return otherwise
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:9]) <= most:
        raise Refused(400, _("page and page_size are whole numbers."))
    return int(text)


def _moment(asked: dict[str, str], name: str, *, last: bool = False) -> datetime | None:
    text = asked.get(name, "").replace(" ", "+")
    if not text:
        return None
    moment: datetime | None = None
    try:
        day = parse_date(text) if len(text) == len("2026-11-24") else None
        moment = parse_datetime(text) if day is None else None
    except ValueError:
        day = None
    if day is not None:
        moment = _end_of(day) if last else datetime(day.year, day.month, day.day)
    if moment is None:
        raise Refused(400, _("Days are written like 2026-11-24T09:00:00Z."))
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment, timezone.get_default_timezone())
