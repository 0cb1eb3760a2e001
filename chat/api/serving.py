"""For those who serve at desks: the line, and who takes whom."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router, Schema

from collab.accounts.access import Access
from collab.departments import rights

from ..assignment import line_moved
from ..doors import conversations, entered, in_my_line, offered_to_me, person_of, viewer_of
from ..errors import NobodyWaits, NotHere
from ..models import Conversation, Desk, Seat
from ..models.parts import Part
from ..screen import screen_of
from ..views.agents import colleagues_of
from .schemas import ConversationPage, conversation_page

router = Router(tags=["serving"], auth=Access("desks:serve"))
SERVES = Part("agent", True)


class Waiting(Schema):
    id: int
    desk: str
    question: str
    language: str
    visitor_name: str
    started_at: datetime

    @staticmethod
    def resolve_desk(visit: Any) -> str:
        return str(visit.desk.slug)


class Served(Schema):
    """Those with me now; `role` agent or colleague, `offered` while it rings."""

    id: int
    state: str
    role: str
    unread: int
    offered: bool


class Line(Schema):
    """`load` of `limit` visitors at once."""

    on_duty: bool
    load: int
    limit: int
    waiting: list[Waiting]
    served: list[Served]


class Transfer(Schema):
    """To a colleague (`person`, an id) or to another desk (`desk`, its slug): exactly one."""

    person: int | None = Field(None, ge=1, lt=2**53)
    desk: str = ""
    note: str = Field("", max_length=2000)


@router.get("/line", response=Line, summary=_("The line at my desks"))
def line(request: HttpRequest) -> dict[str, Any]:
    """In the order in which they are served. 404 for those without a seat."""
    screen = screen_of(_agent(request))
    if not screen.seats:
        raise Http404
    served = [
        {"id": talk.conversation.pk, "state": talk.conversation.state, "role": talk.role, "unread": talk.unread,
         "offered": talk.is_offered} for talk in screen.talks
    ]  # fmt: skip
    facts = {"on_duty": screen.on_duty, "load": screen.load, "limit": screen.limit}
    return {**facts, "waiting": screen.line, "served": served}


def _agent(request: HttpRequest) -> Any:
    person = person_of(request)
    if "agent" not in rights.roles_of(viewer_of(request)):
        raise Http404
    return person


@router.post("/line/next", response=ConversationPage, summary=_("Take whoever waits longest"))
def take_next(request: HttpRequest) -> dict[str, Any]:
    person = _agent(request)
    visit = conversations().filter(desk__in=Seat.objects.filter(person=person).values("desk")).line().first()
    if visit is None:
        raise NobodyWaits
    visit.take(by=person)
    return _moved(visit)


@router.post("/conversations/{int:pk}/take", response=ConversationPage, summary=_("Take a visitor from the line"))
def take(request: HttpRequest, pk: int) -> dict[str, Any]:
    """409 `already_taken` where a colleague was faster."""
    visit = in_my_line(request, pk)
    visit.take(by=person_of(request))
    return _moved(visit)


@router.post("/conversations/{int:pk}/accept", response=ConversationPage, summary=_("Accept what is offered"))
def accept(request: HttpRequest, pk: int) -> dict[str, Any]:
    visit = offered_to_me(request, pk)
    visit.accept(by=person_of(request))
    return _moved(visit)


@router.post("/conversations/{int:pk}/decline", response={204: None}, summary=_("Let an offer pass"))
def decline(request: HttpRequest, pk: int) -> tuple[int, None]:
    visit = offered_to_me(request, pk)
    visit.decline(by=person_of(request))
    line_moved(visit.desk)
    return 204, None


@router.post("/conversations/{int:pk}/transfer", response={204: None}, summary=_("Pass a visitor on"))
def transfer(request: HttpRequest, pk: int, to: Transfer) -> tuple[int, None]:
    """The visitor tells nothing twice. 409 `not_here` for a colleague or a desk that cannot take anybody now."""
    visit, _part = entered(request, pk, "agent")
    person = person_of(request)
    colleague = colleagues_of(visit, person).filter(pk=to.person).first() if to.person else None
    desk = Desk.objects.filter(slug=to.desk).first() if to.desk else None
    if (colleague is None) == (desk is None):
        raise NotHere
    if colleague is not None:
        visit.transfer(by=person, to=colleague, note=to.note)
    elif desk is not None:
        visit.transfer_to_desk(by=person, desk=desk, note=to.note)
    line_moved(visit.desk)
    return 204, None


def _moved(visit: Conversation) -> dict[str, Any]:
    line_moved(visit.desk)
    return conversation_page(visit, SERVES)
