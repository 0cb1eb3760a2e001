"""Memory for each signed-in socket that only listens."""

import asyncio

from bench.crowd import Crowd
from bench.dialects import Townhall
from bench.fanout import GUESTS, TARGETS
from bench.figure import bounded
from bench.process import Server
from bench.running import run
from bench.town import Town, founded

WARM = 100
TARGET_KIB = 64
SETTLE_SECONDS = 2


async def kib_each(server: Server, town: Town, size: int) -> float:
    """What the server's resident memory grew by, after as many as warm it up had come and gone."""
    first = Crowd(server.port, Townhall(town.room), town.headers, WARM)
    await first.connect()
    first.leave()
    await asyncio.sleep(SETTLE_SECONDS)
    before = server.memory()
    crowd = Crowd(server.port, Townhall(town.room), town.headers, size)
    try:
        await crowd.connect()
        await asyncio.sleep(SETTLE_SECONDS)
        return (server.memory() - before) / size / 1024
    finally:
        crowd.leave()


def idle(quick: bool) -> None:
    size = 500 if quick else 5000
    with founded(guests=GUESTS) as town:
        for server in TARGETS:
            with town.open(server) as running:
                value = run(kib_each(running, town, size))
            bounded(f"idle_{server}", value, "KiB per socket", TARGET_KIB).show()
