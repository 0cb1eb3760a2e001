"""Several at one conversation: a file in it, a colleague invited to it, an official who looks in."""

import hashlib
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, File, Router, Schema, UploadedFile

from collab.accounts.access import Access
from collab.files.errors import Refused
from collab.limits.models import once
from collab.live.api import MaybeKey, Ok

from ..doors import entered, person_of, viewer_of
from ..errors import NotHere
from ..views.agents import colleagues_of
from ..views.supervising import overseen_visit
from ..views.talking import attach
from .schemas import ConversationPage, conversation_page

router = Router(tags=["conversations"])
WRITE, SERVE = Access("conversations:write"), Access("desks:serve")


class Invitation(Schema):
    """A colleague who is there now, by id."""

    person: int = Field(ge=1, lt=2**53)


@router.post(
    "/conversations/{int:pk}/files", response={200: Ok, 201: Ok}, auth=WRITE, summary=_("Send a file or a picture")
)
def send_file(
    request: HttpRequest, pk: int, file: Annotated[UploadedFile | None, File()] = None, key: MaybeKey = None
) -> tuple[int, dict[str, Any]]:
    """As the part `file` of multipart/form-data, at most 10 MB; it becomes an entry of the log.

    422 `refused` for what is no file of an accepted kind. With a key it is kept once.
    """
    visit, part = entered(request, pk)
    viewer = viewer_of(request)
    if file is None:
        raise Refused(_("Send the file as multipart/form-data, in the part `file`."))

    def act() -> str:
        return str(attach(visit, part, file, viewer).seq)

    if key is None:
        seq, again = act(), False
    else:
        said = ["file", pk, file.name, hashlib.blake2b(file.read()).hexdigest()]
        file.seek(0)
        seq, again = once(party=viewer.key, key=key, said=said, act=act)
    return 200 if again else 201, {"room": visit.room_id, "seq": int(seq), "dup": again, "held": False}


@router.post("/conversations/{int:pk}/invitation", response={204: None}, auth=SERVE, summary=_("Invite a colleague"))
def invite(request: HttpRequest, pk: int, to: Invitation) -> tuple[int, None]:
    """They join, and the visitor sees it. 409 `not_here` for somebody who cannot come now."""
    visit, _part = entered(request, pk, "agent")
    person = person_of(request)
    colleague = colleagues_of(visit, person).filter(pk=to.person).first()
    if colleague is None:
        raise NotHere
    visit.invite(by=person, colleague=colleague)
    return 204, None


@router.post("/conversations/{int:pk}/look", response=ConversationPage, auth=SERVE, summary=_("Look in"))
def look(request: HttpRequest, pk: int) -> dict[str, Any]:
    """For the official of the desk's department; written to the audit trail and shown to the agent."""
    visit = overseen_visit(request, pk)
    visit.look(by=person_of(request))
    return conversation_page(*entered(request, pk))


@router.delete("/conversations/{int:pk}/look", response={204: None}, auth=SERVE, summary=_("Stop looking in"))
def look_away(request: HttpRequest, pk: int) -> tuple[int, None]:
    visit, _part = entered(request, pk, "supervisor")
    visit.look_away(by=person_of(request))
    return 204, None
