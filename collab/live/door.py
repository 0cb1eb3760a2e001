"""The ASGI application at /live/: who may open a socket, and the loop that listens to it."""

import functools
import logging
import secrets
from typing import Any

from django.conf import settings

from . import hub, places, pool
from .hub import Hub
from .socket import Socket
from .talk import hear, overhear
from .transport import Send, line_to
from .viewer import STRANGER, Viewer

logger = logging.getLogger(__name__)
PATH = "/live/"


async def application(scope: dict[str, Any], receive: Any, send: Send) -> None:
    """A wrong Origin is a plain 403; every other refusal is accepted first, so that the browser learns the reason."""
    await receive()
    if scope["path"] != PATH or not _origin_fits(scope):
        await send({"type": "websocket.close", "code": 1000})
        return
    here = hub.hub()
    viewer, why = await _identify(here, scope)
    await send({"type": "websocket.accept"})
    socket = Socket(here, viewer or STRANGER, send, line_to(send), mobile=_is_mobile(scope))
    here.join(socket)
    socket.line.listen(functools.partial(overhear, socket))
    try:
        if why == "restart":
            socket.end(4503, why, retry_ms=500 + secrets.randbelow(5_000))
        elif viewer is None:
            socket.end(4401, "sign_in")
        await _listen(socket, receive)
    finally:
        socket.line.deafen()
        here.part(socket)


async def _listen(socket: Socket, receive: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        if not socket.ended:
            await hear(socket, message.get("text"))


async def _identify(here: Hub, scope: dict[str, Any]) -> tuple[Viewer | None, str]:
    """The viewer, or why the browser should come again later."""
    if here.draining or places.identify is None:
        return None, "restart"
    try:
        return await pool.run(places.identify, scope), ""
    except Exception as error:
        logger.warning("nobody identified: %s", type(error).__name__)
        return None, "restart"


def _origin_fits(scope: dict[str, Any]) -> bool:
    """Exactly one Origin, equal in scheme, host and port to one of the list."""
    origins = [value.decode("latin1") for name, value in scope["headers"] if name.lower() == b"origin"]
    return len(origins) == 1 and origins[0] in settings.ORIGINS


def _is_mobile(scope: dict[str, Any]) -> bool:
    return any(b"Mobi" in value for name, value in scope["headers"] if name.lower() == b"user-agent")
