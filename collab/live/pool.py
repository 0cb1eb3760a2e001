"""Database work of the sockets: a bounded pool of threads, so that one slow query delays one socket, not the process."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import connections

from . import figures

_pool = ThreadPoolExecutor(max_workers=settings.LIVE["threads"], thread_name_prefix="live")
_kept = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


async def run[T](work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """`work` in a thread of the pool.

    Its connection to PostgreSQL goes back to Django's own pool afterwards; one to a SQLite file stays open in the thread.
    """
    begun = time.perf_counter()
    figures.pool_waiting.inc()

    def guarded() -> T:
        figures.pool_waiting.dec()
        try:
            return work(*args, **kwargs)
        finally:
            for connection in connections.all(initialized_only=True):
                if not _kept or connection.errors_occurred:
                    connection.close()
            figures.pool_seconds.observe(time.perf_counter() - begun)

    return await asyncio.get_running_loop().run_in_executor(_pool, guarded)


def shut() -> None:
    """Let running work finish, take no more."""
    _pool.shutdown(wait=True, cancel_futures=True)
