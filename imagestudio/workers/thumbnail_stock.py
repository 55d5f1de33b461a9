"""Has all missing thumbnails made beside the window, and tells how far that is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.ports import Stocking
from imagestudio.workers.task import TaskRunner

_THREADS = 3  # one more than there are helpers, so that none of those ever waits for the next picture
_TELL_MS = 200


class ThumbnailStock(QObject):
    """Looks once after the start whether the cache is gone, and fills it.

    Signals:
        progressed(int, int): so many of so many are made.
        ended(): nothing is being made any more.
    """

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, stocking: Stocking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stocking = stocking
        self._runner = TaskRunner(_THREADS, self)
        self._working = 0
        self._telling = QTimer(self, interval=_TELL_MS)
        self._telling.timeout.connect(self._on_tell)

    @property
    def busy(self) -> bool:
        return self._runner.busy

    def start(self) -> None:
        """Make what is missing, unless that is under way."""
        if not self._runner.busy:
            self._runner.run(self._stocking.look, self._on_looked, self._on_failed)

    def stop(self) -> None:
        """Leave it at what there is; the rest is made as it is looked at."""
        self._stocking.stop()

    def close(self) -> None:
        """Stop, and wait for the thumbnails that are being made."""
        self._stocking.stop()
        self._telling.stop()
        self._runner.close()

    def _on_looked(self, missing: int) -> None:
        if not missing:
            return
        self._working = _THREADS
        for _ in range(_THREADS):
            self._runner.run(self._stocking.work, self._on_worked, self._on_failed)
        self._telling.start()
        self._on_tell()

    def _on_tell(self) -> None:
        self.progressed.emit(self._stocking.done, max(self._stocking.total, self._stocking.done))

    def _on_worked(self, _nothing: object) -> None:
        self._working -= 1
        if self._working <= 0:
            self._end()

    def _on_failed(self, _error: ImageStudioError) -> None:
        """The history cannot be read; whoever looks at it is told of that."""
        self._on_worked(None)

    def _end(self) -> None:
        if self._telling.isActive():
            self._telling.stop()
            self.ended.emit()
