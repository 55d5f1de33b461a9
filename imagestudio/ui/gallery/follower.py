"""Where more was asked for than the view has room for, the jobs that run stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QTimer

from imagestudio.core.job import RUNNING
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_view import GridView


class Follower(QObject):
    """Begins with new jobs when the view is at its top, and ends as soon as the person goes elsewhere.

    Pictures come at the places of their jobs, the oldest first and thus the lowest: without this the first rows of
    twenty jobs only wait, and what happens is out of sight.
    """

    def __init__(self, view: GridView, gallery: GalleryModel) -> None:
        super().__init__(view)
        self._view = view
        self._gallery = gallery
        self._following = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_soon)
        gallery.rowsInserted.connect(self._on_rows_inserted)
        gallery.rowsRemoved.connect(self._on_changed)
        gallery.dataChanged.connect(self._on_changed)
        view.verticalScrollBar().actionTriggered.connect(self._on_gone_elsewhere)
        view.selectionModel().currentChanged.connect(self._on_gone_elsewhere)

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, _last: int) -> None:
        if first < self._gallery.job_rows and self._view.verticalScrollBar().value() == 0:
            self._following = True
        self._on_changed()

    def _on_changed(self) -> None:
        self._following = self._following and self._gallery.job_rows > 0
        if self._following:
            self._soon.start()

    def _on_gone_elsewhere(self) -> None:
        self._following = False

    def _on_soon(self) -> None:
        """Once for all changes of one event."""
        running = [row for row in range(self._gallery.job_rows) if self._is_running(row)]
        if running and self._following:
            self._view.scrollTo(self._gallery.index(running[-1]))
            self._view.scrollTo(self._gallery.index(running[0]))

    def _is_running(self, row: int) -> bool:
        job = self._gallery.cell(row).job
        return job is not None and job.state in RUNNING and not job.failed
