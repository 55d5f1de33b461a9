"""A campaign that is ended leaves nothing behind: no folder, no mount and no program that still runs."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

_ENDS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Let the signals that end a program raise SystemExit, once, so that everything that cleans up does."""
    before = {number: signal.signal(number, _leave) for number in _ENDS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def no_child_left() -> Iterator[None]:
    """End the programs that were started and still run, before the folder they write to is removed."""
    try:
        yield
    finally:
        for child in _children():
            _kill(child)


def _leave(number: int, _frame: FrameType | None) -> None:
    for each in _ENDS:  # a second one must not interrupt the cleaning up
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)


def _children() -> list[int]:
    """The processes this one started, each the first of a session of its own."""
    lists = Path("/proc/self/task").glob("*/children")
    return [int(child) for path in lists for child in path.read_text(encoding="ascii").split()]


def _kill(child: int) -> None:
    """All of its session, as what is run under strace would go on without it."""
    with suppress(ProcessLookupError, PermissionError):
        if os.getpgid(child) == child:
            os.killpg(child, signal.SIGKILL)
        else:
            os.kill(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(child, 0)
