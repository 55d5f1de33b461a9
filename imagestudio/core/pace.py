"""One pace for all jobs: when the service asks for patience, every job waits."""

from __future__ import annotations

import asyncio
import random
import time

LONGEST_WAIT_S = 120.0
TRIES_NOT_SENT = 3
TRIES_RATE_LIMITED = 5


class Pace:
    """The moment before which nothing is sent; shared by the loops of all job threads."""

    def __init__(self) -> None:
        self._not_before = 0.0

    def hold(self, seconds: float) -> None:
        """Let no job send for so long."""
        self._not_before = max(self._not_before, time.monotonic() + seconds)

    @property
    def remaining_s(self) -> float:
        return max(0.0, self._not_before - time.monotonic())

    async def ready(self) -> None:
        """Wait until sending is allowed."""
        while (remaining := self.remaining_s) > 0:  # noqa: ASYNC110 - other threads prolong it
            await asyncio.sleep(remaining)


def pause_before(try_number: int) -> float:
    """Seconds to wait before a further try: 2, 4, 8 … with jitter, so that four jobs do not come back as one."""
    return float(2**try_number) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret
