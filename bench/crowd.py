"""Thousands of sockets in one process: raw asyncio, a minimal WebSocket, every delivery checked and counted."""

import asyncio
import base64
import json
import os
import resource
import time
from collections.abc import Callable
from typing import Any

type Decode = Callable[[str], int | None]
CONNECTING = 60  # handshakes at once


def masked(text: str) -> bytes:
    """A text frame from browser to server; the mask of zeros is a mask too."""
    data = text.encode()
    size = len(data)
    if size < 126:
        return bytes((0x81, 0x80 | size)) + b"\0\0\0\0" + data
    return b"\x81\xfe" + size.to_bytes(2) + b"\0\0\0\0" + data


class Member(asyncio.Protocol):
    """One socket. `heard` gets the payload of every text frame."""

    def __init__(self, head: bytes, hello: str, heard: Callable[["Member", bytes], None]) -> None:
        self.head, self.hello, self.heard = head, hello, heard
        loop = asyncio.get_running_loop()
        self.opened, self.ready = loop.create_future(), loop.create_future()
        self.buffer = b""
        self.open = self.gone = False
        self.seen: dict[int, int] = {}
        self.unacked = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.head)

    def connection_lost(self, error: Exception | None) -> None:
        self.gone = True
        for future in (self.opened, self.ready):
            if not future.done():
                future.set_exception(error or ConnectionError("closed by the server"))
                future.exception()

    def data_received(self, data: bytes) -> None:
        self.buffer = self.buffer + data if self.buffer else data
        if not self.open and not self._handshake():
            return
        at, buffer = 0, self.buffer
        while (frame := _frame(buffer, at)) is not None:
            kind, start, at = frame
            if kind == 1:
                self.heard(self, buffer[start:at])
            elif kind == 9:
                self.transport.write(b"\x8a\x80\0\0\0\0")
            elif kind == 8:
                self.transport.close()
        self.buffer = buffer[at:]

    def _handshake(self) -> bool:
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        if b" 101 " not in head.split(b"\r\n")[0]:
            self.opened.set_exception(ConnectionError(head[:80].decode("latin1")))
            self.transport.close()
            return False
        self.open, self.buffer = True, rest
        if not self.opened.done():
            self.opened.set_result(None)
        if self.hello:
            self.say(self.hello)
        return True

    def say(self, text: str) -> None:
        self.transport.write(masked(text))


def _frame(buffer: bytes, at: int) -> tuple[int, int, int] | None:
    """Kind, start and end of the payload of the next complete frame."""
    if len(buffer) < at + 2:
        return None
    size, start = buffer[at + 1] & 0x7F, at + 2
    if size == 126:
        size, start = int.from_bytes(buffer[at + 2 : at + 4]), at + 4
    elif size == 127:
        size, start = int.from_bytes(buffer[at + 2 : at + 10]), at + 10
    if len(buffer) < start + size or (start > at + 2 and len(buffer) < start):
        return None
    return buffer[at] & 0x0F, start, start + size


class Dialect:
    """How a server of ours or of a baseline is greeted and spoken to. Numbers are carried inside the text."""

    path = "/"
    hello = ""

    def is_ready(self, payload: bytes) -> bool:
        """Whether this frame says that the member will hear everything from now on."""
        return True

    def wrap(self, text: str) -> str:
        """The frame by which a member says the text."""
        raise NotImplementedError

    def text_of(self, payload: bytes) -> str | None:
        """The text that a frame delivers; None for another frame."""
        raise NotImplementedError

    def after(self, member: Member, payload: bytes) -> None:
        """What a well-behaved browser does after a delivery."""

    def first(self, member: Member, payload: bytes) -> None:
        """What it answers to a frame that delivers nothing."""


def message(number: int, size: int = 200) -> str:
    return f"{number:08d} " + "m" * (size - 9)


