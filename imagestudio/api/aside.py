"""A call that may block for ever, made beside a loop that can stop waiting for it at any time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def aside(call: Callable[[], T]) -> T:
    """What the call gives or raises. Unlike `asyncio.to_thread`, the end of the loop does not wait for it either."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def tell(setter: Callable[[Any], None], value: object) -> None:
        with suppress(RuntimeError):  # the loop is closed, so nobody waits any more
            loop.call_soon_threadsafe(_unless_done, answer, setter, value)

    def work() -> None:
        try:
            result = call()
        except Exception as error:  # carried over, and raised there
            tell(answer.set_exception, error)
        else:
            tell(answer.set_result, result)

    threading.Thread(target=work, name="aside", daemon=True).start()
    return await answer


def _unless_done(answer: asyncio.Future[T], setter: Callable[[Any], None], value: object) -> None:
    if not answer.done():
        setter(value)
