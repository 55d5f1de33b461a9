"""How long a paid answer is waited for, counted only while this program runs."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

_TICK_S = 1.0


class Patience:
    """An `async with` that raises TimeoutError after `silent_s` seconds without `heard()`, or after `whole_s` in all.

    A program that was stopped, or a computer that slept, finds the answer in its socket when it goes on. A plain
    time-out would be over at that very moment and throw the paid answer away; so the time in between does not count.
    """

    def __init__(self, silent_s: float, whole_s: float) -> None:
        self._silent_s = silent_s
        self._whole_s = whole_s
        self._silent_left = silent_s
        self._whole_left = whole_s
        self._tick_s = min(_TICK_S, silent_s / 4, whole_s / 4)
        self._scope = asyncio.timeout(None)
        self._latest = 0.0
        self._next: asyncio.TimerHandle | None = None

    def heard(self) -> None:
        """Something came."""
        self._silent_left = self._silent_s

    def sent(self) -> None:
        """A piece of the request went out: waiting for its answer begins anew."""
        self._silent_left = self._silent_s
        self._whole_left = self._whole_s

    async def __aenter__(self) -> Self:
        await self._scope.__aenter__()
        self._latest = asyncio.get_running_loop().time()
        self._tick()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._next is not None:
            self._next.cancel()
        await self._scope.__aexit__(kind, error, traceback)

    def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        passed = min(now - self._latest, 2 * self._tick_s)
        self._latest = now
        self._silent_left -= passed
        self._whole_left -= passed
        left = min(self._silent_left, self._whole_left)
        if left <= 0:
            self._scope.reschedule(now)
        else:
            self._next = loop.call_later(min(left, self._tick_s), self._tick)
