"""A measurement ends at the first thing that is wrong, wherever in the loop it is noticed."""

import asyncio
from collections.abc import Coroutine
from typing import Any


def run[T](work: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run`, in which an AssertionError of any callback, such as a member's, ends the work and is raised."""
    return asyncio.run(_watched(work))


async def _watched[T](work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.ensure_future(work)
    wrong: list[AssertionError] = []

    def note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, AssertionError):
            wrong.append(error)
            task.cancel()
        elif not wrong:
            loop.default_exception_handler(context)

    asyncio.get_running_loop().set_exception_handler(note)
    try:
        return await task
    except asyncio.CancelledError:
        if wrong:
            raise wrong[0] from None
        raise
