"""What citizens do: write, follow, rate, withdraw."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.pagination import paginate

from collab.accounts.access import Access
from collab.accounts.models import digest
from collab.departments.models import Department
from collab.limits.allowance import spend
from collab.limits.models import once
from collab.limits.pages import Paged, Shown
from collab.live.api import MaybeKey
from collab.live.errors import RateLimited

from ..errors import Incomplete, Urgent
from ..models import Case
from ..urgent import is_urgent
from ..views.citizen import DAY, LETTERS, LOCK, SHARED, TRIES
from .finding import own, plain, router, told, viewer_of
from .schemas import CaseOut, Code, Consent, Letter, Level, Receipt, StatusOut

READ, WRITE = Access("cases:read"), Access("cases:write")


@router.post(
    "/cases", response={200: Receipt, 201: Receipt}, auth=Access("cases:write", public=True), summary=_("Open a case")
)
def open_case(request: HttpRequest, letter: Letter, key: MaybeKey = None) -> tuple[int, dict[str, Any]]:
    """With or without an account. Repeat it with the same key until it is answered: one case is opened.

    422 `urgent` for words of danger without `not_urgent`.
    """
    viewer = viewer_of(request)
    if is_urgent(f"{letter.title} {letter.text}") and not letter.not_urgent:
        raise Urgent
    facts = letter.dict(exclude={"not_urgent", "department"})
    office = Department.objects.exclude(parent=None).filter(code=letter.department).first()
    if letter.department and office is None:
        raise Incomplete(_("Choose a department."))

    def act() -> str:
        limit = LETTERS if viewer.key else SHARED
        if wait := spend("letter", viewer.key or viewer.address, limit=limit, seconds=DAY):
            raise RateLimited(wait)
        case = Case.open(channel="api", party=viewer, language=viewer.language, department=office, **facts)
        return case.number

    if key is None:
        number, again = act(), False
    else:
        number, again = once(party=viewer.key, key=key, said=["case", letter.dict()], act=act)
    case = Case.objects.get(number=number)
    return 200 if again else 201, {"number": case.number, "code": case.secret, "due_on": case.due_on}


@router.post(
    "/cases/status",
    response=StatusOut,
    auth=Access("cases:read", public=True),
    summary=_("A case by number and query code"),
)
def status(request: HttpRequest, given: Code) -> dict[str, Any]:
    """Five wrong tries lock the number for a quarter of an hour."""
    number, code = given.number.strip(), given.code.replace("-", "").replace(" ", "").upper()
    if wait := spend("code", f"{number}:{viewer_of(request).address}", limit=TRIES, seconds=LOCK):
        raise RateLimited(wait)
    case = Case.objects.select_related("department").filter(number=number, code=digest(code)).first()
    if case is None:
        raise Http404
    return told(case)


@router.get("/me/cases", response=list[CaseOut], auth=READ, summary=_("My cases"))
@paginate(Paged)
def mine(request: HttpRequest) -> Any:
    """Those that I opened, the newest first."""
    return Shown(Case.objects.own(viewer_of(request)).select_related("department"), plain)


@router.post("/cases/{number}/rating", response=StatusOut, auth=WRITE, summary=_("Rate an answer"))
def rate(request: HttpRequest, number: str, given: Level) -> dict[str, Any]:
    case = own(request, number)
    case.rate(level=given.level, words=given.words, by=viewer_of(request))
    return told(case)


@router.post("/cases/{number}/withdrawal", response=StatusOut, auth=WRITE, summary=_("Withdraw a case"))
def withdraw(request: HttpRequest, number: str) -> dict[str, Any]:
    """Before the answer."""
    case = own(request, number)
    case.withdraw(by=viewer_of(request))
    return told(case)


@router.put("/cases/{number}/consent", response=StatusOut, auth=WRITE, summary=_("Give or take back consent"))
def consent(request: HttpRequest, number: str, given: Consent) -> dict[str, Any]:
    """To publication. What was published goes at once when it is taken back."""
    case = own(request, number)
    case.change_consent(consent=given.consent, by=viewer_of(request))
    return told(case)
