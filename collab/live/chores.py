"""Periodic work, each kind done by one process at a time: a lease row in the database says whose turn it is."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections, transaction
from django.utils import timezone

from .models import Lease

logger = logging.getLogger(__name__)
_chores: list[tuple[str, float, Callable[[], None]]] = []


def every(seconds: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function that is called about every `seconds`; it must be quick, and safe to run twice."""

    def register(work: Callable[[], None]) -> Callable[[], None]:
        _chores.append((f"{work.__module__}.{work.__name__}", seconds, work))
        return work

    return register


def claim(name: str, seconds: float) -> bool:
    """True for exactly one process in each span of `seconds`."""
    now = timezone.now()
    Lease.objects.get_or_create(name=name, defaults={"until": now - timedelta(days=1)})
    return bool(Lease.objects.filter(name=name, until__lte=now).update(until=now + timedelta(seconds=seconds)))


def run_due() -> None:
    """Do what is due; a chore that fails is logged and tried again next time."""
    for name, seconds, work in _chores:
        try:
            if claim(name, seconds):
                with transaction.atomic(durable=False):
                    work()
        except Exception:
            logger.exception("chore failed: %s", name)


def loop(stop: threading.Event) -> None:
    """Until told to stop, once a second."""
    while not stop.is_set():
        begun = time.monotonic()
        close_old_connections()
        try:
            run_due()
        finally:
            close_old_connections()
        stop.wait(max(0.1, 1 - (time.monotonic() - begun)))
