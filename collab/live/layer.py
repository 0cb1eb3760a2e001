"""The process's one ear and mouth on the channel layer. A dead layer loses hints, never entries: the log repairs."""

import asyncio
import contextlib
import logging
import time
from typing import TYPE_CHECKING, Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

from . import care, figures, groups

if TYPE_CHECKING:
    from .hub import Hub

logger = logging.getLogger(__name__)
WAITING = 2_000  # hints; more are dropped while the layer does not take them
SECONDS = 2
ECHO_SECONDS = 4
DEAF_SECONDS = 10


class Layer:
    """Every few seconds it calls to itself; what it no longer hears tells that its subscriptions are lost."""

    def __init__(self, hub: "Hub") -> None:
        self.hub = hub
        layer = get_channel_layer()
        self.layer: Any = None if isinstance(layer, InMemoryChannelLayer) else layer
        self.channel = ""
        self.out: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue(WAITING)
        self.heard_at = 0.0
        self.was_deaf = False

    def publish(self, group: str, hint: dict[str, Any]) -> None:
        if self.layer is None:
            return
        try:
            self.out.put_nowait((group, {**hint, "by": self.hub.name}))
        except asyncio.QueueFull:
            figures.hints_lost.inc()

    async def carry(self) -> None:
        """Publish in order, one after the other."""
        while self.layer is not None:
            group, hint = await self.out.get()
            try:
                await asyncio.wait_for(self.layer.group_send(group, hint), SECONDS)
            except Exception as error:
                figures.hints_lost.inc()
                logger.warning("hint lost: %s", type(error).__name__)

    async def enter(self, group: str) -> None:
        """Best effort: what is missed meanwhile is repaired from the heads."""
        if self.layer is not None and self.channel:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self.layer.group_add(group, self.channel), SECONDS)

    async def leave(self, group: str) -> None:
        if self.layer is not None and self.channel and group not in self._groups():
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self.layer.group_discard(group, self.channel), SECONDS)

    async def listen(self) -> None:
        while self.layer is not None:
            try:
                await self._subscribe()
                await self._hear()
            except Exception as error:
                logger.warning("layer lost: %s", type(error).__name__)
            self.was_deaf = True
            self.channel = ""
            await asyncio.sleep(1)

    async def _subscribe(self) -> None:
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.layer.flush(), SECONDS)
        channel = await asyncio.wait_for(self.layer.new_channel(), SECONDS)
        for group in self._groups():
            await asyncio.wait_for(self.layer.group_add(group, channel), SECONDS)
        self.channel = channel
        self.heard_at = time.monotonic()
        if self.was_deaf:
            self.was_deaf = False
            self.hub.keep(self._after_deafness())

    async def _hear(self) -> None:
        """Until nothing is heard any more, not even oneself."""
        echo = self.hub.keep(self._call())
        reading = self.hub.keep(self._read())
        try:
            while not reading.done():
                if time.monotonic() - self.heard_at > DEAF_SECONDS:
                    raise TimeoutError
                await asyncio.wait([reading], timeout=1)
            await reading
        finally:
            echo.cancel()
            reading.cancel()

    async def _read(self) -> None:
        while True:
            hint = await self.layer.receive(self.channel)
            self.heard_at = time.monotonic()
            if hint.get("by") != self.hub.name and hint["type"] != "echo":
                self.hub.hint(hint)

    async def _call(self) -> None:
        while True:
            self.publish(groups.control(), {"type": "echo"})
            await asyncio.sleep(ECHO_SECONDS)

    async def _after_deafness(self) -> None:
        """Revocations and rights may have changed unheard, entries may have come."""
        await care.repair(self.hub)
        await care.check_sessions(self.hub)
        await self.hub.recheck(list(self.hub.sockets))

    def _groups(self) -> list[str]:
        return [groups.control(), *map(groups.room, self.hub.crowds)]
