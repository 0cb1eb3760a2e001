"""What a browser may say, frame by frame; whatever goes wrong is answered, never raised."""

import asyncio
import logging
import secrets
import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from . import acts, answers, figures, frames, outlet, places, pool
from .errors import BadFrame, LiveError, NotFound, RateLimited, TooMany, Unavailable
from .models import Entry, Room
from .socket import Socket

logger = logging.getLogger(__name__)
LIMITS = settings.LIVE
NOT_FOUND_SECONDS = 0.03  # what is hidden answers no sooner than what does not exist
ACTIVE_SECONDS = 60
ACTS_WAITING = 64
TYPING_SECONDS = 1
ACK = b'{"t":"ack"'  # as JSON.stringify writes it
FRAMES = {kind: figures.frames.labels(name) for name, kind in frames.KINDS.items()}


async def hear(socket: Socket, text: str | None) -> None:
    """One frame in."""
    socket.heard_at = time.monotonic()
    frame: frames.Frame | None = None
    try:
        if text is None:
            raise BadFrame
        if len(text) > LIMITS["frame_bytes"] or len(text.encode()) > LIMITS["frame_bytes"]:
            socket.end(4429, "frame_too_large")
            return
        if not socket.bucket.take():
            socket.strike()
            raise RateLimited(1_000)
        frame = frames.parse(text)
        _count(frame)
        if socket.greeted is isinstance(frame, frames.Hello):
            raise BadFrame
        await _do(socket, frame)
    except Exception as error:
        await _refuse(socket, error, frame, text)


def overhear(socket: Socket, said: bytes) -> bool:
    """An acknowledgement, heard ahead of what waits, by the same rules; False for all that must be heard in its turn."""
    if not said.startswith(ACK) or not said.isascii() or not socket.greeted or socket.ended:
        return False
    try:
        frame = frames.parse(said.decode())
    except LiveError:
        return False
    if not isinstance(frame, frames.Ack) or not socket.bucket.take():
        return False
    socket.heard_at = time.monotonic()
    _count(frame)
    _acknowledge(socket, frame)
    return True


def _count(frame: frames.Frame) -> None:
    FRAMES[type(frame)].inc()


async def _refuse(socket: Socket, problem: Exception, frame: frames.Frame | None, text: str | None) -> None:
    error, ref = _named(problem)
    figures.errors.labels(error.code).inc()
    if not socket.greeted and not isinstance(error, Unavailable | RateLimited):
        socket.end(4400, error.code)
        return
    if isinstance(error, NotFound):
        await asyncio.sleep(max(0.0, socket.heard_at + NOT_FOUND_SECONDS - time.monotonic()))
    number = getattr(frame, "id", None) if frame else frames.id_of(text or "")
    socket.tell(answers.err(error.code, number=number, retry_ms=error.retry_ms, ref=ref))


def _named(problem: Exception) -> tuple[LiveError, str]:
    """The wire's word for it; what nobody foresaw is logged under a number, and only the number is told."""
    if isinstance(problem, LiveError):
        return problem, ""
    if isinstance(problem, DatabaseError):
        logger.warning("database: %s", type(problem).__name__)
        return Unavailable(1_000), ""
    ref = secrets.token_hex(4)
    logger.error("frame failed, ref %s", ref, exc_info=problem)
    return LiveError(), ref


async def _do(socket: Socket, frame: frames.Frame) -> None:
    match frame:
        case frames.Send() | frames.Edit() | frames.Redact():
            _act(socket, frame)
        case frames.Ack():
            _acknowledge(socket, frame)
        case frames.Ping():
            socket.tell(answers.pong(frame.n))
        case frames.Read():
            await _run(socket, acts.read, socket.viewer, frame.room, seq=frame.seq)
        case frames.Typing():
            await _type(socket, frame.room)
        case frames.Beat():
            await _beat(socket, frame.state)
        case frames.Watch():
            socket.watching = frozenset(frame.people)
            await socket.hub.tell_people([socket], frame.people)
        case frames.Sig():
            if frame.call not in socket.cursors or not await pool.run(acts.may_write, socket.viewer, frame.call):
                raise NotFound
            outlet.signal(frame.call, socket.viewer.key, socket.conn, kind=frame.kind, data=frame.data)
        case frames.Sub():
            await _subscribe(socket, frame)
        case frames.Unsub():
            socket.hub.leave(socket, frame.room)
            socket.tell(answers.ok(frame.id, frame.room, 0))
        case frames.Hello():
            await _hello(socket, frame)


def _acknowledge(socket: Socket, frame: frames.Ack) -> None:
    socket.acked(frame.rooms)
    socket.hub.relieved(socket)


async def _run[T](socket: Socket, work: Any, *args: Any, **kwargs: Any) -> T:
    """In the pool, while the browser's next frames wait in the network."""
    socket.line.hold()
    try:
        return await pool.run(work, *args, **kwargs)  # type: ignore[no-any-return]
    finally:
        socket.line.release()


