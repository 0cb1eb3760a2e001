"""One socket: reads frames, calls the one verb behind each, and keeps the cursors of its rooms."""

import asyncio
import contextlib
import json
import logging
import secrets
import time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from collab.limits.allowance import Bucket, spend

from . import frames, hub, outlet, places, pool
from .errors import LiveError, NotFound, RateLimited, TooMany
from .models import Entry, Room
from .transport import framed, line_to
from .viewer import STRANGER, Viewer

logger = logging.getLogger(__name__)
LIMITS = settings.LIVE


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """The ASGI application at /live/."""
    await receive()
    if scope["path"] != "/live/" or not _origin_fits(scope):
        await send({"type": "websocket.close", "code": 1000})
        return
    viewer = await _identify(scope)
    await send({"type": "websocket.accept"})
    socket = Socket(viewer or STRANGER, send)
    try:
        if viewer is None:
            socket.end(4401, "sign_in")
        elif socket.hub.draining:
            socket.end(4503, "restart", retry_ms=secrets.randbelow(5_000))
        else:
            await socket.live(receive)
    finally:
        await socket.gone()


def _origin_fits(scope: dict[str, Any]) -> bool:
    """Exactly one Origin, equal in scheme, host and port to one of the list."""
    origins = [value.decode("latin1") for name, value in scope["headers"] if name.lower() == b"origin"]
    return len(origins) == 1 and origins[0] in settings.ORIGINS


async def _identify(scope: dict[str, Any]) -> Viewer | None:
    return await pool.run(places.identify, scope) if places.identify else None


