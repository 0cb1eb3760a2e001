"""A browser's tab as the wire sees it. Every frame from the server is held against the schema."""

import json
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from jsonschema import Draft202012Validator
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

SCHEMA = json.loads((Path(__file__).parent.parent.parent / "docs/protocol.schema.json").read_text())


def _validator(side: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{side}", "$defs": SCHEMA["$defs"]})


SERVER, CLIENT = _validator("server"), _validator("client")


class Tab:
    def __init__(self, address: str, cookie: str, *, origin: str | None = None) -> None:
        self.heard: list[dict[str, Any]] = []
        self.close_code: int | None = None
        self._id = 0
        self.socket = connect(
            address.replace("http", "ws", 1) + "/live/",
            origin=origin or address,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookie},
            compression=None,
            ping_interval=None,
            max_queue=None,
            close_timeout=2,
            legacy=True,
        )

    # --- speaking

    def hello(self, *rooms: Any, **cursors: tuple[str, int]) -> dict[str, Any]:
        """From their end, or `hello(r7=(epoch, seq))`; returns the welcome."""
        at: dict[str, Any] = {str(room.pk): {} for room in rooms}
        at |= {name[1:]: {"epoch": epoch, "seq": seq} for name, (epoch, seq) in cursors.items()}
        self.put(t="hello", v=1, rooms=at)
        return self.hear("welcome")

    def put(self, **frame: Any) -> None:
        assert CLIENT.is_valid(frame), frame
        self.put_raw(json.dumps(frame, separators=(",", ":")))  # as a browser writes it

    def put_raw(self, text: str | bytes) -> None:
        self.socket.send(text)

    def ask(self, t: str, **frame: Any) -> dict[str, Any]:
        """A numbered frame; the `ok` or `err` that answers it."""
        self._id += 1
        self.put(t=t, id=self._id, **frame)
        return self.answer(self._id)

    def send(self, room: Any, body: str, cid: str = "") -> dict[str, Any]:
        return self.ask("send", room=room.pk, body=body, cid=cid or str(uuid4()))

    def ack(self, room: Any, seq: int) -> None:
        self.put(t="ack", rooms={str(room.pk): seq})

    # --- hearing

    def _next(self, until: float) -> dict[str, Any]:
        try:
            text = self.socket.recv(timeout=max(0.0, until - time.monotonic()))
        except ConnectionClosed as closed:
            self.close_code = closed.rcvd.code if closed.rcvd else 1006
            raise
        frame = json.loads(text)
        SERVER.validate(frame)
        self.heard.append(frame)
        return frame  # type: ignore[no-any-return]

    def hear(self, t: str, seconds: float = 5, **like: Any) -> dict[str, Any]:
        """The next frame of this type, and with these fields; others before it are passed over. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while True:
            frame = self._next(until)
            if frame["t"] == t and all(frame.get(name) == value for name, value in like.items()):
                return frame

    def answer(self, number: int, seconds: float = 5) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while True:
            frame = self._next(until)
            if frame["t"] in {"ok", "err"} and frame.get("id") == number:
                return frame

    def entries(self, count: int, seconds: float = 5, *, ack: bool = True) -> list[dict[str, Any]]:
        """The next `count` entries, acknowledged as a browser does."""
        found: list[dict[str, Any]] = []
        while len(found) < count:
            found.append(self.hear("ev", seconds))
            if ack and len(found) % 32 == 0:
                self.put(t="ack", rooms={str(found[-1]["room"]): found[-1]["seq"]})
        return found

    def silent(self, seconds: float = 0.7, t: str = "ev") -> bool:
        try:
            self.hear(t, seconds)
        except TimeoutError:
            return True
        return False

    def closed(self, seconds: float = 5) -> tuple[int, dict[str, Any] | None]:
        """The close code, and the goodbye before it."""
        until = time.monotonic() + seconds
        bye = None
        while True:
            try:
                frame = self._next(until)
            except ConnectionClosed:
                return self.close_code or 0, bye
            bye = frame if frame["t"] == "bye" else bye

    def cut(self) -> None:
        """As a tunnel does: no goodbye."""
        self.socket.socket.close()

    def close(self) -> None:
        self.socket.close()
