"""One per process: which local sockets read which rooms, and the one subscription of the process to each of them."""

import asyncio
import contextlib
import json
import logging
import secrets
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from channels.layers import get_channel_layer
from django.conf import settings

from . import groups, outlet, places, pool
from .models import Entry, Room
from .transport import framed

if TYPE_CHECKING:
    from .socket import Socket

logger = logging.getLogger(__name__)


class Hub:
    """All of it runs on the loop of the server; nothing here waits for the database except in the pool."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.name = secrets.token_hex(4)
        self.rooms: dict[int, set[Socket]] = defaultdict(set)
        self.sockets: set[Socket] = set()
        self.heads: dict[int, int] = {}
        self.fresh: dict[int, list[tuple[int, bytes]]] = {}
        self.catching: set[int] = set()
        self.draining = False
        self.layer: Any = get_channel_layer()
        self.channel = ""
        self.deliveries = 0
        self.tasks = [
            asyncio.create_task(work()) for work in (self._listen, self._repair, self._watch_sessions, self._nurse)
        ]
        outlet.local = self.hint_from_thread

    # --- subscriptions

    async def enter(self, socket: "Socket", room: int) -> None:
        first = not self.rooms[room]
        self.rooms[room].add(socket)
        if first:
            with contextlib.suppress(Exception):
                await self.layer.group_add(groups.room(room), self.channel)

    async def leave(self, socket: "Socket", room: int) -> None:
        members = self.rooms.get(room)
        if members is None:
            return
        members.discard(socket)
        if not members:
            self.rooms.pop(room, None)
            self.heads.pop(room, None)
            with contextlib.suppress(Exception):
                await self.layer.group_discard(groups.room(room), self.channel)

    # --- hints

    def hint_from_thread(self, group: str, hint: dict[str, Any]) -> None:
        """From a verb in any thread: shown here at once, and told to the other processes."""
        self.loop.call_soon_threadsafe(self._hint_here, group, {**hint, "by": self.name})

    def _hint_here(self, group: str, hint: dict[str, Any]) -> None:
        self.hint(hint)
        if settings.REDIS_URL:
            task = self.loop.create_task(self._publish(group, hint))
            self.tasks = [other for other in self.tasks if not other.done()] + [task]

    async def _publish(self, group: str, hint: dict[str, Any]) -> None:
        try:
            await self.layer.group_send(group, hint)
        except Exception as error:
            logger.warning("hint lost: %s", type(error).__name__)

    async def _listen(self) -> None:
        """The process's one channel. A dead layer is tried again; what was missed meanwhile is repaired from the heads."""
        while True:
            try:
                self.channel = await self.layer.new_channel()
                for group in [groups.control(), *map(groups.room, list(self.rooms))]:
                    await self.layer.group_add(group, self.channel)
                while True:
                    hint = await self.layer.receive(self.channel)
                    if hint.get("by") != self.name:
                        self.hint(hint)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                logger.warning("layer lost: %s", type(error).__name__)
                await asyncio.sleep(1)

    def hint(self, hint: dict[str, Any]) -> None:
        match hint["type"]:
            case "entry":
                self.show(hint["room"], hint["seq"], hint["text"])
            case "typing":
                for socket in self.rooms.get(hint["room"], ()):
                    if socket.viewer.key != hint["party"]:
                        socket.tell({"t": "typing", "room": hint["room"], "from": hint["party"]})
            case "note":
                for socket in self._of(party=hint["party"]):
                    socket.write(hint["text"])
            case "revoke":
                for socket in self._of(party=hint["party"], session=hint["session"]):
                    socket.end(hint["code"], "signed_out" if hint["code"] == 4401 else "banned")
            case "recheck":
                for socket in self._of(party=hint["party"]):
                    self.loop.create_task(socket.recheck())
            case "presence":
                for socket in self.sockets:
                    if hint["person"] in socket.watching:
                        self.loop.create_task(socket.tell_people([hint["person"]]))

    def _of(self, party: str = "", session: str = "") -> list["Socket"]:
        return [
            socket
            for socket in self.sockets
            if (party and socket.viewer.key == party) or (session and socket.viewer.session == session)
        ]

    # --- delivery

    def show(self, room: int, seq: int, text: str) -> None:
        """A new entry: framed once, written together with what else arrives in this turn of the loop."""
        if room not in self.rooms:
            return
        if room not in self.fresh:
            self.fresh[room] = []
            self.loop.call_soon(self._flush, room)
        self.fresh[room].append((seq, framed(text)))
        self.heads[room] = max(seq, self.heads.get(room, 0))

    def _flush(self, room: int) -> None:
        entries = sorted(self.fresh.pop(room, []))
        runs: dict[int, tuple[bytes, int, int]] = {}
        for socket in self.rooms.get(room, ()):
            last = socket.cursors.get(room)
            if last is None:
                continue
            run = runs.get(last)
            if run is None:
                run = runs[last] = _run_after(entries, last)
            data, end, count = run
            if count and socket.may_take(len(data)):
                socket.take(room, end, data, count)
                self.deliveries += count
            if end < entries[-1][0]:
                socket.behind.add(room)
                if room not in self.catching:
                    self.loop.create_task(self.catch_up(room))

    async def catch_up(self, room: int) -> None:
        """Read once what the sockets of this process lack, and give it to those that can take it."""
        if room in self.catching:
            return
        self.catching.add(room)
        try:
            while ready := [socket for socket in self.rooms.get(room, ()) if room in socket.behind and socket.is_clear]:
                start = min(socket.cursors[room] for socket in ready)
                found = await pool.run(_read, room, start)
                for socket in ready:
                    entries = [entry for entry in found if entry[0] > socket.cursors.get(room, 1 << 60)]
                    for seq, data in entries:
                        if not socket.may_take(len(data)):
                            break
                        socket.take(room, seq, data, 1)
                    if socket.cursors.get(room, 0) >= max(self.heads.get(room, 0), found[-1][0] if found else 0):
                        socket.behind.discard(room)
                if not found:
                    for socket in ready:
                        socket.behind.discard(room)
        finally:
            self.catching.discard(room)

    # --- care

    async def _repair(self) -> None:
        """Every 15 s the heads of all rooms in one query: a lost hint in a quiet room shows within 20 s."""
        while True:
            await asyncio.sleep(settings.LIVE["repair_seconds"])
            with contextlib.suppress(Exception):
                if places.attendance and self.sockets:
                    await pool.run(places.attendance.refresh, [socket.conn for socket in self.sockets])
                for room, head in await pool.run(_heads, list(self.rooms)):
                    self.heads[room] = max(head, self.heads.get(room, 0))
                    late = [one for one in self.rooms.get(room, ()) if one.cursors.get(room, head) < head]
                    for socket in late:
                        socket.behind.add(room)
                    if late:
                        await self.catch_up(room)

    async def _watch_sessions(self) -> None:
        while True:
            await asyncio.sleep(settings.LIVE["session_check_seconds"])
            with contextlib.suppress(Exception):
                known = [socket for socket in self.sockets if socket.viewer.key]
                valid = await pool.run(_valid, [socket.viewer for socket in known])
                for socket in known:
                    if socket.viewer.session not in valid:
                        socket.end(4401, "signed_out")

    async def _nurse(self) -> None:
        """Four times a second: sockets that fell behind and can take more; liveness; heartbeats."""
        while True:
            await asyncio.sleep(0.25)
            now = time.monotonic()
            for room in {room for socket in self.sockets for room in socket.behind if socket.is_clear}:
                self.loop.create_task(self.catch_up(room))
            for socket in list(self.sockets):
                socket.check(now)

    async def drain(self) -> None:
        """Tell everybody to come back, spread over seconds."""
        self.draining = True
        for socket in list(self.sockets):
            socket.end(4503, "restart", retry_ms=secrets.randbelow(5_000))
        await asyncio.sleep(0.3)


def _run_after(entries: list[tuple[int, bytes]], last: int) -> tuple[bytes, int, int]:
    """The entries that continue `last` without a gap, as one piece: (bytes, last number, how many)."""
    data, end, count = [], last, 0
    for seq, frame in entries:
        if seq == end + 1:
            data.append(frame)
            end, count = seq, count + 1
    return b"".join(data), end, count


def _read(room: int, after: int) -> list[tuple[int, bytes]]:
    entries = Entry.objects.filter(room=room).since(after)[: settings.LIVE["unacked_entries"]]
    return [
        (entry.seq, framed(json.dumps(entry.frame(), ensure_ascii=False, separators=(",", ":")))) for entry in entries
    ]


def _heads(rooms: list[int]) -> list[tuple[int, int]]:
    return list(Room.objects.filter(pk__in=rooms).values_list("pk", "head"))


def _valid(viewers: list[Any]) -> set[str]:
    return places.identify.valid(viewers) if places.identify else set()


_hub: Hub | None = None


def hub() -> Hub:
    """The hub of this process; made on the first socket."""
    global _hub
    if _hub is None or _hub.loop is not asyncio.get_running_loop():
        _hub = Hub()
    return _hub


def current() -> Hub | None:
    return _hub
