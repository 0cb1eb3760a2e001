"""One per process: its sockets, the rooms they read, and what is told to them."""

import asyncio
import secrets
import time
from collections import defaultdict
from collections.abc import Coroutine, Iterable
from typing import Any

from django.conf import settings

from . import acts, answers, care, figures, groups, outlet, places, pool
from .crowd import Crowd
from .layer import Layer
from .models import Room
from .roll import Roll
from .socket import Socket
from .transport import framed

ACTS_SECONDS = 8
BYES_SECONDS = 3
MOVED_SECONDS = 60  # longer than a heartbeat: heads of rooms that moved since the last one


class Hub:
    """All of it runs on the loop of the server; the database is only touched in the pool."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.name = secrets.token_hex(4)
        self.sockets: set[Socket] = set()
        self.roll = Roll()
        self.crowds: dict[int, Crowd] = {}
        self.changed: set[int] = set()
        self.arrivals: list[Socket] = []
        self.departures: list[str] = []
        self.counted: dict[int, int] = {}
        self.counted_at = 0.0
        self.draining = False
        self.layer = Layer(self)
        self.tasks: set[asyncio.Task[Any]] = set()
        for work in (self.layer.listen, self.layer.carry, *care.duties(self)):
            self.keep(work())
        outlet.local = self.hint_from_thread

    def keep(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """A task that nobody awaits must be held by somebody."""
        task = self.loop.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    # --- sockets come and go

    def join(self, socket: Socket) -> None:
        """Above the allowed number the longest idle of the same session or person is replaced."""
        self.sockets.add(socket)
        self.roll.add(socket)
        figures.sockets.set(len(self.sockets))
        self.loop.call_later(settings.LIVE["hello_seconds"], self._expect_hello, socket)
        if surplus := self.roll.surplus(socket):
            surplus.end(4409, "replaced")
        if self.roll.is_crowded(socket):
            socket.end(4429, "address", retry_ms=30_000)

    def _expect_hello(self, socket: Socket) -> None:
        if not socket.greeted and socket in self.sockets:
            socket.end(4400, "hello")

    def greet(self, socket: Socket) -> None:
        if socket.viewer.key:
            self.arrivals.append(socket)

    async def arrived(self, socket: Socket) -> None:
        """Presence knows of the socket before it is told more about it."""
        if socket in self.arrivals:
            await care.note_arrivals(self)

    def part(self, socket: Socket) -> None:
        socket.ended = True
        self.sockets.discard(socket)
        self.roll.remove(socket)
        figures.sockets.set(len(self.sockets))
        for room in list(socket.cursors):
            self.leave(socket, room)
        if socket in self.arrivals:
            self.arrivals.remove(socket)
        elif socket.greeted and socket.viewer.key:
            self.departures.append(socket.conn)

    def of(self, party: str = "", session: str = "") -> list[Socket]:
        return [*self.roll.parties.get(party, ()), *self.roll.sessions.get(session, ())]

    # --- rooms

    async def enter(self, socket: Socket, room: Room, seq: int) -> None:
        """From here on nothing after `seq` is missed: subscribed first, then read from the log."""
        crowd = self.crowds.get(room.pk)
        if crowd is None:
            crowd = self.crowds[room.pk] = Crowd(room.pk, room.kind)
            figures.rooms.set(len(self.crowds))
            await self.layer.enter(groups.room(room.pk))
        if socket.ended:
            return
        crowd.heard_of(room.head)
        socket.cursors[room.pk] = seq
        crowd.members.add(socket)
        crowd.behind.add(socket)
        crowd.catch_up()
        self.crowds.setdefault(room.pk, crowd)

    def leave(self, socket: Socket, room: int) -> None:
        socket.cursors.pop(room, None)
        crowd = self.crowds.get(room)
        if crowd is None:
            return
        crowd.members.discard(socket)
        crowd.behind.discard(socket)
        if not crowd.members:
            del self.crowds[room]
            figures.rooms.set(len(self.crowds))
            self.keep(self.layer.leave(groups.room(room)))

    def relieved(self, socket: Socket) -> None:
        """It acknowledged: where it was left behind it may go on."""
        for room in socket.cursors:
            if (crowd := self.crowds.get(room)) and socket in crowd.behind:
                crowd.catch_up()

    def moved_heads(self, socket: Socket, now: float) -> dict[str, int]:
        crowds = [self.crowds[room] for room in socket.cursors if room in self.crowds]
        return {str(crowd.room): crowd.head for crowd in crowds if crowd.moved_at > now - MOVED_SECONDS}

    async def recheck(self, sockets: Iterable[Socket]) -> None:
        """Rights changed: leave the rooms that may no longer be read; their existence is not told any more."""
        for socket in sockets:
            allowed = {room.pk for room, _role in await pool.run(acts.readable, socket.viewer, list(socket.cursors))}
            for room in [room for room in socket.cursors if room not in allowed]:
                self.leave(socket, room)
                socket.tell(answers.err("not_found", room=room))

    # --- hints

    def hint_from_thread(self, group: str, hint: dict[str, Any]) -> None:
        """From a verb in any thread: shown here at once, and told to the other processes."""
        self.loop.call_soon_threadsafe(self._hint_here, group, hint)

    def _hint_here(self, group: str, hint: dict[str, Any]) -> None:
        self.hint(hint)
        self.layer.publish(group, hint)

    def hint(self, hint: dict[str, Any]) -> None:
        match hint["type"]:
            case "entry":
                if crowd := self.crowds.get(hint["room"]):
                    crowd.show(hint["seq"], hint["text"])
            case "typing":
                text = answers.text(answers.typing(hint["room"], hint["party"]))
                self._whisper(self._others(hint["room"], party=hint["party"]), text)
            case "sig":
                self._whisper(self._others(hint["room"], conn=hint["conn"]), hint["text"])
            case "note":
                self._whisper(self.of(hint["party"]), hint["text"])
            case "revoke":
                for socket in self.of(hint["party"], hint["session"]):
                    socket.end(hint["code"], "signed_out" if hint["code"] == 4401 else "banned")
            case "recheck":
                self.keep(self.recheck(self.of(hint["party"])))
            case "presence":
                self.changed.add(hint["person"])

    def _others(self, room: int, *, party: str = "", conn: str = "") -> list[Socket]:
        crowd = self.crowds.get(room)
        members = crowd.members if crowd else ()
        return [one for one in members if one.viewer.key != party and one.conn != conn]

    def _whisper(self, sockets: list[Socket], text: str) -> None:
        data = framed(text)
        for socket in sockets:
            socket.whisper(data)

    # --- presence

    async def tell_people(self, sockets: Iterable[Socket], people: Iterable[int]) -> None:
        """One reading for all sockets to whose readers the same may be shown."""
        if places.attendance is None:
            return
        wanted = set(people)
        alike: dict[tuple[int, bool, bool], list[Socket]] = defaultdict(list)
        for socket in sockets:
            viewer = socket.viewer
            own = viewer.person_id if viewer.person_id in wanted else 0
            alike[own or 0, viewer.person_id is not None, viewer.staff].append(socket)
        for group in alike.values():
            states = await pool.run(places.attendance.states, group[0].viewer, sorted(wanted))
            for socket in group:
                shown = {person: states.get(person) for person in wanted & socket.watching}
                if shown:
                    socket.whisper(framed(answers.text(answers.people(shown))))

    # --- ending

    async def drain(self) -> None:
        """Not ready any more; everybody is told to come back, spread over seconds."""
        if self.draining:
            return
        self.draining = True
        await self._finish_acts()
        ends = time.monotonic() + settings.LIVE["drain_seconds"] - BYES_SECONDS - 2
        sockets = [socket for socket in self.sockets if not socket.ended]
        pause = BYES_SECONDS / max(1, len(sockets))
        for number, socket in enumerate(sockets):
            socket.end(4503, "restart", retry_ms=500 + secrets.randbelow(5_000))
            if number % 20 == 19:
                await asyncio.sleep(20 * pause)
        while self.sockets and time.monotonic() < ends:
            await asyncio.sleep(0.05)
        await care.note_arrivals(self)

    async def _finish_acts(self) -> None:
        """What was begun is answered before the goodbye."""
        ends = time.monotonic() + ACTS_SECONDS
        while any(socket.acting for socket in self.sockets) and time.monotonic() < ends:
            await asyncio.sleep(0.02)


_hub: Hub | None = None


def hub() -> Hub:
    """The hub of this process; made when the server starts or on the first socket."""
    global _hub
    if _hub is None or _hub.loop is not asyncio.get_running_loop():
        _hub = Hub()
    return _hub


def current() -> Hub | None:
    return _hub
