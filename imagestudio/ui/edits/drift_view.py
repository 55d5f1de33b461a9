"""Shows in the viewer what drifted outside the mask, in place of the picture, until it is not wanted any more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from imagestudio.core.editing import Drifted, Locking
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.origin import Task
from imagestudio.core.ports import Files
from imagestudio.core.record import Record
from imagestudio.ui.edits.drift_card import DriftCard
from imagestudio.ui.edits.drift_picture import drift_picture
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.picture import Picture
from imagestudio.ui.viewer.viewer import Viewer
from imagestudio.workers.task import Task as Work
from imagestudio.workers.task import TaskRunner

_MOST_PIXELS = 6_000_000


class DriftView(QObject):
    """A button in the viewer while a picture is shown that was made with a mask, and what it does.

    Signals:
        lock_requested(Record): everything outside the mask is to be as it was.
        failed(ImageStudioError): why it cannot be shown.
    """

    lock_requested = Signal(object)
    failed = Signal(object)

    def __init__(self, viewer: Viewer, locking: Locking, files: Files, tasks: TaskRunner, theme: Theme) -> None:
        super().__init__(viewer)
        self._viewer = viewer
        self._locking = locking
        self._files = files
        self._tasks = tasks
        self._theme = theme
        self._working: Work | None = None
        self._plain: Picture | None = None
        self.button = viewer.controls.add_tool("heat", self.tr("What drifted outside the mask (D)"))
        self.card = DriftCard(viewer)
        self.button.setCheckable(True)
        self.button.setVisible(False)
        self.button.clicked.connect(self._on_clicked)
        self.card.lock_clicked.connect(self._on_lock)
        viewer.turned.connect(self._on_turned)
        viewer.closed.connect(self._on_turned)
        if viewer.record is not None:
            self._on_turned()

    @property
    def shown(self) -> bool:
        return self.button.isChecked()

    def toggle(self) -> None:
        """Show it, or the picture again."""
        record = self._viewer.record
        if record is None or record.mask is None:
            return
        self.button.setChecked(not self.shown)
        self._on_clicked()

    def _on_clicked(self) -> None:
        record = self._viewer.record
        self._viewer.controls.tint()
        if self.shown and record is not None:
            theme = self._theme
            colors = [theme.color("accent"), theme.color("danger")]
            call = partial(_look, self._locking, self._files, record, colors)
            self._working = self._tasks.run(call, self._on_found, self._on_failed)
        else:
            self._show_plain()

    def _on_found(self, found: tuple[Record, Drifted, Picture]) -> None:
        record, drifted, picture = found
        self._working = None
        self._viewer.canvas.show_picture(picture)
        self.card.tell(drifted, record.task != Task.LOCKED)

    def _on_failed(self, error: ImageStudioError) -> None:
        self._working = None
        self._on_turned()
        self.failed.emit(error)

    def _show_plain(self) -> None:
        self._stop()
        if (record := self._viewer.record) is not None and self._viewer.isVisible():
            self._viewer.show_again(record)

    def _on_turned(self) -> None:
        """Another picture, or none: it begins as it is."""
        self._stop()
        record = self._viewer.record
        self.button.setChecked(False)
        self.button.setVisible(record is not None and record.mask is not None)
        self._viewer.controls.tint()

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()
            self._working = None
        self.card.hide()

    def _on_lock(self) -> None:
        if (record := self._viewer.record) is not None:
            self.lock_requested.emit(record)


def _look(locking: Locking, files: Files, record: Record, colors: list[QColor]) -> tuple[Record, Drifted, Picture]:
    """Runs in a worker thread. Raises PictureError, FileGoneError, FileSpoiltError, DiskError."""
    drifted = locking.drift(record)
    return record, drifted, drift_picture(files.path_of(record), drifted, colors, _MOST_PIXELS)