class Crowd:
    """Members of one room. `delivered[n]` is when the last of them had message n."""

    def __init__(self, port: int, dialect: Dialect, headers: list[str], size: int) -> None:
        self.port, self.dialect, self.headers, self.size = port, dialect, headers, size
        self.members: list[Member] = []
        self.known: dict[bytes, int | None] = {}
        self.counts: dict[int, int] = {}
        self.delivered: dict[int, float] = {}
        self.waiters: dict[int, asyncio.Future[None]] = {}
        self.every: list[float] = []
        self.sent: dict[int, float] = {}
        self.number = 0
        room = size + 200
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < room:
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(room * 2, hard), hard))

    async def connect(self) -> None:
        """All members, each greeted and ready."""
        turns = asyncio.Semaphore(CONNECTING)
        await asyncio.gather(*(self._one(turns, number) for number in range(self.size)))

    async def _one(self, turns: asyncio.Semaphore, number: int) -> None:
        async with turns:
            member = await join(self.port, self.dialect, self.headers[number % len(self.headers)], self._heard)
            self.members.append(member)
            await asyncio.wait_for(member.ready, 60)

    def _heard(self, member: Member, payload: bytes) -> None:
        number = self.known.get(payload, -1)
        if number == -1:
            text = self.dialect.text_of(payload)
            number = int(text[:8]) if text is not None and text[:8].isdigit() else None
            if number is not None:
                assert text == message(number), f"not what was sent: {text!r}"
                self.known[payload] = number
        if number is None:
            if not member.ready.done() and self.dialect.is_ready(payload):
                member.ready.set_result(None)
            self.dialect.first(member, payload)
            return
        member.seen[number] = member.seen.get(number, 0) + 1
        count = self.counts[number] = self.counts.get(number, 0) + 1
        self.dialect.after(member, payload)
        if count == self.size:
            self.delivered[number] = time.perf_counter()
            if number in self.waiters:
                self.waiters.pop(number).set_result(None)

    async def say(self, seconds: float = 60) -> None:
        """The first member says the next message; returns when all have it. Raises TimeoutError."""
        self.number += 1
        number, done = self.number, asyncio.get_running_loop().create_future()
        self.waiters[number] = done
        self.sent[number] = time.perf_counter()
        self.members[0].say(self.dialect.wrap(message(number)))
        await asyncio.wait_for(done, seconds)

    async def keep_saying(self, count: int, in_flight: int) -> None:
        """`count` messages, `in_flight` of them on their way at any moment."""
        left = iter(range(count))

        async def one() -> None:
            for _turn in left:
                await self.say()

        await asyncio.gather(*(one() for _each in range(in_flight)))

    async def say_at_pace(self, count: int, a_second: float) -> None:
        """One after the other at this pace, whether or not the one before has arrived everywhere."""
        begun, saying = time.perf_counter(), []
        for number in range(count):
            await asyncio.sleep(max(0.0, begun + number / a_second - time.perf_counter()))
            saying.append(asyncio.create_task(self.say()))
        await asyncio.gather(*saying)

    def check(self) -> None:
        """Every member had every message exactly once. Raises AssertionError."""
        wanted = dict.fromkeys(range(1, self.number + 1), 1)
        wrong = sum(member.seen != wanted for member in self.members)
        assert not wrong, f"{wrong} of {self.size} members missed a message or had one twice"

    def latencies(self) -> list[float]:
        """Seconds from saying to the last of all members having it."""
        return [self.delivered[number] - at for number, at in self.sent.items() if number in self.delivered]

    def leave(self) -> None:
        for member in self.members:
            member.transport.abort()


async def join(port: int, dialect: Dialect, headers: str, heard: Callable[[Member, bytes], None]) -> Member:
    """One open socket. Raises ConnectionError with the first line of a refusal."""
    key = base64.b64encode(os.urandom(16)).decode()
    head = (
        f"GET {dialect.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: http://127.0.0.1:{port}\r\n{headers}\r\n"
    )
    loop = asyncio.get_running_loop()
    member = (await loop.create_connection(lambda: Member(head.encode(), dialect.hello, heard), "127.0.0.1", port))[1]
    await asyncio.wait_for(member.opened, 60)
    if not dialect.hello and dialect.is_ready(b""):
        member.ready.set_result(None)
    return member


def parsed(payload: bytes) -> Any:
    return json.loads(payload)
