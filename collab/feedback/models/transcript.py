"""The talk at the desk from which a case came."""

from typing import TYPE_CHECKING, Any

from collab.live.models import Participant
from collab.text.render import render_safe

if TYPE_CHECKING:
    from .case import Case


def transcript(case: "Case") -> list[Any]:
    """The messages of the conversation from which the case came, with the names under which they were written."""
    room = case.transcript_room
    if room is None:
        return []
    names = dict(Participant.objects.filter(room=room).values_list("party", "name"))
    entries = room.log.filter(kind="message").order_by("seq")[:500]
    return [
        {"name": names.get(entry.sender, ""), "at": entry.at, "html": render_safe(str(entry.body))} for entry in entries
    ]
