"""From a verb to open browsers, once the transaction has succeeded. Best effort: a dead layer never fails a verb."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import transaction

from . import answers, groups

if TYPE_CHECKING:
    from .models import Entry

logger = logging.getLogger(__name__)
local: Callable[[str, dict[str, Any]], None] | None = None  # set by the hub of this process, where there is one


def entry(what: "Entry") -> None:
    """Show a new entry to all who have its room open."""
    hint = {"type": "entry", "room": what.room_id, "seq": what.seq, "text": answers.text(what.frame())}
    _later(groups.room(what.room_id), hint)


def note(party: str, *, kind: str, count: int = 0, html: str = "", **more: Any) -> None:
    """Tell all sockets of one party (`p12`, `g3`) something that has no number and may be lost."""
    text = answers.text(answers.note(kind, count, html, more))
    _later(groups.control(), {"type": "note", "party": party, "text": text})


def presence(person_id: int) -> None:
    """Somebody's availability changed: those who watch are told by their own process."""
    _later(groups.control(), {"type": "presence", "person": person_id})


def revoke(*, party: str = "", session: str = "", code: int = 4401) -> None:
    """Close the sockets of a party or of one session: signed out (4401), banned (4403)."""
    _later(groups.control(), {"type": "revoke", "party": party, "session": session, "code": code})


def recheck(party: str) -> None:
    """A right of this party changed: its sockets lose the rooms that it may no longer read."""
    _later(groups.control(), {"type": "recheck", "party": party})


def typing(room: int, party: str) -> None:
    """Somebody writes; ephemeral."""
    send(groups.room(room), {"type": "typing", "room": room, "party": party})


def signal(call: int, party: str, conn: str, *, kind: str, data: Any) -> None:
    """Signalling of a call, to the other sockets in its room; ephemeral."""
    text = answers.text(answers.sig(call, party, kind, data))
    send(groups.room(call), {"type": "sig", "room": call, "conn": conn, "text": text})


def _later(group: str, hint: dict[str, Any]) -> None:
    transaction.on_commit(lambda: send(group, hint), robust=True)


def send(group: str, hint: dict[str, Any]) -> None:
    """Through the hub of this process, or straight to the layer from a process without sockets."""
    if local is not None:
        local(group, hint)
        return
    layer = get_channel_layer()
    if layer is None or isinstance(layer, InMemoryChannelLayer):
        return  # nobody else could hear it
    try:
        async_to_sync(layer.group_send)(group, hint)
    except Exception as error:
        logger.warning("hint lost: %s", type(error).__name__)
