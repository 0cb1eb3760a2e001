"""Reaching into the server, confined to this module: one write of finished bytes to a socket whose buffer is empty.

The servers' own `send` costs ten to a hundred times more per delivery. Where a server is not recognised the plain ASGI
send is used. `tests/live/test_transport.py` fails when a new daphne or uvicorn no longer fits.
"""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

TURN_BYTES = 16_384  # asyncio counts what was written until the turn of its loop is over

type Send = Callable[[dict[str, Any]], Awaitable[None]]


def framed(text: str) -> bytes:
    """A text frame of RFC 6455 from server to browser: final, unmasked, uncompressed."""
    data = text.encode()
    size = len(data)
    if size < 126:
        return bytes((0x81, size)) + data
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2) + data
    return b"\x81\x7f" + size.to_bytes(8) + data


class Line(Protocol):
    """The way to one browser."""

    def backlog(self) -> int:
        """Bytes accepted but not yet given to the network."""

    def is_clear(self) -> bool:
        """Whether an offer would be taken."""

    def write(self, data: bytes) -> None:
        """Frames as `framed` makes them, one or several; never blocks."""

    def offer(self, data: bytes) -> bool:
        """Write only where nothing waits; the hot path of every delivery."""

    def hold(self) -> None:
        """Read no more from the browser, so that frames wait in the network and not in our memory."""

    def release(self) -> None:
        """Read again."""

    def abort(self) -> None:
        """Give up on a browser that does not answer the goodbye."""


class DaphneLine:
    """Twisted's transport under autobahn's protocol: its socket directly while nothing waits."""

    __slots__ = ("send", "transport")

    def __init__(self, protocol: Any) -> None:
        self.transport = protocol.transport
        self.send = self.transport.socket.send

    def backlog(self) -> int:
        transport = self.transport
        return len(transport.dataBuffer) - transport.offset + transport._tempDataLen  # type: ignore[no-any-return]

    def is_clear(self) -> bool:
        transport = self.transport
        return not (transport.dataBuffer or transport._tempDataLen or transport.disconnecting) and transport.connected

    def write(self, data: bytes) -> None:
        if not self.offer(data):
            self.transport.write(data)

    def offer(self, data: bytes) -> bool:
        transport = self.transport
        if transport.dataBuffer or transport._tempDataLen or transport.disconnecting or not transport.connected:
            return False
        try:
            sent = self.send(data)
        except OSError:
            sent = 0  # full, or broken: Twisted finds out which
        if sent < len(data):
            transport.write(data[sent:])
        return True

    def hold(self) -> None:
        self.transport.pauseProducing()

    def release(self) -> None:
        if self.transport.connected and not self.transport.disconnecting:
            self.transport.resumeProducing()

    def abort(self) -> None:
        self.transport.abortConnection()


class UvicornLine:
    """The asyncio transport under uvicorn's websockets protocol; uvicorn itself holds back what is not yet read."""

    __slots__ = ("transport",)

    def __init__(self, protocol: Any) -> None:
        self.transport = protocol.transport

    def backlog(self) -> int:
        return self.transport.get_write_buffer_size()  # type: ignore[no-any-return]

    def is_clear(self) -> bool:
        return self.backlog() <= TURN_BYTES and not self.transport.is_closing()

    def write(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(data)

    def offer(self, data: bytes) -> bool:
        transport = self.transport
        if transport.get_write_buffer_size() > TURN_BYTES or transport.is_closing():
            return False
        transport.write(data)
        return True

    def hold(self) -> None: ...

    def release(self) -> None: ...

    def abort(self) -> None:
        self.transport.abort()


class PlainLine:
    """Any ASGI server: texts leave one after the other through its own send."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.waiting = 0
        self.queue: asyncio.Queue[bytes] = asyncio.Queue()
        self.task = asyncio.create_task(self._pump())

    def backlog(self) -> int:
        return self.waiting

    def is_clear(self) -> bool:
        return self.waiting <= TURN_BYTES

    def write(self, data: bytes) -> None:
        self.waiting += len(data)
        self.queue.put_nowait(data)

    def offer(self, data: bytes) -> bool:
        if self.waiting > TURN_BYTES:
            return False
        self.write(data)
        return True

    def hold(self) -> None: ...

    def release(self) -> None: ...

    def abort(self) -> None:
        self.task.cancel()

    async def _pump(self) -> None:
        while True:
            data = await self.queue.get()
            for text in unframed(data):
                await self.send({"type": "websocket.send", "text": text})
            self.waiting -= len(data)


def unframed(data: bytes) -> list[str]:
    """The texts of frames that `framed` made."""
    texts, at = [], 0
    while at < len(data):
        size, head = data[at + 1], 2
        if size == 126:
            size, head = int.from_bytes(data[at + 2 : at + 4]), 4
        elif size == 127:
            size, head = int.from_bytes(data[at + 2 : at + 10]), 10
        texts.append(data[at + head : at + head + size].decode())
        at += head + size
    return texts


def line_to(send: Send) -> Line:
    """The cheapest way to the browser behind this ASGI send, after the handshake."""
    if isinstance(send, functools.partial) and send.args:
        protocol = send.args[0]
        if type(protocol).__module__ == "daphne.ws_protocol" and _is_plain_tcp(protocol.transport):
            return DaphneLine(protocol)
    protocol = getattr(send, "__self__", None)
    if type(protocol).__module__.startswith("uvicorn.protocols.websockets") and _is_asyncio(protocol):
        return UvicornLine(protocol)
    return PlainLine(send)


def _is_plain_tcp(transport: Any) -> bool:
    """Twisted's own TCP without TLS in between, with the buffers that DaphneLine looks at."""
    known = ("socket", "dataBuffer", "offset", "_tempDataLen", "connected", "disconnecting")
    return all(hasattr(transport, name) for name in known) and not getattr(transport, "TLS", False)


def _is_asyncio(protocol: Any) -> bool:
    transport = getattr(protocol, "transport", None)
    return all(hasattr(transport, name) for name in ("get_write_buffer_size", "write", "is_closing", "abort"))
