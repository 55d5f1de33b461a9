"""Opens the viewer over the window and turns its pages through the gallery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from imagestudio.core.organisation import Change, Pick
from imagestudio.core.pixels import ReadSmall, read_none
from imagestudio.core.record import Record
from imagestudio.core.times import now_us
from imagestudio.ui.gallery.cell import CellRole
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.viewer.held_selection import HeldSelection
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.viewer.viewer import Viewer

_AHEAD, _BEHIND, _READ = 2, 1, 8  # pictures decoded beside the shown one, and records read


class ViewerHost(QObject):
    """Keeps the viewer, the gallery's selection and the order of the pictures together.

    Several selected pictures are turned through among themselves; else the whole gallery is.

    Signals:
        change_requested(Change, list): somebody rates or picks the pictures of these times.
        view_made(QWidget): the viewer is there now, and can hear more keys.
    """

    change_requested = Signal(object, list)
    view_made = Signal(object)

    def __init__(
        self, workspace: Workspace, parts: Parts, decoders: TaskRunner, read_small: ReadSmall = read_none
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._decoders = decoders
        self._read_small = read_small
        self._gallery: GalleryModel = parts.gallery
        self._held = HeldSelection(workspace.gallery_panel, parts.gallery, self)
        self._viewer: Viewer | None = None
        self._time = self._row = 0
        self._forward = True
        self._awaited = False
        workspace.gallery_panel.opened.connect(self.show_record)
        workspace.details_panel.page.opened.connect(self.show_record)
        workspace.actions_of["open"].triggered.connect(self._on_open)
        self._gallery.dataChanged.connect(self._on_data_changed)
        self._gallery.rowsRemoved.connect(self._on_rows_gone)
        self._gallery.modelReset.connect(self._on_rows_gone)

    @property
    def viewer(self) -> Viewer | None:
        return self._viewer

    def show_record(self, record: Record, among: Sequence[int] = ()) -> None:
        """Show this picture over the whole window; where it is one `among` others, these are turned through."""
        viewer = self._viewer or self._make_viewer()
        if not viewer.isVisible():
            self._held.hold(record.time, among)
            self._forward = True
        self._time, self._awaited = record.time, False
        self._row = max(self._row, 0) if (row := self._gallery.row_of(record.time)) < 0 else row
        self._held.show(record.time)
        viewer.show_record(record, self._placeholder(record), self._position_text())
        self._welcome_neighbours(viewer)

    def _make_viewer(self) -> Viewer:
        from imagestudio.ui.viewer.viewer import Viewer

        parts, window = self._parts, self._workspace.window()
        self._viewer = Viewer(
            parts.theme, self._decoders, parts.files, parts.catalog, window, read_small=self._read_small
        )
        self._viewer.closed.connect(self._on_closed)
        self._viewer.next_requested.connect(self._on_next)
        self._viewer.previous_requested.connect(self._on_previous)
        self._viewer.rate_requested.connect(self._on_rate)
        self._viewer.pick_requested.connect(self._on_pick)
        self._viewer.refused.connect(self._on_refused)
        self.view_made.emit(self._viewer)
        return self._viewer

    def _placeholder(self, record: Record) -> QImage | None:
        """The preview, or the gallery's thumbnail where it is not cut to a square."""
        details = self._workspace.details_panel
        if details.record is not None and details.record.time == record.time:
            return details.preview.image()
        row = self._gallery.row_of(record.time)
        image = self._gallery.index(row).data(CellRole.THUMBNAIL) if row >= 0 else None
        if not isinstance(image, QImage) or image.isNull():
            return None
        return image if abs(image.width() * record.height / (image.height() * record.width) - 1) < 0.02 else None

    # turning over

    def _position_text(self) -> str:
        if self._held.times:
            place, count = self._held.times.index(self._time), len(self._held.times)
            text = self.tr("{0} of {1}") if self._held.borrowed else self.tr("{0} of {1} selected")
            return text.format(f"{place + 1:,}", f"{count:,}")
        row = self._gallery.row_of(self._time) - self._gallery.job_rows
        return self.tr("{0} of {1}").format(f"{row + 1:,}", f"{self._gallery.pictures:,}") if row >= 0 else ""

    def _rows(self, step: int) -> Iterator[int]:
        """The rows that follow one another from the shown picture on, in one direction."""
        if self._held.times:
            place = self._held.times.index(self._time) + step
            while 0 <= place < len(self._held.times):
                if (row := self._gallery.row_of(self._held.times[place])) >= 0:
                    yield row
                place += step
            return
        row = self._gallery.row_of(self._time)
        row = row + step if row >= 0 else self._row - (step < 0)  # one that has gone left its place to the next
        while self._gallery.job_rows <= row < self._gallery.rowCount():
            yield row
            row += step

    def _on_next(self) -> None:
        self._turn(1)

    def _on_previous(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> bool:
        row = next(self._rows(step), None)
        if row is None:
            return False
        self._forward = step > 0
        cell = self._gallery.cell(row)
        self._time, self._row = cell.time, row
        if cell.record is not None:
            self.show_record(cell.record)
        else:  # its record is on its way
            self._awaited = True
            self._held.show(cell.time)
            self._gallery.want_rows(range(row, row + 1))
        return True

    def _welcome_neighbours(self, viewer: Viewer) -> None:
        """Let what probably comes next be decoded, and the records behind it be read."""
        step = 1 if self._forward else -1
        rows = [row for _, row in zip(range(_AHEAD), self._rows(step), strict=False)]
        rows += [row for _, row in zip(range(_BEHIND), self._rows(-step), strict=False)]
        if not self._held.times:
            self._gallery.want_rows(range(max(0, self._row - _READ), self._row + _READ + 1))
        viewer.welcome(list(self._known(rows)))

    def _known(self, rows: list[int]) -> Iterator[Record]:
        """The records of these rows that are read; the others are asked for."""
        for row in rows:
            if (record := self._gallery.cell(row).record) is None:
                self._gallery.want_rows(range(row, row + 1))
            else:
                yield record

    # what happens

    def _on_open(self) -> None:
        if (record := self._workspace.details_panel.record) is not None:
            self.show_record(record)

    def _on_rate(self, stars: int) -> None:
        self._change(Change(rating=stars))

    def _on_pick(self, pick: Pick) -> None:
        self._change(Change(pick=pick))

    def _change(self, change: Change) -> None:
        """Show it at once; the gallery tells later what really became of it."""
        if self._viewer is None or self._viewer.record is None or self._awaited:
            return
        record = self._viewer.record
        self._viewer.update_record(replace(record, organisation=change.applied(record.organisation, now_us())))
        self.change_requested.emit(change, [record.time])

    def look_again(self) -> None:
        """A change may not have been made: show what is."""
        self._on_data_changed()

    def _on_data_changed(self) -> None:
        viewer = self._viewer
        if viewer is None or not viewer.isVisible() or (row := self._gallery.row_of(self._time)) < 0:
            return
        record = self._gallery.cell(row).record
        if record is None:
            return
        if self._awaited:
            self.show_record(record)
        elif viewer.record is not None and viewer.record.time == record.time and viewer.record != record:
            viewer.update_record(record)

    def _on_rows_gone(self) -> None:
        """One that was put in the trash makes room for the next; one that a search finds no longer stays in sight."""
        viewer, record = self._viewer, self._gallery.records.get(self._time)
        if viewer is None or not viewer.isVisible() or record is None or not record.organisation.is_trashed:
            return
        if self._gallery.row_of(self._time) < 0 and not (self._turn(1) or self._turn(-1)):
            viewer.leave()

    def _on_refused(self) -> None:
        """Look at its details again, which notices a file that went since they were shown."""
        self._workspace.gallery_panel.view.selection_changed.emit()

    def _on_closed(self) -> None:
        self._awaited = False
        self._held.give_back(self._time)
        self._workspace.gallery_panel.view.setFocus()
