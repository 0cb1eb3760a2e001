"""One room at ten messages a second: when the last member has each; beside it a ping and its pong on the same server."""

from bench.crowd import Crowd
from bench.dialects import Townhall
from bench.echo import echoes
from bench.fanout import GUESTS, TARGETS
from bench.figure import bounded, percentile
from bench.process import Server
from bench.running import run
from bench.town import Town, founded

A_SECOND = 10
SIZES = {1000: 50, 5000: 200}  # members, milliseconds that must hold for 99 %
QUICK = {300: 50}


async def times(server: Server, town: Town, size: int, seconds: int) -> tuple[list[float], list[float]]:
    """Seconds of each message to its last member, and of each echo in the quiet before."""
    crowd = Crowd(server.port, Townhall(town.room), town.headers, size)
    try:
        quiet = await echoes(server.port, town, 50)
        await crowd.connect()
        await crowd.say_at_pace(2 * A_SECOND, A_SECOND)
        crowd.sent.clear()
        await crowd.say_at_pace(seconds * A_SECOND, A_SECOND)
        crowd.check()
    finally:
        crowd.leave()
    return crowd.latencies(), quiet


def latency(quick: bool) -> None:
    with founded(guests=GUESTS) as town:
        for server in TARGETS:
            for size, bound in (QUICK if quick else SIZES).items():
                with town.open(server) as running:
                    took, quiet = run(times(running, town, size, 5 if quick else 60))
                value, base = percentile(took, 0.99) * 1000, percentile(quiet, 0.99) * 1000
                bounded(f"latency_{server}_{size}", value, "ms p99", bound, base).show()
