"""One pace for all jobs: when the service asks for patience, every job waits."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque

from imagestudio.core.errors import CertificateError, ImageStudioError, ProxyError, RateLimitedError

LONGEST_WAIT_S = 120.0
TRIES_NOT_SENT = 3
TRIES_RATE_LIMITED = 5


class Pace:
    """The moment before which nothing is sent; shared by the loops of all job threads."""

    def __init__(self) -> None:
        self._not_before = deque([0.0], maxlen=64)  # appending is atomic, so no thread's wish is lost to another's

    def hold(self, seconds: float) -> None:
        """Let no job send for so long."""
        self._not_before.append(time.monotonic() + seconds)

    @property
    def remaining_s(self) -> float:
        return max(0.0, max(self._not_before.copy()) - time.monotonic())

    async def ready(self) -> None:
        """Wait until sending is allowed; a job that was stopped meanwhile ends here, before anything is begun."""
        await asyncio.sleep(0)
        while (remaining := self.remaining_s) > 0:  # noqa: ASYNC110 - other threads prolong it
            await asyncio.sleep(remaining)


def pause_before(try_number: int) -> float:
    """Seconds to wait before a further try: 2, 4, 8 … with jitter, so that four jobs do not come back as one."""
    return float(2**try_number) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret


def may_try_again(error: ImageStudioError, try_number: int) -> bool:
    """Whether a request of which nothing was sent, or that was refused for now, is sent again by itself."""
    if isinstance(error, CertificateError | ProxyError):
        return False
    if isinstance(error, RateLimitedError):
        patient = error.retry_after is None or error.retry_after <= LONGEST_WAIT_S
        return patient and try_number < TRIES_RATE_LIMITED
    return try_number <= TRIES_NOT_SENT
