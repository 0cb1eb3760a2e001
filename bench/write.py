"""Sixteen writers in one room, each waiting for its `ok`: how many a second are accepted and stored, and how long each takes."""

import asyncio
import json
import time
from contextlib import ExitStack, suppress

from bench.crowd import Member, join
from bench.dialects import Townhall
from bench.echo import echoes
from bench.figure import Figure, bounded, percentile
from bench.process import Server
from bench.running import run
from bench.town import Town, founded
from tests.servers.postgres import Postgres

WRITERS = 16
A_SECOND, P99_MS = 300, 100


class Writer:
    """One socket that says the next message when the one before is stored; it reads what the others say."""

    def __init__(self, room: int, ends_at: float) -> None:
        self.dialect = Townhall(room)
        self.ends_at = ends_at
        self.begun = 0.0
        self.took: list[float] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def heard(self, member: Member, payload: bytes) -> None:
        if not member.ready.done() and self.dialect.is_ready(payload):
            member.ready.set_result(None)
        elif payload.startswith(b'{"t":"ok"'):
            self.took.append(time.perf_counter() - self.begun)
            self.next(member)
        elif payload.startswith(b'{"t":"ev"'):
            self.dialect.after(member, payload)
        elif payload.startswith((b'{"t":"err"', b'{"t":"bye"')) and not self.done.done():
            self.done.set_exception(AssertionError(f"refused: {payload[:120]!r}"))

    def next(self, member: Member) -> None:
        self.begun = time.perf_counter()
        if self.begun < self.ends_at:
            member.say(self.dialect.wrap("w" * 200))
        elif not self.done.done():
            self.done.set_result(None)


async def written(server: Server, town: Town, seconds: float) -> tuple[list[float], float]:
    """Seconds of each accepted message; the time of all. The database is asked afterwards that all are there."""
    writers = [Writer(town.room, time.perf_counter() + 3600) for _each in range(WRITERS)]
    members = [
        await join(server.port, one.dialect, town.headers[number], one.heard) for number, one in enumerate(writers)
    ]
    try:
        await asyncio.gather(*(asyncio.wait_for(one.ready, 30) for one in members))
        begun = time.perf_counter()
        for writer, member in zip(writers, members, strict=True):
            writer.ends_at = begun + seconds
            writer.next(member)
        await asyncio.gather(*(asyncio.wait_for(one.done, seconds + 60) for one in writers))
        return [took for one in writers for took in one.took], time.perf_counter() - begun
    finally:
        for member in members:
            member.transport.abort()


def measure(database: str, town: Town, seconds: float) -> None:
    with town.open("daphne") as running:
        quiet = run(echoes(running.port, town, 50))
        took, whole = run(written(running, town, seconds))
        stored = json.loads(town.run("bench.stored", str(town.room)))["head"]
    assert stored == len(took), f"{len(took)} confirmed, {stored} stored"
    rate = len(took) / whole
    base = 1 / (sum(quiet) / len(quiet))
    Figure(
        f"write_{database}", rate, "messages a second", base, rate / base, f">= {A_SECOND} a second", rate >= A_SECOND
    ).show()
    reference = percentile(quiet, 0.99) * 1000
    bounded(f"write_{database}_p99", percentile(took, 0.99) * 1000, "ms p99", P99_MS, reference).show()


def write(quick: bool) -> None:
    seconds = 4 if quick else 30
    with founded(guests=WRITERS) as town:
        measure("sqlite", town, seconds)
    with ExitStack() as stack:
        postgres = None
        with suppress(ImportError, FileNotFoundError):
            postgres = Postgres(durable=True)
        if postgres is None:
            Figure("write_postgresql", None, "messages a second", note="skipped: no PostgreSQL").show()
            return
        stack.callback(postgres.stop)
        with founded(guests=WRITERS, database=postgres.create("bench")) as town:
            measure("postgresql", town, seconds)
