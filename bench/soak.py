"""Sockets that come, say something and go, half of them cut without a goodbye: nothing of them may stay."""

import asyncio
import gc
from collections.abc import Iterator
from dataclasses import dataclass

from bench.crowd import Member, join
from bench.dialects import Townhall
from bench.fanout import TARGETS
from bench.figure import Figure, compared
from bench.process import Server
from bench.running import run
from bench.town import Town, founded

AT_ONCE = 20
GOODBYE = b"\x88\x82\0\0\0\0\x03\xe8"
SETTLE_SECONDS = 12  # longer than a socket that was cut is waited for
GROWTH = 1.15


@dataclass(frozen=True, slots=True)
class State:
    memory: int
    descriptors: int
    threads: int


async def cycle(server: Server, town: Town, number: int) -> None:
    """Connect, hello, send, ok, gone."""
    dialect, confirmed = Townhall(town.room), asyncio.get_running_loop().create_future()

    def heard(member: Member, payload: bytes) -> None:
        if not member.ready.done() and dialect.is_ready(payload):
            member.ready.set_result(None)
        elif payload.startswith((b'{"t":"ok"', b'{"t":"err"')) and not confirmed.done():
            confirmed.set_result(payload)

    member = await join(server.port, dialect, town.headers[number % len(town.headers)], heard)
    try:
        await asyncio.wait_for(member.ready, 30)
        member.say(dialect.wrap("here and gone"))
        answer = await asyncio.wait_for(confirmed, 30)
        assert b'"ok"' in answer, answer
    finally:
        if number % 2:
            member.transport.abort()
        else:
            member.transport.write(GOODBYE)
            member.transport.close()


async def cycles(server: Server, town: Town, numbers: Iterator[int]) -> None:
    async def some() -> None:
        for number in numbers:
            await cycle(server, town, number)

    await asyncio.gather(*(some() for _each in range(AT_ONCE)))


async def state(server: Server) -> State:
    await asyncio.sleep(SETTLE_SECONDS)
    gc.collect()
    return State(server.memory(), *server.counts())


async def measured(server: Server, town: Town, first: int, whole: int) -> tuple[State, State]:
    await cycles(server, town, iter(range(first)))
    early = await state(server)
    await cycles(server, town, iter(range(first, whole)))
    return early, await state(server)


def soak(quick: bool) -> None:
    first, whole = (200, 800) if quick else (2_000, 20_000)
    servers = ["daphne"] if quick else list(TARGETS)
    with founded(guests=200) as town:
        for name in servers:
            with town.open(name) as running:
                early, late = run(measured(running, town, first, whole))
            note = f"{whole} cycles"
            mib = 1024 * 1024
            compared(f"soak_{name}_memory", late.memory / mib, "MiB resident", early.memory / mib, GROWTH, note).show()
            for what in ("descriptors", "threads"):
                before, after = getattr(early, what), getattr(late, what)
                Figure(f"soak_{name}_{what}", after, "open", before, after / before, "<= base", after <= before).show()
