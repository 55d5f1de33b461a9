"""Has pictures decoded in helper processes, and fills the cache of thumbnails once the window has come to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from imagestudio.core.job import Job, JobState
from imagestudio.library.folder import Library
from imagestudio.library.thumbnail_makers import ThumbnailMakers
from imagestudio.ui.bottom_line import BottomLine
from imagestudio.ui.theme import Theme
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.workers.thumbnail_stock import ThumbnailStock

_AT_REST_MS = 3000
_HELPERS_REST_MS = 20_000


class Restocking(QObject):
    """Has pictures checked and thumbnails made in helper processes from now on, and those missing all at once."""

    def __init__(
        self, library: Library, queue: JobQueue, tasks: TaskRunner, theme: Theme, line: BottomLine, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._tasks = tasks
        self._library = library
        self._theme = theme
        self._line = line
        self._makers = ThumbnailMakers()
        self.stock: ThumbnailStock | None = None
        self._at_rest = QTimer(self, singleShot=True, interval=_AT_REST_MS)
        self._helpers_rest = QTimer(self, interval=_HELPERS_REST_MS)
        self._at_rest.timeout.connect(self._on_rest)
        self._helpers_rest.timeout.connect(self._on_helpers_rest)
        queue.job_changed.connect(self._on_job_changed)
        library.thumbnails.shrink_with(self._makers.make)
        library.originals.check_with(self._makers.check)
        library.journal.unpack_with(self._makers.unpack)

    def begin(self) -> None:
        """Look after the cache in a while."""
        self._helpers_rest.start()
        if not self._library.read_only:
            self._at_rest.start()

    def start(self) -> None:
        """Look after the cache now."""
        if self.stock is None:
            from imagestudio.library.stocking import LibraryStocking
            from imagestudio.ui.stock_line import StockLine
            from imagestudio.workers.thumbnail_stock import ThumbnailStock

            stocking = LibraryStocking(self._library.history, self._library.thumbnails)
            self.stock = ThumbnailStock(stocking, self)
            self.stock.ended.connect(self._makers.rest)
            self._line.add_progress(StockLine(self.stock, self._theme, self._line))
        self.stock.start()

    def close(self) -> None:
        """End the helpers; whoever waits for one hears that there is no thumbnail."""
        self._at_rest.stop()
        if self.stock is not None:
            self.stock.stop()
        self._makers.close()
        if self.stock is not None:
            self.stock.close()

    def _on_job_changed(self, job: Job) -> None:
        """A picture is on its way; whoever will check it begins now."""
        if job.state is JobState.SENDING:
            self._tasks.run(self._makers.warm, self._on_warm)

    def _on_rest(self) -> None:
        """Whatever is imported in the window's thread, the window waits for."""
        self._tasks.run(_bring_along, self._on_brought)

    def _on_brought(self, _nothing: object) -> None:
        self.start()

    def _on_warm(self, _nothing: object) -> None:
        """There is nothing to say."""

    def _on_helpers_rest(self) -> None:
        if not self._queue.running_count:
            self._makers.rest()


def _bring_along() -> None:
    """Import what filling the cache takes; runs in a worker thread."""
    from imagestudio.library import stocking  # noqa: F401 - asked for by name where it is used
    from imagestudio.ui import stock_line  # noqa: F401
    from imagestudio.workers import thumbnail_stock  # noqa: F401
