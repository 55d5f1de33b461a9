"""Opens the library beside the window: one that is made anew from its files takes a while."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from imagestudio.core.errors import (
    Failure,
    LibraryInUseError,
    LibraryNewerError,
    LibraryReadOnlyError,
)
from imagestudio.core.search_query import Order
from imagestudio.library.folder import Library, open_library
from imagestudio.workers.task import TaskRunner

_NEXT_MS = 1  # not 0: the window answers in between


class Opening(QObject):
    """Opens a library in a thread, to write in if that may be, else to look at.

    Signals:
        opened(Library, Failure | None): it is open; the failure is why it can only be looked at.
        failed(ImageStudioError): it cannot even be looked at.
        progress(int, int): how many of how many records of a database that is made anew are there.
    """

    opened = Signal(object, object)
    failed = Signal(object)
    progress = Signal(int, int)
    _step = Signal(int, int)

    def __init__(self, folder: Path, least_free: int, parent: QObject, order: Order | None = None) -> None:
        """`order` is the one in which the gallery will ask for everything, if that is worth reading ahead."""
        super().__init__(parent)
        self._folder = folder
        self._least_free = least_free
        self._order = order
        self._runner = TaskRunner(2, self)
        self._open_now = threading.Event()
        self._library: Library | None = None
        self._result: tuple[Library, Failure | None] | None = None
        self._taken = False
        self._step.connect(self.progress, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._runner.run(self._open, self._on_opened, self.failed.emit)
        if self._order is not None:
            self._runner.run(self._read_ahead, self._on_read_ahead)

    def close(self) -> None:
        """Wait for what is under way, and close a library nobody has taken."""
        self._open_now.set()
        self._runner.close()
        if self._library is not None and not self._taken:
            self._library.close()

    def _open(self) -> tuple[Library, Failure | None]:
        """Runs in a thread. Raises LibraryError."""
        try:
            return self._opened_library()
        finally:
            self._open_now.set()

    def _opened_library(self) -> tuple[Library, Failure | None]:
        try:
            self._library = open_library(self._folder, least_free=self._least_free, progress=self._step.emit)
            return self._library, None
        except (LibraryInUseError, LibraryReadOnlyError, LibraryNewerError) as error:
            self._library = open_library(self._folder, read_only=True, progress=self._step.emit)
            return self._library, error.failure

    def _read_ahead(self) -> None:
        """Runs in another thread: nearly all of it is SQLite's work, and goes on while the window is built."""
        self._open_now.wait()
        if self._library is not None and self._order is not None:
            self._library.history.read_ahead(self._order)

    def _on_read_ahead(self, _nothing: None) -> None:
        """Whoever asks the history has it."""

    def _on_opened(self, result: tuple[Library, Failure | None]) -> None:
        """Said with a turn of its own: what comes of it takes a while, and so did what was before."""
        self._result = result
        QTimer.singleShot(_NEXT_MS, self._say_opened)

    def _say_opened(self) -> None:
        if self._result is not None:
            self._taken = True
            self.opened.emit(*self._result)
