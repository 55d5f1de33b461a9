"""Plain calls that run beside the window and answer in its thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from imagestudio.core.errors import ImageStudioError
from imagestudio.workers.priority import give_way

T = TypeVar("T")

_log = logging.getLogger(__name__)


GoesOn = Callable[[], bool]


class Task:
    """One call under way; nobody hears of a cancelled one, which stops early only where it asks whether to go on."""

    def __init__(
        self, call: Callable[[GoesOn], Any], done: Callable[[Any], None], failed: Callable[[Any], None] | None
    ):
        self._call = call
        self._done = done
        self._failed = failed
        self._cancelled = False
        self.result: object = None
        self.error: Exception | None = None

    def cancel(self) -> None:
        self._cancelled = True

    def goes_on(self) -> bool:
        """Whether somebody may still wait; asked in the worker thread."""
        return not self._cancelled

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits any more: cancelled, or the widget that asked is gone."""
        owner = getattr(self._done, "__self__", None)
        return self._cancelled or (isinstance(owner, QObject) and not isValid(owner))

    def work(self) -> None:
        """Make the call; runs in a worker thread."""
        if self._cancelled:
            return
        try:
            self.result = self._call(self.goes_on)
        except Exception as error:  # carried to the GUI thread, where it is shown or raised
            self.error = error

    def answer(self) -> None:
        """Hand the result over; runs in the thread of the runner. Raises what is our bug."""
        if self.error is None:
            self._done(self.result)
        elif not isinstance(self.error, ImageStudioError):
            _log.error("A task ended in a bug", exc_info=self.error)
            raise self.error
        elif self._failed is not None:
            self._failed(self.error)
        else:
            _log.warning("A task ended with %s and nobody listens", type(self.error).__name__)


class TaskRunner(QObject):
    """Runs calls on a few threads of its own, first come first served, and answers in the thread it lives in.

    Signals:
        _ended: a call has come to its end; emitted in the worker thread, heard in ours.
    """

    _ended = Signal(object)

    def __init__(self, max_threads: int = 2, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.polite = False  # whether its threads let the window go first where both have something to do
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(max_threads)
        self._tasks: set[Task] = set()
        self._closed = False
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        call: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ImageStudioError], None] | None = None,
    ) -> Task:
        """Call in a worker thread; `done` or `failed` answers here, unless the task was cancelled before.

        Newest wins: keep the task, and cancel it when you ask again. `done` is a bound method of a QObject; when
        that is gone, nobody is called.
        """
        return self.run_while_wanted(lambda _goes_on: call(), done, failed)

    def run_while_wanted(
        self,
        call: Callable[[GoesOn], T],
        done: Callable[[T], None],
        failed: Callable[[ImageStudioError], None] | None = None,
    ) -> Task:
        """The same for a call that asks what it is handed whether it still goes on, and ends early if not."""
        task = Task(call, done, failed)
        if self._closed:
            task.cancel()
            return task
        self._tasks.add(task)
        self._pool.start(_Work(task, self._ended.emit, polite=self.polite))
        return task

    @property
    def busy(self) -> bool:
        return bool(self._tasks)

    def close(self, patience_ms: int = -1) -> bool:
        """Drop what waits, wait for what runs, and answer nothing more; whether all calls came to their end.

        A call can hang for ever, a keyring's for instance, so the patience may be limited.
        """
        self._closed = True
        for task in self._tasks:
            task.cancel()
        self._pool.clear()
        self._tasks.clear()
        return self._pool.waitForDone(patience_ms)

    def finish(self) -> None:
        """Take no more, and wait until all that was asked for is done; nothing is answered."""
        self._closed = True
        self._pool.waitForDone()
        self._tasks.clear()

    @Slot(object)
    def _on_ended(self, task: Task) -> None:
        self._tasks.discard(task)
        if not task.cancelled and not self._closed:
            task.answer()


class _Work:
    """What the pool calls: the task, then the news of its end."""

    def __init__(self, task: Task, ended: Callable[[Task], None], *, polite: bool) -> None:
        self._task = task
        self._ended = ended
        self._polite = polite

    def __call__(self) -> None:
        if self._polite:
            give_way()
        self._task.work()
        self._ended(self._task)
