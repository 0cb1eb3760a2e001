"""Cases for programs: the same verbs, the same rights."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from ninja.errors import HttpError

from collab.accounts.models import Person, digest
from collab.departments.models import Department
from collab.departments.rights import roles_of
from collab.limits.allowance import spend

from .errors import CaseError, Incomplete
from .lifecycle import OPEN, Kind
from .models import Case
from .powers import powers_of
from .views.citizen import DAY, LETTERS, LOCK, TRIES
from .views.staff import WORKERS

router = Router(tags=["cases"])


class Letter(Schema):
    kind: Kind = Kind.ENQUIRY
    title: str = Field(min_length=1, max_length=60)
    text: str = Field(min_length=1, max_length=2000)
    department: str = ""
    contact_name: str = Field("", max_length=60)
    contact_email: str = Field("", max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
    contact_phone: str = Field("", max_length=30)
    consent: bool = False
    confidential: bool = False


class Code(Schema):
    number: str = Field(max_length=20)
    code: str = Field(max_length=20)


class Words(Schema):
    text: str = Field(min_length=1, max_length=20_000)


class Office(Schema):
    department: str


class Checks(Schema):
    checks: list[str]


class Shown(Schema):
    title: str = Field(min_length=1, max_length=60)
    question: str = Field(min_length=1, max_length=8000)
    answer: str = Field(min_length=1, max_length=20_000)
    checked: bool = False
    secrecy: bool = False


class Receipt(Schema):
    number: str
    code: str
    due_on: date | None


class CaseOut(Schema):
    number: str
    title: str
    kind: str
    state: str
    department: str
    received_at: datetime
    due_on: date | None
    overdue: bool
    answered_at: datetime | None

    @staticmethod
    def resolve_department(case: Any) -> str:
        return case.department.code if case.department_id else ""

    @staticmethod
    def resolve_overdue(case: Any) -> bool:
        return bool(case.is_overdue)


class StatusOut(CaseOut):
    reply: str

    @staticmethod
    def resolve_reply(case: Any) -> str:
        return case.reply.body if case.answered_at else ""


@router.post("/cases", response={201: Receipt})
def open_case(request: HttpRequest, letter: Letter) -> tuple[int, dict[str, Any]]:
    viewer = request.viewer  # type: ignore[attr-defined]
    if wait := spend("letter", viewer.key or viewer.address, limit=LETTERS, seconds=DAY):
        raise HttpError(429, f"rate_limited, retry after {wait} ms")
    facts = letter.dict()
    office = facts.pop("department")
    facts["department"] = get_object_or_404(Department, code=office) if office else None
    case = _refusable(lambda: Case.open(channel="api", party=viewer, language=viewer.language, **facts))
    return 201, {"number": case.number, "code": case.secret, "due_on": case.due_on}


@router.post("/cases/status", response=StatusOut)
def status(request: HttpRequest, given: Code) -> Case:
    """By number and query code; five wrong tries lock for a quarter of an hour."""
    number, code = given.number.strip(), given.code.replace("-", "").replace(" ", "").upper()
    if spend("code", f"{number}:{request.viewer.address}", limit=TRIES, seconds=LOCK):  # type: ignore[attr-defined]
        raise HttpError(429, "rate_limited")
    return get_object_or_404(Case.objects.select_related("department"), number=number, code=digest(code))


@router.get("/cases", response=list[CaseOut])
def list_cases(request: HttpRequest, everything: bool = False, limit: int = 50, offset: int = 0) -> list[Case]:
    """As the handler's list: open ones, the earliest due first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if not roles_of(viewer) & WORKERS:
        raise HttpError(404, "not_found")
    seen = Case.objects.visible_to(viewer).by_due().select_related("department")
    if not everything:
        seen = seen.filter(state__in=OPEN)
    start = max(0, min(offset, 1_000_000))
    return list(seen[start : start + max(1, min(limit, 200))])


@router.post("/cases/{number}/acceptance", response=CaseOut)
def accept(request: HttpRequest, number: str) -> Case:
    return _act(request, number, "accept", lambda case, by: case.accept(by=by))


@router.post("/cases/{number}/assignment", response=CaseOut)
def dispatch(request: HttpRequest, number: str, to: Office) -> Case:
    office = get_object_or_404(Department.objects.exclude(parent=None), code=to.department)
    return _act(request, number, "dispatch", lambda case, by: case.dispatch(department=office, by=by))


@router.post("/cases/{number}/signature", response=CaseOut)
def sign(request: HttpRequest, number: str) -> Case:
    return _act(request, number, "sign", lambda case, by: case.sign(by=by))


@router.put("/cases/{number}/reply", response=CaseOut)
def draft(request: HttpRequest, number: str, words: Words) -> Case:
    return _act(request, number, "draft", lambda case, by: case.draft(body=words.text, by=by))


@router.post("/cases/{number}/reply/submission", response=CaseOut)
def submit(request: HttpRequest, number: str) -> Case:
    return _act(request, number, "submit", lambda case, by: case.submit(by=by))


@router.post("/cases/{number}/reply/approval", response=CaseOut)
def approve(request: HttpRequest, number: str, given: Checks) -> Case:
    return _act(request, number, "approve", lambda case, by: case.approve(checks=given.checks, by=by))


@router.post("/cases/{number}/publication", response=CaseOut)
def publish(request: HttpRequest, number: str, shown: Shown) -> Case:
    return _act(request, number, "publish", lambda case, by: case.publish(by=by, **shown.dict()))


@router.delete("/cases/{number}/publication", response=CaseOut)
def withdraw_publication(request: HttpRequest, number: str) -> Case:
    return _act(request, number, "unpublish", lambda case, by: case.publication.withdraw(by=by))


def _act(request: HttpRequest, number: str, verb: str, act: Callable[[Case, Person], object]) -> Case:
    """A right that is missing looks like a case that is missing."""
    viewer = request.viewer  # type: ignore[attr-defined]
    case = Case.objects.visible_to(viewer).select_related("department").filter(number=number).first()
    if case is None or case.belongs_to(viewer) or verb not in powers_of(case, viewer):
        raise HttpError(404, "not_found")
    by = Person.objects.get(pk=viewer.person_id)
    _refusable(lambda: act(case, by))
    case.refresh_from_db()
    return case


def _refusable[Result](act: Callable[[], Result]) -> Result:
    try:
        return act()
    except CaseError as error:
        raise HttpError(422 if isinstance(error, Incomplete) else 409, str(error.says)) from error
