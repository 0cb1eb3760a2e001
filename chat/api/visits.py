"""A conversation as its parties have it: read it, end it, rate it, make it a case."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from collab.accounts.access import Access
from collab.audit.models import log
from collab.departments.models import Department
from collab.feedback.api.schemas import Receipt
from collab.limits.pages import Paged, Shown

from .. import standing
from ..assignment import line_moved
from ..doors import entered, person_of, viewer_of
from ..models import Conversation, Outcome
from ..models.parts import Part
from ..models.waiting import QUESTION_CHARS
from ..views.visiting import keep_code
from .schemas import ConversationOut, ConversationPage, Place, conversation_out, conversation_page, place_out

router = Router(tags=["conversations"])
READ, WRITE = Access("conversations:read"), Access("conversations:write")
LOOKING = {"supervisor", "handler"}


class End(Schema):
    """`outcome` is for staff: solved, informed, referred or unsuitable."""

    outcome: Outcome | None = None
    summary: str = Field("", max_length=4000)


class Rating(Schema):
    level: int = Field(ge=1, le=5)
    words: str = Field("", max_length=500)


class Contact(Schema):
    contact_email: str = Field("", max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
    contact_phone: str = Field("", max_length=30)
    consent: bool = False


class Word(Contact):
    """Empty `text`: the question as it was asked."""

    text: str = Field("", max_length=QUESTION_CHARS)
    confidential: bool = False


class Handover(Contact):
    """`department` is for staff; a visitor's matter goes to the desk's own."""

    summary: str = Field(min_length=1, max_length=4000)
    department: str = ""


@router.get("/me/conversations", response=list[ConversationOut], auth=READ, summary=_("My conversations"))
@paginate(Paged)
def mine(request: HttpRequest) -> Any:
    """As visitor, the newest first."""
    return Shown(Conversation.objects.of_visitor(viewer_of(request)).select_related("desk", "agent"), conversation_out)


@router.get("/conversations/{int:pk}", response=ConversationPage, auth=READ, summary=_("One conversation"))
def conversation(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Keeps the visitor's place in line for two minutes. Who looks in from outside is written to the audit trail."""
    visit, part = entered(request, pk)
    if part.role in LOOKING:
        log(person_of(request), "conversation.read", visit)
    _seen(visit, part)
    return conversation_page(visit, part)


@router.get("/conversations/{int:pk}/place", response=Place, auth=READ, summary=_("My place in line"))
def place(request: HttpRequest, pk: int) -> dict[str, Any]:
    visit, part = entered(request, pk, "visitor")
    _seen(visit, part)
    return place_out(visit)


def _seen(visit: Conversation, part: Part) -> None:
    if part.role == "visitor" and visit.is_queued:
        visit.seen()


@router.post("/conversations/{int:pk}/end", response=ConversationOut, auth=WRITE, summary=_("End a conversation"))
def end(request: HttpRequest, pk: int, given: End) -> dict[str, Any]:
    """By the visitor, also out of the line; by the agent with an outcome, which may be corrected while it is fresh."""
    visit, part = entered(request, pk, "visitor", "agent", "supervisor")
    if part.role == "visitor":
        waited = visit.is_queued
        visit.finish(by=viewer_of(request))
        if waited:
            standing.tell_line(visit.desk)
        return conversation_out(visit)
    person = person_of(request)
    if visit.agent_id != person.pk:
        raise Http404
    verb = visit.end if visit.is_open else visit.sum_up
    verb(by=person, outcome=given.outcome or "", summary=given.summary)
    line_moved(visit.desk)
    return conversation_out(visit)


@router.post("/conversations/{int:pk}/rating", response=ConversationOut, auth=WRITE, summary=_("Rate a conversation"))
def rate(request: HttpRequest, pk: int, given: Rating) -> dict[str, Any]:
    """Once, after the end."""
    visit, _part = entered(request, pk, "visitor")
    visit.rate(level=given.level, words=given.words)
    return conversation_out(visit)


@router.post("/conversations/{int:pk}/word", response={201: Receipt}, auth=WRITE, summary=_("Leave word instead"))
def leave_word(request: HttpRequest, pk: int, word: Word) -> tuple[int, dict[str, Any]]:
    """While waiting: what was asked becomes a case."""
    visit, _part = entered(request, pk, "visitor")
    case = visit.leave_word(by=viewer_of(request), **word.dict())
    standing.tell_line(visit.desk)
    return 201, {"number": case.number, "code": case.secret, "due_on": case.due_on}


@router.post("/conversations/{int:pk}/case", response={201: Receipt}, auth=WRITE, summary=_("Make it a case"))
def make_case(request: HttpRequest, pk: int, given: Handover) -> tuple[int, dict[str, Any]]:
    """With the transcript. The query code is for the visitor: staff read an empty one."""
    visit, part = entered(request, pk, "visitor", "agent")
    facts = given.dict(exclude={"department"})
    if part.role == "visitor":
        case = visit.hand_over(by=viewer_of(request), department=visit.desk.department, **facts)
        return 201, {"number": case.number, "code": case.secret, "due_on": case.due_on}
    office = get_object_or_404(Department.objects.exclude(parent=None), code=given.department)
    case = visit.hand_over(by=person_of(request), department=office, **facts)
    keep_code(visit, case)
    line_moved(visit.desk)
    return 201, {"number": case.number, "code": "", "due_on": case.due_on}
