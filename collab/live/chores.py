"""Periodic work, each kind done by one process at a time: a lease row in the database says whose turn it is."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connections
from django.utils import timezone

from . import figures
from .models import Lease

logger = logging.getLogger(__name__)
HOLD_SECONDS = 30  # a process that dies at work keeps others from it for so long
THREADS = 3


@dataclass(slots=True)
class Chore:
    name: str
    seconds: float
    work: Callable[[], None]
    due: float = 0.0
    running: "Future[None] | None" = field(default=None)


_chores: list[Chore] = []


def every(seconds: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function that is called about every `seconds`; it must be quick, and safe to run twice."""

    def register(work: Callable[[], None]) -> Callable[[], None]:
        _chores.append(Chore(f"{work.__module__}.{work.__name__}", seconds, work))
        return work

    return register


def claim(name: str, seconds: float) -> bool:
    """True for exactly one process in each span of `seconds`."""
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    if Lease.objects.filter(name=name, until__lte=now).update(until=until):
        return True
    return Lease.objects.get_or_create(name=name, defaults={"until": until})[1]


def _release(name: str, seconds: float) -> None:
    Lease.objects.filter(name=name).update(until=timezone.now() + timedelta(seconds=seconds))


def do(chore: Chore) -> None:
    """Do it where it is this process's turn; a chore that fails is logged and tried again next time."""
    begun = time.monotonic()
    try:
        if not claim(chore.name, max(HOLD_SECONDS, chore.seconds)):
            return
        try:
            chore.work()
        finally:
            _release(chore.name, max(0.0, chore.seconds - (time.monotonic() - begun)))
        figures.chores.labels(chore.name, "done").inc()
    except Exception:
        figures.chores.labels(chore.name, "failed").inc()
        logger.exception("chore failed: %s", chore.name)
    finally:
        connections.close_all()


def run_due() -> None:
    """Everything whose turn it is, now, in this thread."""
    for chore in _chores:
        do(chore)


def loop(stop: threading.Event) -> None:
    """Until told to stop; a slow chore delays itself, not the others."""
    with ThreadPoolExecutor(THREADS, thread_name_prefix="chore") as pool:
        while not stop.wait(0.5):
            now = time.monotonic()
            for chore in _chores:
                if now >= chore.due and (chore.running is None or chore.running.done()):
                    chore.due = now + chore.seconds
                    chore.running = pool.submit(do, chore)
