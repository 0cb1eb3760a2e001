"""Visitors who write through real sockets and do what the browser does when the line breaks: come back, repeat by `cid`."""

import asyncio
import contextlib
import json
import random
from dataclasses import dataclass, field
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

PACE = 1.1  # seconds between two messages of one visitor: within what a citizen may send


@dataclass
class Visitor:
    """`acknowledged` holds the number of each message by its `cid`; `wrong` tells what the wire must never do."""

    address: str
    secret: str
    room: int
    epoch: str
    head: int
    messages: int = 10
    acknowledged: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    returns: int = -1

    async def talk(self) -> None:
        """Until every message is acknowledged."""
        waiting = [str(uuid4()) for _each in range(self.messages)]
        while waiting:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                async with self.line() as socket:
                    await self.write(socket, waiting)
            await asyncio.sleep(random.uniform(0.1, 0.5))

    async def listen(self) -> None:
        """Another tab of the same visitor, until cancelled."""
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                async with self.line() as socket:
                    async for text in socket:
                        await self.hear(socket, json.loads(text))
            await asyncio.sleep(random.uniform(0.1, 0.5))

    @contextlib.asynccontextmanager
    async def line(self):
        url = self.address.replace("http", "ws") + "/live/"
        headers = {"Cookie": f"guest={self.secret}"}
        async with connect(
            url, origin=self.address, additional_headers=headers, open_timeout=5, close_timeout=1
        ) as socket:
            self.returns += 1
            rooms = {str(self.room): {"epoch": self.epoch, "seq": self.head}}
            await socket.send(json.dumps({"t": "hello", "v": 1, "rooms": rooms}))
            yield socket

    async def write(self, socket: ClientConnection, waiting: list[str]) -> None:
        number = 0
        while waiting:
            number += 1
            cid = waiting[0]
            frame = {"t": "send", "id": number, "room": self.room, "cid": cid, "body": f"message {cid}"}
            await socket.send(json.dumps(frame))
            answer = await self.answer(socket, number)
            if answer["t"] == "ok":
                self.acknowledged[cid] = answer["seq"]
                waiting.pop(0)
                await asyncio.sleep(PACE * random.uniform(0.9, 1.1))
            elif answer["code"] in {"rate_limited", "unavailable", "internal"}:
                await asyncio.sleep(answer.get("retry_ms", 500) / 1000)
            else:
                self.wrong.append(f"refused: {answer}")
                waiting.pop(0)

    async def answer(self, socket: ClientConnection, number: int) -> dict:
        async with asyncio.timeout(15):
            while True:
                frame = json.loads(await socket.recv())
                if frame["t"] in {"ok", "err"} and frame.get("id") == number:
                    return frame
                await self.hear(socket, frame)

    async def hear(self, socket: ClientConnection, frame: dict) -> None:
        if frame["t"] == "reset":
            self.wrong.append(f"reset: {frame}")
        if frame["t"] == "err" and frame["code"] == "not_found":
            self.wrong.append(f"lost the room: {frame}")
        if frame["t"] != "ev":
            return
        if frame["seq"] != self.head + 1:
            self.wrong.append(f"entry {frame['seq']} after {self.head}")
        self.head = frame["seq"]
        await socket.send(json.dumps({"t": "ack", "rooms": {str(self.room): self.head}}))
