"""The frames that the server sends, each built in one place; docs/protocol.schema.json describes them all."""

import json
from datetime import UTC, datetime
from typing import Any


def text(frame: dict[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def welcome(*, conn: str, person: str, heartbeat: int, limits: dict[str, Any], rooms: dict[str, Any]) -> dict[str, Any]:
    return {
        "t": "welcome", "conn": conn, "person": person, "now": now(), "hb": heartbeat, "limits": limits, "rooms": rooms,
    }  # fmt: skip


def ok(number: int, room: int, seq: int, *, dup: bool = False, held: bool = False) -> dict[str, Any]:
    frame: dict[str, Any] = {"t": "ok", "id": number, "room": room, "seq": seq}
    return frame | ({"dup": True} if dup else {}) | ({"held": True} if held else {})


def err(
    code: str, *, number: int | None = None, retry_ms: int | None = None, ref: str = "", room: int | None = None
) -> dict[str, Any]:
    """`ref` names the line in the server's log; `room` is the room that is not or no longer there."""
    frame: dict[str, Any] = {"t": "err", "code": code}
    more = {"id": number, "retry_ms": retry_ms, "ref": ref or None, "room": room}
    return frame | {name: value for name, value in more.items() if value is not None}


def reset(room: int, epoch: str, head: int, why: str) -> dict[str, Any]:
    return {"t": "reset", "room": room, "epoch": epoch, "head": head, "why": why}


def typing(room: int, party: str) -> dict[str, Any]:
    return {"t": "typing", "room": room, "from": party}


def people(states: dict[int, dict[str, Any] | None]) -> dict[str, Any]:
    """Null for whom the reader may not see, whether or not they exist."""
    return {"t": "people", "people": {str(person): state for person, state in states.items()}}


def sig(call: int, party: str, kind: str, data: Any) -> dict[str, Any]:
    return {"t": "sig", "call": call, "from": party, "kind": kind, "data": data}


def note(kind: str, count: int, html: str, more: dict[str, Any]) -> dict[str, Any]:
    return {"t": "note", "kind": kind, "count": count, "html": html, **more}


def heartbeat(heads: dict[str, int]) -> dict[str, Any]:
    frame: dict[str, Any] = {"t": "hb", "now": now()}
    return frame | ({"heads": heads} if heads else {})


def pong(n: int) -> dict[str, Any]:
    return {"t": "pong", "n": n}


def bye(code: int, retry_ms: int, why: str) -> dict[str, Any]:
    return {"t": "bye", "code": code, "retry_ms": retry_ms, "why": why}
