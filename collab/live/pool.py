"""Database work of the sockets: a bounded pool of threads, so that one slow query delays one socket, not the process."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import close_old_connections

_pool = ThreadPoolExecutor(max_workers=settings.LIVE["threads"], thread_name_prefix="live")


async def run[T](work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """`work` in a thread of the pool, with a usable database connection before and after."""

    def guarded() -> T:
        close_old_connections()
        try:
            return work(*args, **kwargs)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_pool, guarded)
