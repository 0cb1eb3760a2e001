"""A server whose sockets say which line the wire found to them: probe.py daphne|uvicorn PORT [plainly]."""

import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab.settings")

from collab.live import servers
from collab.live.transport import framed, line_to

PLAINLY = sys.argv[3:] == ["plainly"]
LONG = "望" * 30_000


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "websocket":
        return

    async def unknown(message: dict[str, Any]) -> None:
        await send(message)

    await receive()
    await send({"type": "websocket.accept"})
    line = line_to(unknown if PLAINLY else send)
    line.write(framed(type(line).__name__) + framed(LONG))
    line.write(framed(str(line.backlog() >= 0)))
    line.hold()
    line.release()
    line.listen(lambda said: said.startswith(b"at once") and line.offer(framed(f"{said.decode()}, done")))
    while (message := await receive())["type"] != "websocket.disconnect":
        match message.get("text"):
            case "give me up":
                line.abort()
            case "be deaf":
                line.deafen()
            case text:
                line.write(framed(f"{text}, in turn"))


async def drain() -> None:
    """Nobody to say goodbye to."""


def main(server: str, port: int) -> None:
    if server == "daphne":
        servers.daphne(application, "127.0.0.1", port, lambda: None, drain)
    else:
        servers.uvicorn(application, "127.0.0.1", port, drain)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
