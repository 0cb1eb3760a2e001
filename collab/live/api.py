"""The HTTP twin of the wire: the same verbs, more slowly, without a socket."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Header, Router, Schema

from . import acts
from .models import Entry
from .viewer import Viewer

MOST = 200  # entries at once
LARGEST = 2**53
router = Router(tags=["rooms"])

Key = Annotated[UUID, Header(..., alias="Idempotency-Key")]
MaybeKey = Annotated[UUID | None, Header(alias="Idempotency-Key")]
Number = Annotated[int, Field(ge=0, lt=LARGEST)]


class Said(Schema):
    body: str = Field(max_length=20_000)


class ReadUpTo(Schema):
    seq: Number


class Ok(Schema):
    """As the frame `ok`: where the message stands; `dup` where it was heard before under the same key."""

    room: int
    seq: int
    dup: bool = False
    held: bool = False


class Entries(Schema):
    """`messages` are `ev` frames, as the wire sends them; `head` is the last number, `epoch` the run of the log."""

    room: int
    epoch: str
    head: int
    messages: list[dict[str, Any]]


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined,no-any-return]


def page_of(viewer: Viewer, room: int, *, after: int, limit: int) -> dict[str, Any]:
    """Raises NotFound."""
    there, _role = acts.open_room(viewer, room)
    entries = there.log.since(after)[:limit]  # type: ignore[attr-defined]
    frames = [entry.frame() for entry in entries]
    return {"room": there.pk, "epoch": there.epoch, "head": there.head, "messages": frames}


def told(entry: Entry) -> tuple[int, dict[str, Any]]:
    """201 for the first, 200 for its repetition."""
    facts = {"room": entry.room_id, "seq": entry.seq, "dup": entry.dup, "held": entry.held}
    return 200 if entry.dup else 201, facts


@router.get("/rooms/{int:room}/messages", response=Entries, summary=_("Entries of a room after a number"))
def messages(
    request: HttpRequest, room: int, after: Number = 0, limit: Annotated[int, Field(ge=1, le=MOST)] = MOST
) -> dict[str, Any]:
    """In order and without gaps: go on with `after` = the last number received, until it is `head`."""
    return page_of(viewer_of(request), room, after=after, limit=limit)


@router.post("/rooms/{int:room}/messages", response={200: Ok, 201: Ok}, summary=_("Say something in a room"))
def say(request: HttpRequest, room: int, said: Said, key: Key) -> tuple[int, dict[str, Any]]:
    """Repeat it with the same key until it is answered: it is said once."""
    return told(acts.say(viewer_of(request), room, cid=key, body=said.body))


@router.put("/rooms/{int:room}/messages/{int:seq}", response={200: Ok, 201: Ok}, summary=_("Change an own message"))
def edit(request: HttpRequest, room: int, seq: int, said: Said, key: Key) -> tuple[int, dict[str, Any]]:
    return told(acts.edit(viewer_of(request), room, cid=key, seq=seq, body=said.body))


@router.delete("/rooms/{int:room}/messages/{int:seq}", response={200: Ok, 201: Ok}, summary=_("Take a message back"))
def redact(request: HttpRequest, room: int, seq: int, key: Key) -> tuple[int, dict[str, Any]]:
    return told(acts.redact(viewer_of(request), room, cid=key, seq=seq))


@router.post("/rooms/{int:room}/read", response={204: None}, summary=_("How far I have read"))
def read(request: HttpRequest, room: int, upto: ReadUpTo) -> tuple[int, None]:
    acts.read(viewer_of(request), room, seq=upto.seq)
    return 204, None
