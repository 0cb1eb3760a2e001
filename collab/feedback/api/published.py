"""Published replies: list, read, suggest."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from collab.accounts.access import Access
from collab.limits.allowance import spend
from collab.limits.pages import Paged, Shown
from collab.live.errors import RateLimited

from ..lifecycle import Kind
from ..models import Publication
from ..views.public import published, suggested, the_published
from .finding import viewer_of
from .schemas import ReplyOut, Suggestions

router = Router(tags=["replies"], auth=Access("replies:read", public=True))


class Wanted(Schema):
    q: str = Field("", max_length=100)
    department: str = Field("", max_length=20)
    kind: Kind | None = None


@router.get("/replies", response=list[ReplyOut], summary=_("Published replies"))
@paginate(Paged)
def replies(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """The newest first; `q` searches in title, question and answer."""
    found = published(viewer_of(request), wanted.q.strip(), wanted.department, wanted.kind or "")
    return Shown(found.select_related("case__department"), _out)


@router.get("/replies/suggestions", response=Suggestions, summary=_("Replies that fit a half-typed question"))
def suggestions(request: HttpRequest, q: str = Query("", max_length=200)) -> dict[str, Any]:
    """At most three."""
    viewer = viewer_of(request)
    if wait := spend("suggest", viewer.key or viewer.address, limit=120, seconds=60):
        raise RateLimited(wait)
    return suggested(q.strip())


@router.get("/replies/{number}", response=ReplyOut, summary=_("One published reply"))
def reply(request: HttpRequest, number: str) -> dict[str, Any]:
    return _out(the_published(number))


def _out(publication: Publication) -> dict[str, Any]:
    case = publication.case
    return {
        "number": case.number, "title": publication.title, "question": publication.question,
        "answer": publication.answer, "department": case.department.code if case.department else "",
        "received_on": timezone.localdate(case.first_contact_at),
        "answered_on": timezone.localdate(case.answered_at) if case.answered_at else None,
        "url": publication.get_absolute_url(),
    }  # fmt: skip
