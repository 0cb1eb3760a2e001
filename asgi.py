"""HTTP to Django, sockets to the wire; put together here and nowhere else."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab.settings")
django = get_asgi_application()

from collab.live import hub  # noqa: E402
from collab.live.bodies import limited  # noqa: E402
from collab.live.door import application as wire  # noqa: E402
from collab.live.gate import Gate  # noqa: E402

pages = Gate(limited(django))


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await wire(scope, receive, send)
    elif scope["type"] == "http":
        await pages(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _lifespan(receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            hub.hub()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
