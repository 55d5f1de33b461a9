"""A call that is begun at once and whose result is wanted later, perhaps never."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QThreadPool

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Promise(Generic[T]):
    """Runs a call in a thread; whoever wants the result waits for what is left of it."""

    def __init__(self, call: Callable[[], T], otherwise: T) -> None:
        """`otherwise` is the result where the call does not come to one."""
        self._call = call
        self._result = otherwise
        self._ended = threading.Event()
        QThreadPool.globalInstance().start(self._work)

    def get(self, patience_s: float) -> T:
        """The result, or what it is otherwise where that takes too long."""
        self._ended.wait(patience_s)
        return self._result

    def _work(self) -> None:
        try:
            self._result = self._call()
        except Exception:
            _log.exception("a promise was not kept")
        finally:
            self._ended.set()
