"""The hub's duties that come round by the clock."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from django.conf import settings

from . import figures, places, pool
from .models import Room, Turnout

if TYPE_CHECKING:
    from .hub import Hub

logger = logging.getLogger(__name__)
QUARTER = 0.25
COUNT_SECONDS = 5


def duties(hub: "Hub") -> list[Callable[[], Coroutine[Any, Any, None]]]:
    limits = settings.LIVE
    rounds = [
        (_often, QUARTER),
        (_look_after, 1),
        (_tell_changed, 1),
        (count_readers, 1),
        (repair, limits["repair_seconds"]),
        (_refresh, limits["repair_seconds"]),
        (check_sessions, limits["session_check_seconds"]),
    ]
    return [_round(hub, work, seconds) for work, seconds in rounds]


def _round(
    hub: "Hub", work: Callable[["Hub"], Coroutine[Any, Any, None]], seconds: float
) -> Callable[[], Coroutine[Any, Any, None]]:
    async def again_and_again() -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await work(hub)
            except Exception as error:
                logger.warning("%s failed: %s", work.__name__, type(error).__name__)

    return again_and_again


async def _often(hub: "Hub") -> None:
    """Who fell behind and can take more; who came and went, for presence, in one write."""
    for crowd in list(hub.crowds.values()):
        if crowd.behind:
            crowd.catch_up()
    await note_arrivals(hub)


async def note_arrivals(hub: "Hub") -> None:
    arrivals, hub.arrivals = hub.arrivals, []
    departures, hub.departures = hub.departures, []
    if places.attendance is None:
        return
    if arrivals:
        came = [places.Arrival(one.conn, one.viewer, one.mobile) for one in arrivals]
        await pool.run(places.attendance.arrive, came)
        departures += [one.conn for one in arrivals if one.ended and one.conn not in departures]
    if departures:
        await pool.run(places.attendance.leave, departures)


async def _look_after(hub: "Hub") -> None:
    now = time.monotonic()
    for socket in list(hub.sockets):
        socket.check(now)


async def _tell_changed(hub: "Hub") -> None:
    """Whose availability changed, told at most once a second."""
    if hub.changed:
        changed, hub.changed = hub.changed, set()
        await hub.tell_people([socket for socket in hub.sockets if socket.watching & changed], changed)


async def count_readers(hub: "Hub") -> None:
    """How many read each counted room here: written when it changed, and every few seconds as a sign of life."""
    counts = {one.room: len(one.members) for one in hub.crowds.values() if places.is_counted(one.kind)}
    if counts == hub.counted and (not counts or time.monotonic() < hub.counted_at + COUNT_SECONDS):
        return
    hub.counted, hub.counted_at = counts, time.monotonic()
    await pool.run(Turnout.tell, hub.name, counts)


async def repair(hub: "Hub") -> None:
    """The heads of all rooms in one query: a hint lost in a quiet room shows within 20 s."""
    heard = {number: crowd.head for number, crowd in hub.crowds.items()}
    if not heard:
        return
    for room in await pool.run(_heads, list(heard)):
        crowd = hub.crowds.get(room.pk)
        if crowd is None:
            continue
        if room.head < heard[room.pk]:  # not the head of now: entries came while the log was asked
            crowd.restored(room)
        crowd.heard_of(room.head)
        if crowd.lag_behind_head():
            figures.repairs.inc()


async def _refresh(hub: "Hub") -> None:
    conns = [socket.conn for socket in hub.sockets if socket.greeted and socket.viewer.key]
    if places.attendance and conns:
        await pool.run(places.attendance.refresh, conns)


async def check_sessions(hub: "Hub") -> None:
    """The safety net under `revoke`: two queries for all sockets."""
    known = [socket for socket in hub.sockets if socket.viewer.key]
    if not known or places.identify is None:
        return
    valid = await pool.run(places.identify.valid, [socket.viewer for socket in known])
    for socket in known:
        if socket.viewer.session not in valid:
            socket.end(4401, "signed_out")


def _heads(rooms: list[int]) -> list[Room]:
    return list(Room.objects.filter(pk__in=rooms).only("pk", "head", "epoch"))
