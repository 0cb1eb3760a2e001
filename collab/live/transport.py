"""Reaching into the server, confined to this module: one write of finished bytes to a socket whose buffer is empty, and
a short way in for the many small frames by which browsers acknowledge.

The servers' own `send` costs ten to a hundred times more per delivery, and their way of a frame to the application as
much again. Where a server is not recognised the plain ASGI way is used in both directions. `tests/live/test_transport.py`
fails when a new daphne or uvicorn no longer fits.
"""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

TURN_BYTES = 16_384  # asyncio counts what was written until the turn of its loop is over

type Send = Callable[[dict[str, Any]], Awaitable[None]]
type Sink = Callable[[bytes], bool]


def framed(text: str) -> bytes:
    """A text frame of RFC 6455 from server to browser: final, unmasked, uncompressed."""
    data = text.encode()
    size = len(data)
    if size < 126:
        return bytes((0x81, size)) + data
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2) + data
    return b"\x81\x7f" + size.to_bytes(8) + data


def payload(data: bytes, at: int) -> tuple[bytes, int] | None:
    """What a whole, final and masked text frame of less than 126 bytes says, and where it ends; None for any other."""
    if len(data) < at + 7 or data[at] != 0x81:
        return None
    size, start = data[at + 1] - 0x80, at + 6
    end = start + size
    if not 0 < size < 126 or len(data) < end:
        return None
    mask = data[at + 2 : start] * 32
    return (int.from_bytes(data[start:end]) ^ int.from_bytes(mask[:size])).to_bytes(size), end


def _taken(data: bytes, sink: Sink) -> int:
    """How many bytes from the start are frames that the sink took."""
    at = 0
    while (found := payload(data, at)) is not None and sink(found[0]):
        at = found[1]
    return at


class Line(Protocol):
    """The way to one browser."""

    def listen(self, sink: Sink) -> None:
        """Offer short frames to the sink when they arrive, ahead of what waits in line; what it refuses waits too."""

    def deafen(self) -> None:
        """No more of that."""

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

    __slots__ = ("protocol", "send", "transport")

    def __init__(self, protocol: Any) -> None:
        self.protocol = protocol
        self.transport = protocol.transport
        self.send = self.transport.socket.send

    def listen(self, sink: Sink) -> None:
        protocol = self.protocol
        ordinary = protocol.dataReceived
        is_open = protocol.STATE_OPEN

        def received(data: bytes) -> None:
            if not (protocol.data or protocol.current_frame or protocol.inside_message) and protocol.state == is_open:
                data = data[_taken(data, sink) :]
            if data:
                ordinary(data)

        protocol.dataReceived = received

    def deafen(self) -> None:
        self.protocol.__dict__.pop("dataReceived", None)

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

    __slots__ = ("protocol", "transport")

    def __init__(self, protocol: Any) -> None:
        self.protocol = protocol
        self.transport = protocol.transport

    def listen(self, sink: Sink) -> None:
        protocol = self.protocol
        ordinary = protocol.data_received

        def received(data: bytes) -> None:
            if not (protocol.frames or protocol.close_sent) and _is_between_frames(protocol.conn):
                data = data[_taken(data, sink) :]
            if data:
                ordinary(data)

        protocol.data_received = received
        self.transport.set_protocol(protocol)  # uvloop remembers the method

    def deafen(self) -> None:
        if self.protocol.__dict__.pop("data_received", None) and not self.transport.is_closing():
            self.transport.set_protocol(self.protocol)

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

    def listen(self, sink: Sink) -> None: ...

    def deafen(self) -> None: ...

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


def _is_between_frames(conn: Any) -> bool:
    """The parser of `websockets` waits for the first byte of a frame."""
    inner = conn.parser
    while (deeper := inner.gi_yieldfrom) is not None:
        inner = deeper
    return inner.gi_code.co_name == "at_eof"  # type: ignore[no-any-return]


def _is_plain_tcp(transport: Any) -> bool:
    """Twisted's own TCP without TLS in between, with the buffers that DaphneLine looks at."""
    return _has(transport, "socket dataBuffer offset _tempDataLen connected disconnecting") and not getattr(
        transport, "TLS", False
    )


def _is_asyncio(protocol: Any) -> bool:
    transport = getattr(protocol, "transport", None)
    return _has(transport, "get_write_buffer_size write is_closing abort set_protocol") and _has(
        protocol, "frames close_sent conn"
    )


def _has(thing: Any, names: str) -> bool:
    return all(hasattr(thing, name) for name in names.split())
