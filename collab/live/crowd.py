"""One room in one process: its local sockets, and how a new entry reaches all of them at the price of one."""

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from django.conf import settings

from . import answers, figures, pool
from .models import Entry, Room
from .transport import framed

if TYPE_CHECKING:
    from .socket import Socket

logger = logging.getLogger(__name__)
GAP_SECONDS = 0.05  # hints of transactions that committed in order may arrive out of order
REST = 3  # after writing to a crowd, others have the loop for thrice as long; what comes meanwhile leaves in one write
REST_SECONDS = 0.05


class Piece:
    """Entries that follow each other without a gap, as bytes written at once: `count` of them, the last is `end`."""

    __slots__ = ("count", "data", "debt", "end", "room", "size")

    def __init__(self, room: int, end: int, frames: list[bytes]) -> None:
        self.room, self.end, self.count = room, end, len(frames)
        self.data = b"".join(frames)
        self.size = len(self.data)
        self.debt = (room, end, self.count, self.size)


class Crowd:
    """`head` is the highest number heard of; `behind` are those who catch up from the log instead of being written to."""

    def __init__(self, room: int, kind: str = "") -> None:
        self.room, self.kind = room, kind
        self.loop = asyncio.get_running_loop()
        self.members: set[Socket] = set()
        self.behind: set[Socket] = set()
        self.head = 0
        self.moved_at = 0.0
        self.fresh: dict[int, bytes] = {}
        self.flushing = False
        self.gap: asyncio.TimerHandle | None = None
        self.reading = False
        self.rests_until = 0.0

    def show(self, seq: int, text: str) -> None:
        """A new entry: framed once, written together with what else arrives in this turn of the loop."""
        self.heard_of(seq)
        self.fresh[seq] = framed(text)
        if not self.flushing:
            self.flushing = True
            rest = self.rests_until - self.loop.time()
            if rest > 0:
                self.loop.call_later(rest, self._flush)
            else:
                self.loop.call_soon(self._flush)

    def heard_of(self, head: int) -> None:
        if head > self.head:
            self.head = head
            self.moved_at = time.monotonic()

    def _flush(self) -> None:
        self.flushing = False
        fresh = self.fresh
        if not fresh:
            return
        begun = self.loop.time()
        last = max(fresh)
        room, behind = self.room, self.behind
        writes = delivered = 0
        gap = False
        pieces: dict[int, Piece | None] = {}
        for socket in self.members:
            cursor = socket.cursors[room]
            if cursor >= last or (behind and socket in behind):
                continue
            if cursor in pieces:
                piece = pieces[cursor]
            else:
                piece = pieces[cursor] = self._piece_after(cursor)
            if piece is None:
                gap = True
            elif socket.take(piece):
                writes += 1
                delivered += piece.count
                gap = gap or piece.end < last
            else:
                behind.add(socket)
        figures.deliveries.inc(delivered)
        figures.writes.inc(writes)
        now = self.loop.time()
        self.rests_until = now + min(REST * (now - begun), REST_SECONDS)
        if not gap:
            fresh.clear()
        elif self.gap is None:
            self.gap = self.loop.call_later(GAP_SECONDS, self._close_gap)

    def _piece_after(self, cursor: int) -> Piece | None:
        frames = []
        while (frame := self.fresh.get(cursor + 1)) is not None:
            frames.append(frame)
            cursor += 1
        return Piece(self.room, cursor, frames) if frames else None

    def _close_gap(self) -> None:
        self.gap = None
        self.fresh.clear()
        self.lag_behind_head()

    def lag_behind_head(self) -> bool:
        """Let the log give what hints did not; True where somebody lacked something."""
        late = [socket for socket in self.members if socket.cursors[self.room] < self.head]
        self.behind.update(late)
        self.catch_up()
        return bool(late)

    def catch_up(self) -> None:
        """Those who are behind and can take more get it from the log; one reading at a time."""
        if self.behind and not self.reading and any(socket.is_clear() for socket in self.behind):
            self.reading = True
            self.loop.create_task(self._catch_up())

    async def _catch_up(self) -> None:
        try:
            while ready := [socket for socket in self.behind if socket.is_clear()]:
                start = min(socket.cursors[self.room] for socket in ready)
                figures.catch_ups.inc()
                heard = self.head
                entries, room = await pool.run(_read, self.room, start)
                self.heard_of(room.head)
                if room.head < heard:
                    self.restored(room)
                first = entries[0][0] if entries else room.head + 1
                for socket in ready:
                    self._give(socket, entries, first, room)
        except Room.DoesNotExist:
            self.behind.clear()
        except Exception as error:
            logger.warning("log not read: %s", type(error).__name__)  # tried again four times a second
        finally:
            self.reading = False

    def restored(self, room: Room) -> None:
        """The log is shorter than what was shown before it was asked: it came from a backup."""
        self.head = room.head
        for socket in self.members:
            if socket.cursors[self.room] > room.head:
                socket.cursors[self.room] = room.head
                socket.tell(answers.reset(self.room, room.epoch, room.head, "epoch_changed"))

    def _give(self, socket: "Socket", entries: list[tuple[int, bytes]], first: int, room: Room) -> None:
        cursor = socket.cursors.get(self.room)
        if cursor is None:  # gone in the meantime
            self.behind.discard(socket)
            return
        if cursor + 1 < first:
            socket.tell(answers.reset(self.room, room.epoch, room.head, "history_trimmed"))
            cursor = socket.cursors[self.room] = room.head
        frames = socket.portion([frame for seq, frame in entries if seq > cursor])
        if frames and socket.take(Piece(self.room, cursor + len(frames), frames)):
            figures.deliveries.inc(len(frames))
            figures.writes.inc()
        if socket.cursors[self.room] >= self.head:
            self.behind.discard(socket)


def _read(room: int, after: int) -> tuple[list[tuple[int, bytes]], Room]:
    here = Room.objects.get(pk=room)
    entries = Entry.objects.filter(room=room).since(after)[: settings.LIVE["unacked_entries"]]
    return [(entry.seq, framed(answers.text(entry.frame()))) for entry in entries], here
