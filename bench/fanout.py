"""One room: CPU time of the server for each delivery, against the ordinary pattern and socket.io."""

import asyncio
import os
import shutil
import subprocess
from pathlib import Path

from bench.crowd import Crowd, Dialect
from bench.dialects import Channels, SocketIO, Townhall
from bench.figure import Figure, compared
from bench.process import ROOT, Server, plain, serving
from bench.running import run
from bench.town import Town, founded

MEMBERS, FEW, GUESTS = 1000, 400, 50
TARGETS = {"daphne": 1 / 40, "uvicorn": 1 / 20}
WARM = 3  # messages before the clock starts


async def cost(
    server: Server, dialect: Dialect, headers: list[str], count: int, in_flight: int = 1, size: int = MEMBERS
) -> float:
    """Microseconds of the server's CPU for each delivery, all deliveries checked."""
    crowd = Crowd(server.port, dialect, headers, size)
    try:
        await crowd.connect()
        await crowd.keep_saying(max(WARM, in_flight), in_flight)
        await asyncio.sleep(0.5)
        before = server.cpu()
        await crowd.keep_saying(count, in_flight)
        spent = server.cpu() - before
        crowd.check()
    finally:
        crowd.leave()
    return spent / (count * size) * 1e6


def ours(town: Town, server: str, count: int, in_flight: int = 1, size: int = MEMBERS) -> float:
    with town.open(server) as running:
        return run(cost(running, Townhall(town.room), town.headers, count, in_flight, size))


def ordinary(server: str, count: int, size: int = MEMBERS) -> float:
    with serving(plain(server), {}) as running:
        return run(cost(running, Channels(), [""], count, size=size))


def fanout(quick: bool) -> None:
    wire: dict[str, float] = {}
    size = FEW if quick else MEMBERS
    note = f"{size} members" if quick else ""
    with founded(guests=GUESTS) as town:
        for server, target in TARGETS.items():
            wire[server] = ours(town, server, 200 if quick else 1000, size=size)
            base = ordinary(server, 10 if quick else 60, size)
            compared(f"fanout_{server}", wire[server], "µs CPU per delivery", base, target, note).show()
    against_socketio(wire, 60 if quick else 400, size)


def against_socketio(wire: dict[str, float], count: int, size: int) -> None:
    folder = node_modules()
    if folder is None:
        Figure(
            "fanout_socketio", None, "µs CPU per delivery", target="ratio <= 1", note="skipped: no Node or no socket.io"
        ).show()
        return
    script = str(ROOT / "bench/baselines/socketio.js")
    with serving(["node", script, "{port}"], {"NODE_PATH": str(folder)}, ready="/") as running:
        base = run(cost(running, SocketIO(), [""], count, size=size))
    for server, value in wire.items():
        compared(f"fanout_{server}_socketio", value, "µs CPU per delivery", base, 1).show()


def node_modules() -> Path | None:
    """Where socket.io is installed; installed once into the user's cache when npm is there."""
    if not shutil.which("node") or not shutil.which("npm"):
        return None
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "townhall-bench"
    if not (cache / "node_modules/socket.io").exists():
        cache.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(cache), "socket.io"]
        if subprocess.run(command, capture_output=True, check=False, timeout=120).returncode:
            return None
    return cache / "node_modules"


def burst(quick: bool) -> None:
    """Sixteen messages on their way at once, against one."""
    size = FEW if quick else MEMBERS
    note = f"{size} members" if quick else ""
    with founded(guests=GUESTS) as town:
        for server in TARGETS:
            one = ours(town, server, 150 if quick else 600, size=size)
            many = ours(town, server, 480 if quick else 3200, in_flight=16, size=size)
            compared(f"burst_{server}", many, "µs CPU per delivery", one, 1 / 4, note).show()
