"""How each measured server is spoken to."""

import json
from typing import Any
from uuid import uuid4

from bench.crowd import Dialect, Member

ACK_EVERY = 32


def stringified(frame: dict[str, Any]) -> str:
    """As a browser's JSON.stringify writes it."""
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


class Townhall(Dialect):
    """The wire: hello, welcome, send, ev, ack."""

    path = "/live/"

    def __init__(self, room: int, epoch: str = "", others: tuple[int, ...] = ()) -> None:
        self.room, self.requests = room, 0
        self.hello = stringified({"t": "hello", "v": 1, "rooms": {str(one): {} for one in (room, *others) if one}})

    def is_ready(self, payload: bytes) -> bool:
        return b'"welcome"' in payload

    def wrap(self, text: str) -> str:
        self.requests += 1
        return stringified({"t": "send", "id": self.requests, "room": self.room, "cid": str(uuid4()), "body": text})

    def text_of(self, payload: bytes) -> str | None:
        frame = json.loads(payload)
        if frame["t"] in ("err", "bye", "reset"):
            raise AssertionError(f"refused: {frame}")
        return frame["body"] if frame["t"] == "ev" else None

    def after(self, member: Member, payload: bytes) -> None:
        member.unacked += 1
        if member.unacked >= ACK_EVERY:
            member.unacked = 0
            seq = json.loads(payload)["seq"]
            member.say(stringified({"t": "ack", "rooms": {str(self.room): seq}}))

    def first(self, member: Member, payload: bytes) -> None:
        frame = json.loads(payload)
        if frame["t"] == "hb":
            member.say(stringified({"t": "ping", "n": 0}))


class Channels(Dialect):
    """The consumer of baselines/channels_app.py."""

    path = "/ws/chat/lobby/"

    def wrap(self, text: str) -> str:
        return json.dumps({"message": text})

    def text_of(self, payload: bytes) -> str | None:
        return json.loads(payload)["message"]


class SocketIO(Dialect):
    """Engine.IO 4 over a socket from the start."""

    path = "/socket.io/?EIO=4&transport=websocket"
    hello = "40"

    def is_ready(self, payload: bytes) -> bool:
        return payload.startswith(b"40")

    def wrap(self, text: str) -> str:
        return "42" + json.dumps(["message", {"message": text}])

    def text_of(self, payload: bytes) -> str | None:
        return json.loads(payload[2:])[1]["message"] if payload.startswith(b"42") else None

    def first(self, member: Member, payload: bytes) -> None:
        if payload == b"2":
            member.say("3")
