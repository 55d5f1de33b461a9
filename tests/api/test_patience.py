"""How long a paid answer is waited for."""

from __future__ import annotations

import asyncio
import time

import pytest

from imagestudio.api.patience import Patience


async def _wait(silent_s: float, whole_s: float, heard_every_s: float = 0.0) -> None:
    async with Patience(silent_s, whole_s) as patience:
        for _ in range(1000):
            await asyncio.sleep(heard_every_s or 1)
            patience.heard()


def test_silence_is_waited_for_so_long() -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(_wait(0.1, 60))
    assert 0.1 <= time.monotonic() - began < 30


def test_what_drips_is_waited_for_so_long_in_all() -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(_wait(60, 0.2, heard_every_s=0.01))
    assert 0.2 <= time.monotonic() - began < 30


def test_the_time_in_which_the_program_was_stopped_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    async def stopped() -> bool:
        loop = asyncio.get_running_loop()
        real, asleep = loop.time, [0.0]
        monkeypatch.setattr(loop, "time", lambda: real() + asleep[0])
        came: asyncio.Future[bool] = loop.create_future()

        def sleep() -> None:
            asleep[0] += 3600  # as a SIGSTOP would: the clock goes on, and nothing runs

        async with Patience(200, 400):
            loop.call_later(0.01, sleep)
            loop.call_later(0.02, loop.call_later, 1.5, came.set_result, True)  # a tick later
            return await came

    assert asyncio.run(stopped())


def test_who_is_cancelled_is_not_late() -> None:
    async def cancelled() -> None:
        task = asyncio.create_task(_wait(60, 60))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())


def test_waiting_begins_anew_with_each_piece_of_the_request_that_goes_out() -> None:
    async def upload() -> None:
        async with Patience(0.2, 0.2) as patience:
            for _ in range(20):
                await asyncio.sleep(0.03)
                patience.sent()
            await asyncio.sleep(60)

    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(upload())
    assert time.monotonic() - began >= 0.75
