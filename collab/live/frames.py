"""The closed set of frames that a browser may send, and how they are read; docs/protocol.md is the text to it."""

import json
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

from django.conf import settings

from .errors import LiveError


class BadJson(LiveError):
    code = "bad_json"


class BadFrame(LiveError):
    code = "bad_frame"


class UnknownType(LiveError):
    code = "unknown_type"


@dataclass(frozen=True, slots=True)
class Hello:
    v: int
    rooms: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sub:
    id: int
    room: int
    epoch: str = ""
    seq: int = -1


@dataclass(frozen=True, slots=True)
class Unsub:
    id: int
    room: int


@dataclass(frozen=True, slots=True)
class Send:
    id: int
    room: int
    cid: str
    body: str


@dataclass(frozen=True, slots=True)
class Edit:
    id: int
    room: int
    cid: str
    seq: int
    body: str


@dataclass(frozen=True, slots=True)
class Redact:
    id: int
    room: int
    cid: str
    seq: int


@dataclass(frozen=True, slots=True)
class Ack:
    rooms: dict[str, int]


@dataclass(frozen=True, slots=True)
class Read:
    room: int
    seq: int


@dataclass(frozen=True, slots=True)
class Typing:
    room: int


@dataclass(frozen=True, slots=True)
class Beat:
    state: str


@dataclass(frozen=True, slots=True)
class Watch:
    people: list[int]


@dataclass(frozen=True, slots=True)
class Ping:
    n: int


type Frame = Hello | Sub | Unsub | Send | Edit | Redact | Ack | Read | Typing | Beat | Watch | Ping
KINDS: dict[str, type] = {
    kind.__name__.lower(): kind
    for kind in (Hello, Sub, Unsub, Send, Edit, Redact, Ack, Read, Typing, Beat, Watch, Ping)
}
_LARGEST = 2**53


def parse(text: str) -> Frame:
    """Raises BadJson, UnknownType or BadFrame; the frame's `id`, where it has one, travels as `ref` of the error."""
    try:
        data = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadJson from error
    if not isinstance(data, dict) or _shape(data) is None:
        raise BadFrame
    kind = KINDS.get(data.pop("t", None) if isinstance(data.get("t"), str) else "")
    if kind is None:
        raise UnknownType
    known = {item.name: item for item in fields(kind)}
    if set(data) - set(known) or any(not _fits(value, known[name].type) for name, value in data.items()):
        raise BadFrame
    try:
        frame = kind(**data)
    except TypeError as error:
        raise BadFrame from error
    _check(frame)
    return frame


def _refuse(name: str) -> None:
    raise ValueError(name)


def _shape(data: Any, depth: int = 1, keys: list[int] | None = None) -> int | None:
    """The number of keys and items, or None above the limits of depth and number."""
    keys = keys if keys is not None else [0]
    if depth > settings.LIVE["json_depth"]:
        return None
    children = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    keys[0] += len(children)
    if keys[0] > settings.LIVE["json_keys"] or any(_shape(child, depth + 1, keys) is None for child in children):
        return None
    return keys[0]


def _fits(value: Any, wanted: Any) -> bool:
    if wanted is int:
        return type(value) is int and -1 <= value < _LARGEST
    if wanted is str:
        return isinstance(value, str) and "\x00" not in value
    return isinstance(value, wanted.__origin__)


def _check(frame: Frame) -> None:
    try:
        match frame:
            case Send(cid=cid) | Edit(cid=cid) | Redact(cid=cid):
                UUID(cid)
            case Hello(rooms=rooms):
                for room, cursor in rooms.items():
                    int(room)
                    if not isinstance(cursor, dict) or not isinstance(cursor.get("epoch", ""), str):
                        raise BadFrame
                    if type(cursor.get("seq", -1)) is not int:
                        raise BadFrame
            case Ack(rooms=rooms):
                if any(type(seq) is not int for room, seq in rooms.items() if int(room) >= 0):
                    raise BadFrame
            case Watch(people=people):
                if any(type(person) is not int for person in people):
                    raise BadFrame
            case Beat(state=state):
                if state not in ("active", "idle"):
                    raise BadFrame
    except ValueError as error:
        raise BadFrame from error