class Socket:
    """`cursors` holds for each room the last number that was written to the browser."""

    def __init__(self, viewer: Viewer, send: Any) -> None:
        self.viewer, self.send = viewer, send
        self.kind = "staff" if viewer.staff else "citizen"
        self.hub = hub.hub()
        self.line = line_to(send)
        self.conn = secrets.token_hex(8)
        self.cursors: dict[int, int] = {}
        self.behind: set[int] = set()
        self.watching: set[int] = set()
        self.unacked = self.unacked_bytes = 0
        self.owing_since = self.heard = self.told = time.monotonic()
        self.bucket = Bucket(*LIMITS["frames"][self.kind])
        self.strikes: list[float] = []
        self.sends = asyncio.Lock()
        self.ended = False
        self.greeted = False
        self.closing: asyncio.Task[None] | None = None

    # --- writing

    def write(self, text: str) -> None:
        if not self.ended:
            self.told = time.monotonic()
            self.line.write(framed(text))

    def tell(self, frame: dict[str, Any]) -> None:
        self.write(json.dumps(frame, ensure_ascii=False, separators=(",", ":")))

    @property
    def is_clear(self) -> bool:
        """Nothing waits to leave, and the browser keeps up with its acknowledgements."""
        return not self.ended and self.line.backlog() == 0 and self._owes_little(0)

    def _owes_little(self, size: int) -> bool:
        return (
            self.unacked < LIMITS["unacked_entries"] and self.unacked_bytes + size <= LIMITS["unacked_bytes"]
        ) or self.unacked == 0

    def may_take(self, size: int) -> bool:
        return not self.ended and self.line.backlog() == 0 and self._owes_little(size)

    def take(self, room: int, seq: int, data: bytes, count: int) -> None:
        """Write entries up to `seq`; they are owed until acknowledged."""
        if not self.unacked:
            self.owing_since = time.monotonic()
        self.cursors[room] = seq
        self.unacked += count
        self.unacked_bytes += len(data)
        self.told = time.monotonic()
        self.line.write(data)

    def end(self, code: int, why: str, retry_ms: int = 0) -> None:
        """Say goodbye and close; nothing is written afterwards."""
        if self.ended:
            return
        self.tell({"t": "bye", "code": code, "retry_ms": retry_ms, "why": why})
        self.ended = True
        self.closing = asyncio.get_running_loop().create_task(self._close(code))

    async def _close(self, code: int) -> None:
        with contextlib.suppress(Exception):
            await self.send({"type": "websocket.close", "code": code})

    # --- reading

    async def live(self, receive: Any) -> None:
        self.hub.sockets.add(self)
        self._make_room()
        limit = time.monotonic() + LIMITS["hello_seconds"]
        while not self.ended:
            try:
                wait = None if self.greeted else max(0.0, limit - time.monotonic())
                message = await asyncio.wait_for(receive(), wait)
            except TimeoutError:
                self.end(4400, "hello")
                return
            if message["type"] == "websocket.disconnect":
                return
            await self.hear(message.get("text"))

    def _make_room(self) -> None:
        """More sockets than one session or person may have: the longest idle of them is replaced."""
        bounds = LIMITS["sockets"][self.kind]
        for name, same in (
            ("session", [one for one in self.hub.sockets if one.viewer.session == self.viewer.session]),
            ("person", [one for one in self.hub.sockets if one.viewer.key == self.viewer.key]),
        ):
            if len(same) > bounds[name]:
                min((one for one in same if one is not self), key=lambda one: one.heard).end(4409, "replaced")
        if sum(one.viewer.address == self.viewer.address for one in self.hub.sockets) > bounds["address"]:
            self.end(4429, "address")

    async def hear(self, text: str | None) -> None:
        """One frame in; whatever goes wrong is answered, never raised."""
        self.heard = time.monotonic()
        if text is None or len(text) > LIMITS["frame_bytes"] or len(text.encode()) > LIMITS["frame_bytes"]:
            self.end(1009 if text is None else 4429, "frame_too_large")
            return
        if not self.bucket.take():
            self.strikes = [at for at in self.strikes if at > self.heard - 60] + [self.heard]
            if len(self.strikes) >= 3:
                self.end(4429, "too_many_frames")
            else:
                self.tell({"t": "err", "code": "rate_limited", "retry_ms": 1_000})
            return
        frame: frames.Frame | None = None
        try:
            frame = frames.parse(text)
            if not self.greeted and not isinstance(frame, frames.Hello):
                raise frames.BadFrame
            await self.do(frame)
        except LiveError as error:
            self._refuse(error, frame)
        except DatabaseError as error:
            logger.warning("database: %s", type(error).__name__)
            self._refuse(LiveError(1_000), frame, code="unavailable")
        except Exception:
            logger.exception("frame failed")
            self._refuse(LiveError(), frame, ref=secrets.token_hex(4))

    def _refuse(self, error: LiveError, frame: Any, code: str = "", ref: str = "") -> None:
        if not self.greeted:
            self.end(4400, code or error.code)
            return
        answer: dict[str, Any] = {"t": "err", "code": code or error.code}
        if getattr(frame, "id", None) is not None:
            answer["id"] = frame.id
        if error.retry_ms:
            answer["retry_ms"] = error.retry_ms
        if ref:
            answer["ref"] = ref
        self.tell(answer)

    async def do(self, frame: frames.Frame) -> None:
        match frame:
            case frames.Hello():
                await self.hello(frame)
            case frames.Sub():
                await self.subscribe(frame.room, frame.epoch, frame.seq)
                self.tell({"t": "ok", "id": frame.id, "room": frame.room, "seq": self.cursors.get(frame.room, 0)})
            case frames.Unsub():
                await self.unsubscribe(frame.room)
                self.tell({"t": "ok", "id": frame.id, "room": frame.room, "seq": 0})
            case frames.Send() | frames.Edit() | frames.Redact():
                async with self.sends:
                    entry = await pool.run(self._act, frame)
                answer = {"t": "ok", "id": frame.id, "room": frame.room, "seq": entry.seq}
                self.tell({**answer, "dup": True} if entry.dup else answer)
            case frames.Ack():
                self.unacked = self.unacked_bytes = 0
            case frames.Read():
                await pool.run(self._read, frame)
            case frames.Typing():
                if frame.room in self.cursors and not self.hub.draining:
                    outlet.typing(frame.room, self.viewer.key)
            case frames.Beat():
                if places.attendance:
                    await pool.run(places.attendance.beat, self.conn, self.viewer, state=frame.state)
            case frames.Watch():
                self.watching = set(frame.people[:200])
                await self.tell_people(list(self.watching))
            case frames.Ping():
                self.tell({"t": "pong", "n": frame.n})

    async def hello(self, frame: frames.Hello) -> None:
        if self.greeted:
            raise frames.BadFrame
        if frame.v != 1:
            self.end(4426, "version")
            return
        self.greeted = True
        if len(frame.rooms) > LIMITS["rooms"][self.kind]:
            raise TooMany
        found = await pool.run(self._roles, [int(room) for room in frame.rooms])
        self.tell({
            "t": "welcome", "conn": self.conn, "person": self.viewer.key, "now": timezone.now().isoformat(),
            "hb": LIMITS["heartbeat_seconds"],
            "limits": {"message": LIMITS["message_chars"][self.kind], "rooms": LIMITS["rooms"][self.kind]},
            "rooms": {str(room.pk): {"epoch": room.epoch, "head": room.head, "role": role} for room, role in found},
        })  # fmt: skip
        known = {room.pk: room for room, _role in found}
        for number, cursor in frame.rooms.items():
            room = known.get(int(number))
            if room is None:
                self.tell({"t": "err", "code": "not_found", "room": int(number)})
            else:
                await self._follow(room, str(cursor.get("epoch", "")), int(cursor.get("seq", -1)))
        if places.attendance:
            await pool.run(places.attendance.arrive, [places.Arrival(self.conn, self.viewer, mobile=False)])

    async def subscribe(self, room: int, epoch: str, seq: int) -> None:
        if len(self.cursors) >= LIMITS["rooms"][self.kind]:
            raise TooMany
        found = await pool.run(self._roles, [room])
        if not found:
            raise NotFound
        await self._follow(found[0][0], epoch, seq)

    async def _follow(self, room: Room, epoch: str, seq: int) -> None:
        """Subscribe first, then catch up from the cursor: nothing falls between."""
        why = "epoch_changed" if epoch and epoch != room.epoch else ""
        if seq < 0:
            seq = room.head
        if not why and room.head - seq > LIMITS["replay_room"]:
            why = "gap_too_large"
        if why or seq > room.head:
            self.tell(
                {"t": "reset", "room": room.pk, "epoch": room.epoch, "head": room.head, "why": why or "epoch_changed"}
            )
            seq = room.head
        self.cursors[room.pk] = seq
        await self.hub.enter(self, room.pk)
        self.behind.add(room.pk)
        await self.hub.catch_up(room.pk)

    async def unsubscribe(self, room: int) -> None:
        self.cursors.pop(room, None)
        self.behind.discard(room)
        await self.hub.leave(self, room)

    async def recheck(self) -> None:
        """A right changed: leave the rooms that may no longer be read; their existence is not told any more."""
        allowed = {room.pk for room, _role in await pool.run(self._roles, list(self.cursors))}
        for room in [room for room in self.cursors if room not in allowed]:
            await self.unsubscribe(room)
            self.tell({"t": "err", "code": "not_found", "room": room})

    async def tell_people(self, people: list[int]) -> None:
        if places.attendance and people:
            states = await pool.run(places.attendance.states, self.viewer, people)
            self.tell({"t": "people", **{str(person): state for person, state in states.items()}})

    def check(self, now: float) -> None:
        """Called four times a second."""
        if self.ended:
            return
        if self.line.backlog() > 4 * LIMITS["unacked_bytes"] or (
            self.unacked
            and self.behind
            and not self._owes_little(0)
            and now - self.owing_since > LIMITS["slow_seconds"]
        ):
            self.end(4408, "slow")
        elif now - self.heard > LIMITS["quiet_seconds"]:
            self.end(4408, "quiet")
        elif now - self.told > LIMITS["heartbeat_seconds"]:
            heads = {str(room): self.hub.heads[room] for room in self.cursors if room in self.hub.heads}
            self.tell({"t": "hb", "now": timezone.now().isoformat(), "heads": heads})

    async def gone(self) -> None:
        self.ended = True
        self.hub.sockets.discard(self)
        for room in list(self.cursors):
            await self.unsubscribe(room)
        if places.attendance and self.greeted:
            with contextlib.suppress(Exception):
                await pool.run(places.attendance.leave, [self.conn])
        if self.closing:
            await self.closing

    # --- in the pool

    def _roles(self, rooms: list[int]) -> list[tuple[Room, str]]:
        found = []
        for room in Room.objects.filter(pk__in=rooms):
            role = _role(room, self.viewer)
            if role:
                found.append((room, role))
        return found

    def _act(self, frame: frames.Send | frames.Edit | frames.Redact) -> Entry:
        room = Room.objects.filter(pk=frame.room).first()
        if room is None or _role(room, self.viewer) is None:
            raise NotFound
        place, cid = places.place_of(room), UUID(frame.cid)
        if not Entry.objects.filter(sender=self.viewer.key, cid=cid).exists():
            for limit, seconds in LIMITS["sends"][self.kind]:
                wait = spend(f"send{seconds}", self.viewer.key, limit=limit, seconds=seconds)
                if wait:
                    raise RateLimited(wait)
        match frame:
            case frames.Send():
                return place.say(room, self.viewer, cid=cid, body=frame.body)
            case frames.Edit():
                return place.edit(room, self.viewer, cid=cid, seq=frame.seq, body=frame.body)
            case frames.Redact():
                return place.redact(room, self.viewer, cid=cid, seq=frame.seq)

    def _read(self, frame: frames.Read) -> None:
        room = Room.objects.filter(pk=frame.room).first()
        if room is None or _role(room, self.viewer) is None:
            raise NotFound
        places.place_of(room).read(room, self.viewer, seq=min(frame.seq, room.head))


def _role(room: Room, viewer: Viewer) -> str | None:
    try:
        return places.place_of(room).role(room, viewer)
    except KeyError:
        return None
