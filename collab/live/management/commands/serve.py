"""Serve pages and sockets from one process. SIGTERM drains: not ready, goodbye to the sockets, finish, exit."""

import asyncio
import contextlib
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from collab import environment
from collab.live import chores, hub


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--server", choices=["daphne", "uvicorn"], default="daphne")

    def handle(self, *args: Any, host: str, port: int, server: str, **options: Any) -> None:
        stop = threading.Event()
        if environment.text("WORKER", "inside") == "inside":
            threading.Thread(target=chores.loop, args=(stop,), name="chores", daemon=True).start()
        try:
            _daphne(host, port) if server == "daphne" else _uvicorn(host, port)
        finally:
            stop.set()


def _daphne(host: str, port: int) -> None:
    from daphne.server import Server  # installs its reactor when imported, so only where it serves
    from twisted.internet import reactor
    from twisted.internet.error import ReactorNotRunning

    import asgi

    server = Server(
        application=asgi.application,
        endpoints=[f"tcp:port={port}:interface={host.replace(':', chr(92) + ':')}:backlog=1024"],
        signal_handlers=False,
        ping_interval=None,
        server_name="townhall",
        application_close_timeout=5,
    )

    def leave(*_signal: Any) -> None:
        reactor.callFromThread(lambda: asyncio.get_event_loop().create_task(_drain(finish)))

    def finish() -> None:
        with contextlib.suppress(ReactorNotRunning):
            reactor.stop()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, leave)
    server.run()


def _uvicorn(host: str, port: int) -> None:
    import uvicorn

    import asgi

    config = uvicorn.Config(
        asgi.application, host=host, port=port, log_config=None, access_log=False, ws="websockets-sansio", server_header=False,
        ws_per_message_deflate=False, ws_ping_interval=None, timeout_graceful_shutdown=20, proxy_headers=False, backlog=1024,
    )  # fmt: skip
    server = uvicorn.Server(config)
    stop = server.handle_exit

    def leave(sig: int, frame: Any) -> None:
        asyncio.get_running_loop().create_task(_drain(lambda: stop(sig, frame)))

    server.handle_exit = leave  # type: ignore[method-assign]
    server.run()


async def _drain(stop: Any) -> None:
    here = hub.current()
    if here is not None:
        await here.drain()
    stop()
