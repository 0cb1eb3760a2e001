"""While one socket's work asks the database for two seconds, others are served."""

import asyncio

from bench.crowd import Crowd
from bench.dialects import Townhall
from bench.echo import echoes
from bench.fanout import TARGETS
from bench.figure import bounded, percentile
from bench.process import Server
from bench.running import run
from bench.town import Town, founded

MEMBERS = 100
P99_MS = 250
A_SECOND = 10


async def beside_a_slow_one(server: Server, town: Town, seconds: int) -> tuple[list[float], list[float]]:
    """Seconds of each delivery to the last of the others; of echoes before that."""
    slow_room = int(town.facts["rooms"][1])
    crowd = Crowd(server.port, Townhall(town.room), town.headers[1:], MEMBERS)
    slow = Crowd(server.port, Townhall(slow_room), town.headers[:1], 1)
    try:
        quiet = await echoes(server.port, town, 50)
        await crowd.connect()
        await slow.connect()
        await crowd.keep_saying(5, 1)
        crowd.sent.clear()
        dialect = Townhall(slow_room)
        pace = asyncio.create_task(crowd.say_at_pace(seconds * A_SECOND, A_SECOND))
        while not pace.done():
            slow.members[0].say(dialect.wrap("!slow " + "s" * 50))
            await asyncio.wait([pace], timeout=2.1)
        await pace
        crowd.check()
    finally:
        crowd.leave()
        slow.leave()
    return crowd.latencies(), quiet


def stall(quick: bool) -> None:
    with founded(guests=20, rooms=2) as town:
        for server in TARGETS:
            with town.open(server) as running:
                took, quiet = run(beside_a_slow_one(running, town, 8 if quick else 30))
            value, base = percentile(took, 0.99) * 1000, percentile(quiet, 0.99) * 1000
            bounded(f"stall_{server}", value, "ms p99", P99_MS, base).show()
