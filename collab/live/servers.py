"""The two ASGI servers, set up for the city: no compression, no ping of their own, no end of a socket after a day."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

type Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]
type Drain = Callable[[], Awaitable[None]]

NEVER = 10 * 365 * 86_400
FRAME_BYTES = 2 * settings.LIVE["frame_bytes"]  # above the wire's own limit, which can still say goodbye


def daphne(application: Application, host: str, port: int, start: Callable[[], Any], drain: Drain) -> None:
    """Serve until a signal has drained."""
    from daphne.server import Server  # it installs its reactor when imported, so only where it serves
    from twisted.internet import reactor
    from twisted.internet.error import ReactorNotRunning

    from .intake import bound_bodies

    bound_bodies()
    server = Server(
        application=application,
        endpoints=[f"tcp:port={port}:interface={host.replace(':', chr(92) + ':')}:backlog=1024"],
        signal_handlers=False,
        ping_interval=NEVER,
        websocket_timeout=-1,
        websocket_max_message_size=FRAME_BYTES,
        websocket_max_frame_size=FRAME_BYTES,
        application_close_timeout=5,
        server_name="townhall",
    )

    def finish(_done: Any) -> None:
        with contextlib.suppress(ReactorNotRunning):
            reactor.stop()

    def leave(*_signal: Any) -> None:
        reactor.callFromThread(lambda: asyncio.ensure_future(drain()).add_done_callback(finish))

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, leave)
    reactor.callWhenRunning(start)
    server.run()


def uvicorn(application: Application, host: str, port: int, drain: Drain) -> None:
    """Serve until a signal has drained; the hub starts with the lifespan."""
    from uvicorn import Config, Server

    config = Config(
        application, host=host, port=port, log_config=None, access_log=False, server_header=False, proxy_headers=False,
        ws="websockets-sansio", ws_per_message_deflate=False, ws_ping_interval=None, ws_max_size=FRAME_BYTES,
        timeout_graceful_shutdown=5, backlog=1024,
    )  # fmt: skip

    class Draining(Server):
        """Its own handler would raise the signal again when all is done, and the exit would look like a kill."""

        loop: asyncio.AbstractEventLoop | None = None

        async def startup(self, sockets: Any = None) -> None:
            self.loop = asyncio.get_running_loop()
            await super().startup(sockets)

        def handle_exit(self, sig: int, frame: Any) -> None:
            if self.loop is None:
                self.should_exit = True
            else:
                self.loop.call_soon_threadsafe(self._leave)

        def _leave(self) -> None:
            asyncio.ensure_future(drain()).add_done_callback(self._finish)

        def _finish(self, _done: Any) -> None:
            self.should_exit = True

    Draining(config).run()
