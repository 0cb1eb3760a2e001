"""A bound on how many requests are worked on at once, so that database connections do not run out; counts for draining."""

import asyncio
from typing import Any

from django.conf import settings

from . import figures


class Gate:
    """A request waits for its turn when its body is complete, and makes room when its answer begins."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.inside = 0
        self.turns: asyncio.Semaphore | None = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        turns = self.turns = self.turns or asyncio.Semaphore(settings.LIVE["requests"])
        held = False

        async def hear() -> dict[str, Any]:
            nonlocal held
            message: dict[str, Any] = await receive()
            if message["type"] == "http.request" and not message.get("more_body") and not held:
                await turns.acquire()
                held = True
            return message

        def leave() -> None:
            nonlocal held
            if held:
                held = False
                turns.release()

        async def say(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                leave()
            await send(message)

        self.inside += 1
        figures.requests.set(self.inside)
        try:
            await self.app(scope, hear, say)
        finally:
            leave()
            self.inside -= 1
            figures.requests.set(self.inside)

    async def empty(self, seconds: float) -> None:
        """Until nobody is inside, or the time is over."""
        end = asyncio.get_running_loop().time() + seconds
        while self.inside and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.05)
