"""How threads that work for long let the window go first."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

_NICE = 10
A_LITTLE = 5  # of somebody who is waited for, but not by the window


def give_way(by: int = _NICE) -> None:
    """Lower the calling thread's priority, where threads have one of their own."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), by)
