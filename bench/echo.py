"""The reference of the figures in time: a ping on the wire and its pong, one after the other on one socket."""

import asyncio
import time

from bench.crowd import Member, join
from bench.dialects import Townhall, stringified
from bench.town import Town


async def echoes(port: int, town: Town, count: int) -> list[float]:
    """Seconds of each of them."""
    dialect = Townhall(0)
    came: asyncio.Queue[bytes] = asyncio.Queue()

    def heard(member: Member, payload: bytes) -> None:
        if dialect.is_ready(payload) and not member.ready.done():
            member.ready.set_result(None)
        elif b'"pong"' in payload:
            came.put_nowait(payload)

    member = await join(port, dialect, town.headers[0], heard)
    try:
        await asyncio.wait_for(member.ready, 30)
        took = []
        for number in range(count):
            begun = time.perf_counter()
            member.say(stringified({"t": "ping", "n": number}))
            await asyncio.wait_for(came.get(), 30)
            took.append(time.perf_counter() - begun)
        return took
    finally:
        member.transport.abort()
