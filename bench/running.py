"""A measurement ends at the first thing that is wrong, wherever in the loop it is noticed."""

import asyncio
from collections.abc import Coroutine
from typing import Any


def run[T](work: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run`, in which what any callback raises, such as a member's, ends the work as an AssertionError."""
    return asyncio.run(_watched(work))


async def _watched[T](work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.ensure_future(work)
    wrong: list[AssertionError] = []

    def note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and not isinstance(error, OSError):
            wrong.append(AssertionError(f"{type(error).__name__}: {error}"))
            task.cancel()

    asyncio.get_running_loop().set_exception_handler(note)
    try:
        return await task
    except asyncio.CancelledError:
        if wrong:
            raise wrong[0] from None
        raise
