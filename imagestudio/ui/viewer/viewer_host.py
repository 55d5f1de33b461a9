"""Opens the viewer over the window and turns its pages through the gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from imagestudio.core.ports import Files
from imagestudio.core.record import Record
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.workspace import Parts, Workspace

if TYPE_CHECKING:
    from imagestudio.ui.viewer.viewer import Viewer


class ViewerHost(QObject):
    """Keeps the viewer, the gallery's selection and the order of the pictures together."""

    def __init__(self, workspace: Workspace, parts: Parts) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._files: Files = parts.files
        self._gallery: GalleryModel = parts.gallery
        self._viewer: Viewer | None = None
        self._time = 0
        self._awaited = False
        workspace.gallery_panel.opened.connect(self.show_record)
        workspace.details_panel.opened.connect(self.show_record)
        workspace.actions_of["open"].triggered.connect(self._on_open)
        self._gallery.dataChanged.connect(self._on_data_changed)

    @property
    def viewer(self) -> Viewer | None:
        return self._viewer

    def show_record(self, record: Record) -> None:
        """Show this picture over the whole window."""
        self._time = record.time
        self._awaited = False
        viewer = self._viewer or self._make_viewer()
        viewer.show_record(record, self._files.path_of(record), self._placeholder(record), self._position_text())

    def _make_viewer(self) -> Viewer:
        from imagestudio.ui.viewer.viewer import Viewer

        self._viewer = Viewer(self._parts.theme, self._parts.tasks, self._workspace.window())
        self._viewer.closed.connect(self._on_closed)
        self._viewer.next_requested.connect(self._on_next)
        self._viewer.previous_requested.connect(self._on_previous)
        self._viewer.refused.connect(self._on_refused)
        return self._viewer

    def _placeholder(self, record: Record) -> QImage | None:
        details = self._workspace.details_panel
        same = details.record is not None and details.record.time == record.time
        return details.preview.image() if same else None

    def _position_text(self) -> str:
        row = self._gallery.row_of(self._time) - self._gallery.job_rows
        return self.tr("{0} of {1}").format(f"{row + 1:,}", f"{self._gallery.pictures:,}") if row >= 0 else ""

    def _on_open(self) -> None:
        if (record := self._workspace.details_panel.record) is not None:
            self.show_record(record)

    def _on_next(self) -> None:
        self._turn(1)

    def _on_previous(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> None:
        row = self._gallery.row_of(self._time) + step
        if not self._gallery.job_rows <= row < self._gallery.rowCount():
            return
        cell = self._gallery.cell(row)
        self._time = cell.time
        self._workspace.gallery_panel.select_record(cell.time)
        if cell.record is not None:
            self.show_record(cell.record)
        else:  # its record is on its way
            self._awaited = True
            self._gallery.want_rows(range(row, row + 1))

    def _on_data_changed(self) -> None:
        if not self._awaited:
            return
        cell = self._gallery.cell(self._gallery.row_of(self._time))
        if cell.record is not None:
            self.show_record(cell.record)

    def _on_refused(self) -> None:
        """Look at its details again, which notices a file that went since they were shown."""
        self._workspace.gallery_panel.view.selection_changed.emit()

    def _on_closed(self) -> None:
        self._awaited = False
        self._workspace.gallery_panel.select_record(self._time)
        self._workspace.gallery_panel.view.setFocus()
