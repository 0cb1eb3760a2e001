"""Desks: whether anybody is there, how long it takes, and the way into the line."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router, Schema

from collab.accounts import guests
from collab.accounts.access import Access
from collab.feedback.errors import Urgent
from collab.feedback.urgent import is_urgent
from collab.live.api import MaybeKey
from collab.live.errors import RateLimited

from .. import standing
from ..assignment import offer_waiting
from ..doors import conversations, viewer_of
from ..errors import DeskClosed
from ..models import Conversation, Desk
from ..models.parts import Part
from ..models.waiting import QUESTION_CHARS
from ..reception import may_ask, too_often, welcome
from .schemas import ConversationPage, DeskOut, DeskPage, conversation_page, desk_out, desk_page

router = Router(tags=["desks"])


class Question(Schema):
    """`not_urgent`: the caller has been shown 110, 119 and 120 and confirms that nobody is in danger now."""

    question: str = Field(min_length=1, max_length=QUESTION_CHARS)
    name: str = Field("", max_length=40)
    page_title: str = Field("", max_length=200)
    page_url: str = Field("", max_length=500, pattern=r"^$|^/([^/]|$)")
    not_urgent: bool = False


@router.get("/desks", response=list[DeskOut], auth=Access("desks:read", public=True), summary=_("All desks"))
def desks(request: HttpRequest) -> list[dict[str, Any]]:
    known = standing.standings()
    listed = Desk.objects.select_related("department")
    return [desk_out(desk, known.get(desk.pk) or standing.Standing("closed")) for desk in listed]


def _desk(slug: str) -> Desk:
    return get_object_or_404(Desk.objects.select_related("department", "board"), slug=slug)


@router.get("/desks/{slug}", response=DeskPage, auth=Access("desks:read", public=True), summary=_("One desk"))
def desk(request: HttpRequest, slug: str) -> dict[str, Any]:
    return desk_page(_desk(slug))


@router.post(
    "/desks/{slug}/conversations",
    response={201: ConversationPage},
    auth=Access("conversations:write", public=True),
    summary=_("Ask at a desk"),
)
def start(
    request: HttpRequest,
    response: HttpResponse,
    slug: str,
    asked: Question,
    key: MaybeKey = None,
) -> tuple[int, dict[str, Any]]:
    """Into the line. Whoever has no account gets a guest's cookie under the name given; what follows needs it back.

    409 `desk_closed` where nobody is there: open a case instead. 409 `already_here` names the conversation that is open.
    422 `urgent` for words of danger without `not_urgent`.
    """
    there, viewer = _desk(slug), viewer_of(request)
    if not may_ask(viewer):
        raise Http404
    if not standing.standing_of(there).is_open:
        raise DeskClosed
    if is_urgent(asked.question) and not asked.not_urgent:
        raise Urgent
    if wait := too_often(viewer):
        raise RateLimited(wait)
    visitor, secret = welcome(viewer, asked.name)
    facts = asked.dict(include={"question", "page_title", "page_url"})
    visit = Conversation.start(desk=there, by=visitor, cid=key, **facts)
    offer_waiting(there)
    if secret:
        guests.set_cookie(response, secret)
    return 201, conversation_page(conversations().get(pk=visit.pk), Part("visitor", True))
