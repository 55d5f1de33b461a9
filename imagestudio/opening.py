"""Opens the library beside the window: one that is made anew from its files takes a while."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from imagestudio.core.errors import (
    Failure,
    ImageStudioError,
    LibraryInUseError,
    LibraryNewerError,
    LibraryReadOnlyError,
)
from imagestudio.core.search_query import Order
from imagestudio.library.folder import Library, open_library
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.others import Others

_NEXT_MS = 1  # not 0: the window answers in between
_PATIENCE_S, _PAUSE_S = 1.5, 0.1  # with one that is about to be there, or to let the library go

Opened = tuple[Library, Failure | None]


class Opening(QObject):
    """Opens a library in a thread, to write in if that may be, else to look at.

    Signals:
        opened(Library, Failure | None): it is open; the failure is why it can only be looked at.
        failed(ImageStudioError): it cannot even be looked at.
        progress(int, int): how many of how many records of a database that is made anew are there.
        handed_over(): another window has it open, and has taken over what this one was to do.
    """

    opened = Signal(object, object)
    failed = Signal(object)
    progress = Signal(int, int)
    handed_over = Signal()
    _step = Signal(int, int)

    def __init__(
        self,
        folder: Path,
        least_free: int,
        parent: QObject,
        order: Order | None = None,
        *,
        look: bool = False,
        others: Others | None = None,
    ) -> None:
        """`order` is the one in which the gallery will ask for everything, if that is worth reading ahead.

        `look` is the wish to change nothing; `others` are asked to take over where they have the library open.
        """
        super().__init__(parent)
        self._look = look
        self._others = others
        self._closing = threading.Event()
        self._folder = folder
        self._least_free = least_free
        self._order = order
        self._runner = TaskRunner(2, self)
        self._open_now = threading.Event()
        self._library: Library | None = None
        self._result: Opened | None = None
        self._taken = False
        self._step.connect(self.progress, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._runner.run(self._open, self._on_opened, self.failed.emit)
        if self._order is not None:
            self._runner.run(self._read_ahead, self._on_read_ahead)

    def close(self) -> None:
        """Wait for what is under way, and close a library nobody has taken."""
        self._closing.set()
        self._open_now.set()
        self._runner.close()
        self._withdraw()
        if self._library is not None and not self._taken:
            self._library.close()

    def _open(self) -> Opened | None:
        """Runs in a thread; None where it was handed over. Raises LibraryError."""
        try:
            return self._opened_library()
        finally:
            self._open_now.set()

    def _opened_library(self) -> Opened | None:
        if self._look:
            return self._open_to_look(None)
        try:
            return self._open_to_write()
        except LibraryInUseError as error:
            return self._meet_the_other(error)
        except (LibraryReadOnlyError, LibraryNewerError) as error:
            return self._open_to_look(error)

    def _meet_the_other(self, error: LibraryInUseError) -> Opened | None:
        """Somebody has the library open: a window that starts or ends at this moment, or a command under way."""
        from imagestudio.core.hand_over import Answer

        others, until = self._others, time.monotonic() + _PATIENCE_S
        going_on = others is not None
        while others is not None and going_on and not self._closing.is_set():
            going_on = time.monotonic() < until or others.is_announced()  # before it is asked: it may listen since
            answer = others.hand_over()
            if answer is Answer.TAKEN:
                return None
            if answer is not None:  # it is there, and does not answer
                break
            try:
                return self._open_to_write()
            except LibraryInUseError:
                self._closing.wait(_PAUSE_S)
        return self._open_to_look(error)

    def _open_to_write(self) -> Opened:
        if self._others is not None:
            self._others.announce()
        self._library = open_library(self._folder, least_free=self._least_free, progress=self._step.emit)
        return self._library, None

    def _open_to_look(self, error: ImageStudioError | None) -> Opened:
        self._withdraw()
        self._library = open_library(self._folder, read_only=True, progress=self._step.emit)
        return self._library, error.failure if error is not None else None

    def _withdraw(self) -> None:
        if self._others is not None:
            self._others.withdraw()

    def _read_ahead(self) -> None:
        """Runs in another thread: nearly all of it is SQLite's work, and goes on while the window is built."""
        self._open_now.wait()
        if self._library is not None and self._order is not None:
            self._library.history.read_ahead(self._order)

    def _on_read_ahead(self, _nothing: None) -> None:
        """Whoever asks the history has it."""

    def _on_opened(self, result: Opened | None) -> None:
        """Said with a turn of its own: what comes of it takes a while, and so did what was before."""
        if result is None:
            self.handed_over.emit()
        self._result = result
        QTimer.singleShot(_NEXT_MS, self._say_opened)

    def _say_opened(self) -> None:
        if self._result is not None:
            self._taken = True
            self.opened.emit(*self._result)