def _act(socket: Socket, frame: frames.Act) -> None:
    """In the order in which they came, off the socket's way: its other frames do not wait for the database."""
    if socket.hub.draining:
        raise Unavailable(1_000)
    if len(socket.acts) >= ACTS_WAITING:
        raise RateLimited(1_000)
    socket.acts.append(frame)
    if not socket.acting:
        socket.acting = True
        socket.hub.keep(_work_off(socket))


async def _work_off(socket: Socket) -> None:
    try:
        while socket.acts:
            waiting = list(socket.acts)
            socket.acts.clear()
            await pool.run(_perform, socket, waiting)
    finally:
        socket.acting = False


def _perform(socket: Socket, waiting: list[frames.Act]) -> None:
    """In the pool; each is answered as soon as it is done."""
    answer = socket.hub.loop.call_soon_threadsafe
    for frame in waiting:
        try:
            entry = _entry(socket, frame)
        except Exception as error:
            answer(_fail, socket, error, frame)
        else:
            answer(_confirm, socket, frame, entry)


def _entry(socket: Socket, frame: frames.Act) -> Entry:
    match frame:
        case frames.Send():
            return acts.say(socket.viewer, frame.room, cid=frame.cid, body=frame.body)
        case frames.Edit():
            return acts.edit(socket.viewer, frame.room, cid=frame.cid, seq=frame.seq, body=frame.body)
        case frames.Redact():
            return acts.redact(socket.viewer, frame.room, cid=frame.cid, seq=frame.seq)


def _confirm(socket: Socket, frame: frames.Act, entry: Entry) -> None:
    figures.sends.inc()
    socket.tell(answers.ok(frame.id, frame.room, entry.seq, dup=entry.dup, held=entry.held))


def _fail(socket: Socket, error: Exception, frame: frames.Frame) -> None:
    socket.hub.keep(_refuse(socket, error, frame, None))


async def _type(socket: Socket, room: int) -> None:
    """At most once a second; more is dropped."""
    if room not in socket.cursors:
        raise NotFound
    if socket.heard_at < socket.told_typing + TYPING_SECONDS:
        return
    socket.told_typing = socket.heard_at
    if not await pool.run(acts.may_write, socket.viewer, room):
        raise NotFound
    outlet.typing(room, socket.viewer.key)


async def _beat(socket: Socket, state: str) -> None:
    idle = state == "idle"
    if places.attendance is None or (idle == socket.idle and socket.heard_at < socket.beaten_at + ACTIVE_SECONDS):
        return
    socket.idle, socket.beaten_at = idle, socket.heard_at
    await socket.hub.arrived(socket)
    await pool.run(places.attendance.beat, socket.conn, socket.viewer, state=state)


async def _hello(socket: Socket, frame: frames.Hello) -> None:
    if frame.v != 1:
        socket.end(4426, "version")
        return
    if len(frame.rooms) > LIMITS["rooms"][socket.rank]:
        socket.greeted = True
        raise TooMany
    found = await pool.run(acts.readable, socket.viewer, list(frame.rooms))
    if socket.ended:
        return
    socket.greeted = True
    socket.tell(
        answers.welcome(
            conn=socket.conn,
            person=socket.viewer.key,
            heartbeat=LIMITS["heartbeat_seconds"],
            limits=_limits(socket),
            rooms={str(room.pk): {"epoch": room.epoch, "head": room.head, "role": role} for room, role in found},
        )
    )
    socket.hub.greet(socket)
    there, budget = {room.pk: room for room, _role in found}, LIMITS["replay_all"]
    for number, cursor in frame.rooms.items():
        if number not in there:
            socket.tell(answers.err("not_found", room=number))
        else:
            budget -= await _follow(socket, there[number], cursor, budget)


async def _subscribe(socket: Socket, frame: frames.Sub) -> None:
    if frame.room not in socket.cursors and len(socket.cursors) >= LIMITS["rooms"][socket.rank]:
        raise TooMany
    room, _role = await _run(socket, acts.open_room, socket.viewer, frame.room)
    socket.tell(answers.ok(frame.id, frame.room, room.head))
    await _follow(socket, room, frames.Cursor(frame.epoch, frame.seq), LIMITS["replay_all"])


async def _follow(socket: Socket, room: Room, cursor: frames.Cursor, budget: int) -> int:
    """Subscribe first, then catch up from the cursor: nothing falls between. Returns how many entries that costs."""
    seq = room.head if cursor.seq < 0 else cursor.seq
    why = ""
    if (cursor.epoch and cursor.epoch != room.epoch) or seq > room.head:
        why = "epoch_changed"
    elif room.head - seq > min(LIMITS["replay_room"], budget):
        why = "gap_too_large"
    if why:
        socket.tell(answers.reset(room.pk, room.epoch, room.head, why))
        seq = room.head
    await socket.hub.enter(socket, room, seq)
    return int(room.head - seq)


def _limits(socket: Socket) -> dict[str, Any]:
    rank = socket.rank
    return {
        "frame": LIMITS["frame_bytes"], "message": LIMITS["message_chars"][rank], "rooms": LIMITS["rooms"][rank],
        "sends": LIMITS["sends"][rank], "frames": LIMITS["frames"][rank], "replay": LIMITS["replay_room"],
        "unacked": LIMITS["unacked_entries"],
    }  # fmt: skip
