"""The talk at the desk from which a case came."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from collab.files.models import File
from collab.live.models import Participant
from collab.text.render import render_safe

if TYPE_CHECKING:
    from .case import Case

SHOWN = 500  # entries


def transcript(case: "Case", hide: Callable[[str], str] = str) -> list[dict[str, Any]]:
    """What was said and sent in the conversation from which the case came, under the names of then; `hide` masks the words."""
    room = case.transcript_room
    if room is None:
        return []
    names = dict(Participant.objects.filter(room=room).values_list("party", "name"))
    files = {str(file.pk): file for file in File.objects.filter(room=room)}
    lines = []
    for entry in room.log.filter(kind__in=["message", "file"]).order_by("seq")[:SHOWN]:
        line: dict[str, Any] = {"name": hide(names.get(entry.sender, "")), "at": entry.at}
        if entry.kind == "file":
            lines.append({**line, "file": files.get(entry.body.get("file", ""))})
        else:
            lines.append({**line, "html": render_safe(hide(str(entry.body)))})
    return lines
