"""Serve pages and sockets from one process. SIGTERM drains: not ready, goodbye to the sockets, finish, exit."""

import socket
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from collab import environment
from collab.live import chores, hub, pool, servers

REQUESTS_SECONDS = 15


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--server", choices=["daphne", "uvicorn"], default="daphne")

    def handle(self, *args: Any, host: str, port: int, server: str, **options: Any) -> None:
        _claim(host, port)
        stop = threading.Event()
        worker = threading.Thread(target=chores.loop, args=(stop,), name="chores", daemon=True)
        if environment.text("WORKER", "inside") == "inside":
            worker.start()
        import asgi

        async def drain() -> None:
            stop.set()
            here = hub.current()
            if here is not None:
                await here.drain()
            await asgi.pages.empty(REQUESTS_SECONDS)

        if server == "daphne":
            servers.daphne(asgi.application, host, port, hub.hub, drain)
        else:
            servers.uvicorn(asgi.application, host, port, drain)
        pool.shut()
        if worker.ident is not None:
            worker.join(settings.LIVE["drain_seconds"])


def _claim(host: str, port: int) -> None:
    """A clear word where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(f"{host}:{port} cannot be used: {error.strerror}; give another --port") from error
