"""Answers that come at the same time, taken one after the other: the first is done sooner, and the window can breathe.

Eight threads that each take a little of their answer would all ask for Python's lock all the time, and the window
would have it for one moment in nine.
"""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

import httpx

_PATIENCE_S = 0.25


class Turns:
    """Who may take what has come of an answer; shared by threads that each have a loop of their own."""

    def __init__(self) -> None:
        self._free = threading.Lock()

    def of(self, response: httpx.Response) -> Turn:
        return Turn(self._free, response)


class Turn:
    """One answer's: held while more of it is here already, never while the wire is waited for."""

    def __init__(self, free: threading.Lock, response: httpx.Response) -> None:
        self._free = free
        self._stream = response.extensions.get("network_stream")
        self._held = False
        self._patient = self._stream is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._give_back()

    def wait(self) -> None:
        """Wait for the turn; whoever holds it too long, as half a record of TLS came, is not waited for again."""
        if self._patient and not self._held:
            self._held = self._patient = self._free.acquire(timeout=_PATIENCE_S)

    def look(self) -> None:
        """Let others go on where nothing more is here."""
        if self._held and self._stream is not None and not self._stream.get_extra_info("is_readable"):
            self._give_back()

    def _give_back(self) -> None:
        if self._held:
            self._held = False
            self._free.release()
