"""Database work of the sockets: a bounded pool of threads, so that one slow query delays one socket, not the process."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connections

from . import figures

_pool = ThreadPoolExecutor(max_workers=settings.LIVE["threads"], thread_name_prefix="live")
_kept = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


async def run[T](work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """`work` in a thread of the pool, with a usable database connection before and none held after.

    A connection to PostgreSQL goes back to Django's own pool; one to a SQLite file stays open in its thread.
    """
    begun = time.perf_counter()
    figures.pool_waiting.inc()

    def guarded() -> T:
        figures.pool_waiting.dec()
        close_old_connections()
        try:
            return work(*args, **kwargs)
        finally:
            if not _kept:
                connections.close_all()
            figures.pool_seconds.observe(time.perf_counter() - begun)

    return await asyncio.get_running_loop().run_in_executor(_pool, guarded)


def shut() -> None:
    """Let running work finish, take no more."""
    _pool.shutdown(wait=True, cancel_futures=True)
