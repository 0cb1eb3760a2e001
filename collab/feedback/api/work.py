"""What staff do with a case; each route is one verb."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Schema
from ninja.pagination import paginate

from collab.accounts.access import Access
from collab.audit.models import log
from collab.departments.models import Department
from collab.departments.rights import roles_of
from collab.limits.pages import Paged, Shown

from ..errors import Incomplete
from ..lifecycle import OPEN, Kind, State
from ..models import Case
from ..views.work_list import WORKERS
from .finding import act, plain, router, seen, told, viewer_of, worked
from .schemas import CaseOpened, CaseOut, Checks, Masked, Office, Refusal, Return, StatusOut, Words

READ, HANDLE = Access("cases:read"), Access("cases:handle")
REPLY, PUBLISH = Access("cases:reply"), Access("cases:publish")


class Wanted(Schema):
    """`q` is looked for in titles and numbers; `whose` mine are those that I have in hand."""

    state: State | None = None
    kind: Kind | None = None
    department: str = Field("", max_length=20)
    whose: Literal["all", "mine"] = "all"
    overdue: bool = False
    everything: bool = False
    q: str = Field("", max_length=100)


@router.get("/cases", response=list[CaseOut], auth=READ, summary=_("The handler's list"))
@paginate(Paged)
def list_cases(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Those that I may see as staff, the earliest due first; open ones, unless a state or `everything` is asked for."""
    viewer = viewer_of(request)
    if not roles_of(viewer) & WORKERS:
        raise Http404
    found = Case.objects.visible_to(viewer)
    if wanted.state:
        found = found.filter(state=wanted.state)
    elif not wanted.everything:
        found = found.filter(state__in=OPEN)
    if wanted.overdue:
        found = found.overdue()
    if wanted.whose == "mine":
        found = found.filter(handler_id=viewer.person_id)
    for name, value in (("kind", wanted.kind), ("department__code", wanted.department)):
        found = found.filter(**{name: value}) if value else found
    if wanted.q:
        found = found.filter(title__icontains=wanted.q) | found.filter(number__icontains=wanted.q)
    return Shown(found.by_due().select_related("department").defer("text"), plain)


@router.get("/cases/{number}", response=CaseOpened | StatusOut, auth=READ, summary=_("One case"))
def case(request: HttpRequest, number: str) -> Any:
    """The citizen's own as the citizen sees it; staff see the work, and that they looked is written down."""
    found, viewer = seen(request, number), viewer_of(request)
    if found.belongs_to(viewer):
        return told(found)
    log(viewer, "case.read", found)
    return worked(found, viewer)


@router.post("/cases/{number}/acceptance", response=CaseOut, auth=HANDLE, summary=_("Accept"))
def accept(request: HttpRequest, number: str) -> dict[str, Any]:
    return act(request, number, "accept", lambda case, by: case.accept(by=by))


@router.post("/cases/{number}/refusal", response=CaseOut, auth=HANDLE, summary=_("Propose not to accept"))
def refuse(request: HttpRequest, number: str, why: Refusal) -> dict[str, Any]:
    """The state stays until another person confirms it."""
    return act(request, number, "refuse", lambda case, by: case.refuse(by=by, **why.dict()))


@router.post("/cases/{number}/rejection", response=CaseOut, auth=HANDLE, summary=_("Confirm: do not accept"))
def reject(request: HttpRequest, number: str) -> dict[str, Any]:
    """By another person than who proposed it."""
    return act(request, number, "reject", lambda case, by: case.reject(by=by))


@router.post("/cases/{number}/assignment", response=CaseOut, auth=HANDLE, summary=_("Send to the department"))
def dispatch(request: HttpRequest, number: str, to: Office) -> dict[str, Any]:
    def do(case: Case, by: Any) -> None:
        office = Department.objects.exclude(parent=None).filter(code=to.department).first()
        if office is None:
            raise Incomplete(_("Choose a department."))
        case.dispatch(department=office, by=by)

    return act(request, number, "dispatch", do)


@router.post("/cases/{number}/signature", response=CaseOut, auth=HANDLE, summary=_("Take in hand"))
def sign(request: HttpRequest, number: str) -> dict[str, Any]:
    return act(request, number, "sign", lambda case, by: case.sign(by=by))


@router.post("/cases/{number}/notes", response=CaseOut, auth=HANDLE, summary=_("Note for colleagues"))
def note(request: HttpRequest, number: str, words: Words) -> dict[str, Any]:
    return act(request, number, "note", lambda case, by: case.note(text=words.text, by=by))


@router.put("/cases/{number}/reply", response=CaseOut, auth=REPLY, summary=_("Draft of the reply"))
def draft(request: HttpRequest, number: str, words: Words) -> dict[str, Any]:
    return act(request, number, "draft", lambda case, by: case.draft(body=words.text, by=by))


@router.post("/cases/{number}/reply/submission", response=CaseOut, auth=REPLY, summary=_("Hand in for approval"))
def submit(request: HttpRequest, number: str) -> dict[str, Any]:
    return act(request, number, "submit", lambda case, by: case.submit(by=by))


@router.post("/cases/{number}/reply/release", response=CaseOut, auth=REPLY, summary=_("Pass on to the reviewer"))
def release(request: HttpRequest, number: str) -> dict[str, Any]:
    """By the lead of the department, who has not written any of it."""
    return act(request, number, "release", lambda case, by: case.release(by=by))


@router.post("/cases/{number}/reply/approval", response=CaseOut, auth=REPLY, summary=_("Approve and answer"))
def approve(request: HttpRequest, number: str, given: Checks) -> dict[str, Any]:
    """By another hand than any drafter's; every point of the check list must hold."""
    return act(request, number, "approve", lambda case, by: case.approve(checks=given.checks, by=by))


@router.post("/cases/{number}/reply/return", response=CaseOut, auth=REPLY, summary=_("Send back"))
def send_back(request: HttpRequest, number: str, given: Return) -> dict[str, Any]:
    return act(request, number, "return", lambda case, by: case.send_back(by=by, **given.dict()))


@router.post("/cases/{number}/publication", response=CaseOut, auth=PUBLISH, summary=_("Publish"))
def publish(request: HttpRequest, number: str, shown: Masked) -> dict[str, Any]:
    """With the citizen's consent, masked, by another person than the drafter."""
    return act(request, number, "publish", lambda case, by: case.publish(by=by, **shown.dict()))


@router.delete("/cases/{number}/publication", response=CaseOut, auth=PUBLISH, summary=_("Withdraw the publication"))
def withdraw_publication(request: HttpRequest, number: str) -> dict[str, Any]:
    return act(request, number, "unpublish", lambda case, by: case.publication.withdraw(by=by))
