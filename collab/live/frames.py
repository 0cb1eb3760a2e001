"""The closed set of frames that a browser may send, and how they are read; docs/protocol.md is the text to it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

from django.conf import settings

from .errors import BadFrame, BadJson, UnknownType

LARGEST = 2**53
PEOPLE_AT_ONCE = 200
ACK_OF_ONE_ROOM = re.compile(r'\{"t":"ack","rooms":\{"([0-9]{1,15})":(0|[1-9][0-9]{0,14})\}\}')  # most frames by far


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a reader stands in a room's log; `seq` -1 is its end."""

    epoch: str = ""
    seq: int = -1


@dataclass(frozen=True, slots=True)
class Hello:
    v: int
    rooms: dict[int, Cursor] = field(default_factory=dict)


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
    cid: UUID
    body: str


@dataclass(frozen=True, slots=True)
class Edit:
    id: int
    room: int
    cid: UUID
    seq: int
    body: str


@dataclass(frozen=True, slots=True)
class Redact:
    id: int
    room: int
    cid: UUID
    seq: int


@dataclass(frozen=True, slots=True)
class Ack:
    rooms: dict[int, int]


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
class Sig:
    """Signalling of a call; `call` is the number of the room in which it is held."""

    call: int
    kind: str
    data: Any


@dataclass(frozen=True, slots=True)
class Ping:
    n: int


type Act = Send | Edit | Redact
type Frame = Hello | Sub | Unsub | Act | Ack | Read | Typing | Beat | Watch | Sig | Ping
KINDS: dict[str, type] = {
    kind.__name__.lower(): kind
    for kind in (Hello, Sub, Unsub, Send, Edit, Redact, Ack, Read, Typing, Beat, Watch, Sig, Ping)
}


def parse(text: str) -> Frame:
    """Raises BadJson, UnknownType, or BadFrame for a field too many, too few, or of another shape."""
    if usual := ACK_OF_ONE_ROOM.fullmatch(text):
        return Ack({int(usual[1]): int(usual[2])})
    try:
        data = DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise BadJson from error
    if not isinstance(data, dict) or not _is_small(data):
        raise BadFrame
    name = data.pop("t", None)
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise UnknownType
    readers = SHAPES[kind]
    if not data.keys() <= readers.keys():
        raise BadFrame
    try:
        frame = kind(**{name: readers[name](value) for name, value in data.items()})
    except (TypeError, ValueError) as error:
        raise BadFrame from error
    if isinstance(frame, Beat) and frame.state not in {"active", "idle"}:
        raise BadFrame
    if isinstance(frame, Sig) and frame.kind not in {"offer", "answer", "candidate", "bye"}:
        raise BadFrame
    return frame  # type: ignore[no-any-return]


def id_of(text: str) -> int | None:
    """The request number in a frame that could not be read otherwise."""
    try:
        number = json.loads(text).get("id")
    except (ValueError, RecursionError, AttributeError):
        return None
    return number if type(number) is int and 0 <= number < LARGEST else None


def _refuse(name: str) -> None:
    raise ValueError(name)


DECODER = json.JSONDecoder(parse_constant=_refuse)


def _is_small(data: Any) -> bool:
    """Within the limits of depth, and of keys and items together."""
    level, count = [data], 0
    for _depth in range(settings.LIVE["json_depth"]):
        children: list[Any] = []
        for one in level:
            children.extend(one.values() if isinstance(one, dict) else one)
        count += len(children)
        if count > settings.LIVE["json_keys"]:
            return False
        level = [child for child in children if isinstance(child, dict | list)]
        if not level:
            return True
    return False


def _number(value: Any) -> int:
    if type(value) is not int or not -1 <= value < LARGEST:
        raise ValueError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError
    value.encode()  # a lone surrogate has no bytes
    return value


def _room(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise ValueError
    return int(value)


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError
    return value


def _cursors(value: Any) -> dict[int, Cursor]:
    cursors = {}
    for room, cursor in _object(value).items():
        if set(_object(cursor)) - {"epoch", "seq"}:
            raise ValueError
        cursors[_room(room)] = Cursor(_text(cursor.get("epoch", "")), _number(cursor.get("seq", -1)))
    return cursors


def _people(value: Any) -> list[int]:
    if not isinstance(value, list) or len(value) > PEOPLE_AT_ONCE:
        raise ValueError
    return [_number(person) for person in value]


def _seqs(value: Any) -> dict[int, int]:
    return {_room(room): _number(seq) for room, seq in _object(value).items()}


READERS: dict[Any, Callable[[Any], Any]] = {
    int: _number,
    str: _text,
    UUID: lambda value: UUID(_text(value)),
    dict[int, Cursor]: _cursors,
    dict[int, int]: _seqs,
    list[int]: _people,
    Any: lambda value: value,
}
SHAPES = {kind: {item.name: READERS[item.type] for item in fields(kind)} for kind in KINDS.values()}
