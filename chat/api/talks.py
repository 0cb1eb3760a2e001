"""What is said in a conversation, and the notes beside it."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router

from collab.accounts.access import Access
from collab.live import acts
from collab.live.api import MOST, Entries, Key, Number, Ok, Said, page_of, told

from ..doors import entered, viewer_of

router = Router(tags=["conversations"])
READ, WRITE = Access("conversations:read"), Access("conversations:write")
Limit = Annotated[int, Field(ge=1, le=MOST)]


@router.get("/conversations/{int:pk}/messages", response=Entries, auth=READ, summary=_("Messages after a number"))
def messages(request: HttpRequest, pk: int, after: Number = 0, limit: Limit = MOST) -> dict[str, Any]:
    visit, _part = entered(request, pk)
    return page_of(viewer_of(request), visit.room_id, after=after, limit=limit)


@router.post("/conversations/{int:pk}/messages", response={200: Ok, 201: Ok}, auth=WRITE, summary=_("Say something"))
def say(request: HttpRequest, pk: int, said: Said, key: Key) -> tuple[int, dict[str, Any]]:
    """Repeat it with the same key until it is answered: it is said once."""
    visit, _part = entered(request, pk)
    return told(acts.say(viewer_of(request), visit.room_id, cid=key, body=said.body))


@router.get("/conversations/{int:pk}/notes", response=Entries, auth=READ, summary=_("Notes among colleagues"))
def notes(request: HttpRequest, pk: int, after: Number = 0, limit: Limit = MOST) -> dict[str, Any]:
    visit, part = entered(request, pk)
    if not part.reads_notes:
        raise Http404
    return page_of(viewer_of(request), visit.notes_room_id, after=after, limit=limit)


@router.post("/conversations/{int:pk}/notes", response={200: Ok, 201: Ok}, auth=WRITE, summary=_("Write a note"))
def note(request: HttpRequest, pk: int, said: Said, key: Key) -> tuple[int, dict[str, Any]]:
    visit, part = entered(request, pk)
    if not part.notes:
        raise Http404
    return told(acts.say(viewer_of(request), visit.notes_room_id, cid=key, body=said.body))
