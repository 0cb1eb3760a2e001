"""From a verb to open browsers, once the transaction has succeeded. Best effort: a dead layer never fails a verb."""

import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from . import groups

if TYPE_CHECKING:
    from .models import Entry

logger = logging.getLogger(__name__)
local: Callable[[str, dict[str, Any]], None] | None = None  # set by the hub of this process, where there is one


def entry(what: "Entry") -> None:
    """Show a new entry to all who have its room open."""
    text = json.dumps(what.frame(), ensure_ascii=False, separators=(",", ":"))
    _later(groups.room(what.room_id), {"type": "entry", "room": what.room_id, "seq": what.seq, "text": text})


def note(party: str, *, kind: str, count: int = 0, html: str = "", **more: Any) -> None:
    """Tell all sockets of one party (`p12`, `g3`) something that has no number and may be lost."""
    text = json.dumps({"t": "note", "kind": kind, "count": count, "html": html, **more}, ensure_ascii=False)
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


def _later(group: str, hint: dict[str, Any]) -> None:
    transaction.on_commit(lambda: send(group, hint), robust=True)


def typing(room: int, party: str) -> None:
    """Somebody writes; ephemeral."""
    send(groups.room(room), {"type": "typing", "room": room, "party": party})


def send(group: str, hint: dict[str, Any]) -> None:
    """Through the hub of this process, or straight to the layer from a process without sockets."""
    layer = get_channel_layer()
    if local is not None:
        local(group, hint)
        return
    if layer is None:
        return
    try:
        async_to_sync(layer.group_send)(group, hint)
    except Exception as error:
        logger.warning("hint lost: %s", type(error).__name__)
