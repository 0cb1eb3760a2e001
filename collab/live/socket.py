"""One socket: what it has been told, what it still owes an acknowledgement for, and when it ends."""

import asyncio
import contextlib
import secrets
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from django.conf import settings

from collab.limits.allowance import Bucket

from . import acts, answers, figures
from .crowd import Piece
from .frames import Act
from .transport import Line, Send, framed
from .viewer import Viewer

if TYPE_CHECKING:
    from .hub import Hub

LIMITS = settings.LIVE
OWED, OWED_BYTES = LIMITS["unacked_entries"], LIMITS["unacked_bytes"]
EPHEMERAL_BYTES = 65_536  # above this backlog typing, presence and notes are dropped
ABORT_SECONDS = 5
STRIKES, STRIKE_SECONDS = 3, 60


class Socket:
    """`cursors` holds for each room the last number that was written to the browser."""

    __slots__ = (
        "acting", "acts", "beaten_at", "bucket", "conn", "cursors", "debts", "ended", "greeted", "hb_at", "heard_at", "hub", "idle", "line",
        "mobile", "owed", "owed_bytes", "rank", "send", "stalled_at", "strikes", "told_typing", "viewer", "watching",
    )  # fmt: skip

    def __init__(self, hub: "Hub", viewer: Viewer, send: Send, line: Line, *, mobile: bool) -> None:
        self.hub, self.viewer, self.send, self.line, self.mobile = hub, viewer, send, line, mobile
        self.conn = secrets.token_hex(8)
        self.rank = acts.rank(viewer)
        self.cursors: dict[int, int] = {}
        self.debts: deque[tuple[int, int, int, int]] | None = None
        self.owed = self.owed_bytes = 0
        self.watching: frozenset[int] = frozenset()
        self.bucket = Bucket(*LIMITS["frames"][self.rank])
        self.strikes: list[float] = []
        self.greeted = self.ended = self.idle = False
        self.heard_at = now = time.monotonic()
        self.hb_at = now + LIMITS["heartbeat_seconds"]
        self.acts: deque[Act] = deque()
        self.acting = False
        self.stalled_at = self.beaten_at = self.told_typing = 0.0

    # --- writing

    def tell(self, frame: dict[str, Any]) -> None:
        if not self.ended:
            self.line.write(framed(answers.text(frame)))

    def whisper(self, data: bytes) -> None:
        """A framed text that may be lost."""
        if self.greeted and not self.ended and self.line.backlog() < EPHEMERAL_BYTES:
            self.line.write(data)

    def is_clear(self) -> bool:
        """Nothing waits to leave, and the browser keeps up with its acknowledgements."""
        return not self.ended and self.owed < OWED and self.owed_bytes < OWED_BYTES and self.line.is_clear()

    def take(self, piece: Piece) -> bool:
        """Write these entries, owed until acknowledged; False where the socket must catch up from the log later."""
        owed, owed_bytes = self.owed + piece.count, self.owed_bytes + piece.size
        above = (owed > OWED or owed_bytes > OWED_BYTES) and self.owed
        if above or self.ended or not self.line.offer(piece.data):
            self.stalled_at = self.stalled_at or time.monotonic()
            return False
        self.owed, self.owed_bytes = owed, owed_bytes
        self.cursors[piece.room] = piece.end
        if self.debts is None:
            self.debts = deque()
        self.debts.append(piece.debt)
        return True

    def portion(self, frames: list[bytes]) -> list[bytes]:
        """As many of them as this socket can take now; none where the first is more than it may owe."""
        count, size = self.owed, self.owed_bytes
        for number, frame in enumerate(frames):
            count, size = count + 1, size + len(frame)
            if count > OWED or (size > OWED_BYTES and count > 1):
                return frames[:number]
        return frames

    def acked(self, rooms: dict[int, int]) -> None:
        """The browser has everything up to these numbers."""
        debts, self.debts = self.debts or (), None
        left = deque(debt for debt in debts if rooms.get(debt[0], -1) < debt[1])
        if len(left) < len(debts):
            self.stalled_at = 0.0
        if left:
            self.debts = left
        self.owed = sum(debt[2] for debt in left)
        self.owed_bytes = sum(debt[3] for debt in left)

    # --- ending

    def end(self, code: int, why: str, retry_ms: int = 0) -> None:
        """Say goodbye and close; nothing is written afterwards. A browser that does not answer is cut off."""
        if self.ended:
            return
        figures.closes.labels(str(code)).inc()
        self.tell(answers.bye(code, retry_ms, why))
        self.ended = True
        self.hub.keep(self._close(code))

    async def _close(self, code: int) -> None:
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.send({"type": "websocket.close", "code": code}), 1)
        await asyncio.sleep(ABORT_SECONDS)
        if self in self.hub.sockets:
            self.line.abort()

    def strike(self) -> None:
        """Once more too many frames, counted at most once a second; the third time in a minute ends the socket."""
        now = time.monotonic()
        self.strikes = [at for at in self.strikes if at > now - STRIKE_SECONDS]
        if not self.strikes or self.strikes[-1] < now - 1:
            self.strikes.append(now)
        if len(self.strikes) >= STRIKES:
            self.end(4429, "too_many_frames", retry_ms=30_000)

    def check(self, now: float) -> None:
        """Called once a second."""
        if self.ended:
            return
        if (self.stalled_at and now - self.stalled_at > LIMITS["slow_seconds"]) or self.line.backlog() > 2 * LIMITS[
            "unacked_bytes"
        ]:
            self.end(4408, "slow")
        elif now - self.heard_at > LIMITS["quiet_seconds"]:
            self.end(4408, "quiet")
        elif now >= self.hb_at and self.greeted:
            self.hb_at = now + LIMITS["heartbeat_seconds"]
            self.tell(answers.heartbeat(self.hub.moved_heads(self, now)))
