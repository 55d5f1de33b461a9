"""The geometry of the gallery view: scrolling, selecting and moving over a grid in sections."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimerEvent,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from imagestudio.ui.gallery.arrangement import Group
from imagestudio.ui.gallery.cell_delegate import RING
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_keys import LARGEST, MOVES, SIZE_KEYS, SIZE_STEP, SMALLEST, USUAL
from imagestudio.ui.gallery.grid_layout import GAP, HEADER, GridLayout, joined

_Index = QModelIndex | QPersistentModelIndex
_WHEEL_STEP = 40  # a notch of the wheel is three of them


class GridView(QListView):
    """A QListView for what screen readers know of it; where its cells are is ours alone.

    Every virtual method of QListView that would lay out or look up its own list goes past it to QAbstractItemView.

    Signals:
        cell_size_changed: cells are wanted this large now.
        laid_out: everything was placed anew.
    """

    cell_size_changed = Signal(int)
    laid_out = Signal()

    def __init__(self, gallery: GalleryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gallery = gallery
        self._cell_size = USUAL
        self._grid = GridLayout()
        self._anchor: tuple[QPersistentModelIndex, int] | None = None
        self._band_origin: QPoint | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(gallery)
        gallery.rowsAboutToBeInserted.connect(self._on_about_to_change)
        gallery.rowsAboutToBeRemoved.connect(self._on_about_to_change)
        gallery.rowsInserted.connect(self._on_rows_changed)
        gallery.rowsRemoved.connect(self._on_rows_changed)
        gallery.modelReset.connect(self._on_rows_changed)
        gallery.picture_arrived.connect(self._on_picture_arrived)
        gallery.sections_changed.connect(self._on_rows_changed)

    @property
    def cell_size(self) -> int:
        return self._cell_size

    def set_cell_size(self, size: int) -> None:
        """Make cells about this large; the columns fill the width."""
        size = min(max(size, SMALLEST), LARGEST)
        if size != self._cell_size:
            self._cell_size = size
            self.relayout()
            self.cell_size_changed.emit(size)

    def selected_rows(self) -> list[range]:
        spans = self.selectionModel().selection()
        return sorted((range(span.top(), span.bottom() + 1) for span in spans.toList()), key=lambda rows: rows.start)

    def visible_rows(self) -> range:
        """The rows in sight."""
        top = self.verticalOffset()
        return self._grid.rows_between(top, top + self.viewport().height() - 1)

    def rows_around(self) -> range:
        """The rows in sight, and those of a screen above and below."""
        top, height = self.verticalOffset(), self.viewport().height()
        return self._grid.rows_between(top - height, top + 2 * height)

    def top_of(self, row: int) -> int:
        """How far below the top of all pictures a row stands."""
        return self._grid.rect_of(row).top()

    def relayout(self) -> None:
        """Place everything anew; what was at the top of the view stays there, unless that was the very top."""
        anchor = self._anchor or self._take_anchor()
        self._anchor = None
        header = 0 if self._gallery.arrangement.group is Group.NONE else HEADER
        rows = self._gallery.sections().rows()
        self._grid = GridLayout(rows, self.contentsRect().width(), self._cell_size, header)
        self.updateGeometries()
        if anchor is not None and anchor[0].isValid():
            self.verticalScrollBar().setValue(self._grid.rect_of(anchor[0].row()).top() - anchor[1])
        self.viewport().update()
        self.laid_out.emit()

    def _take_anchor(self) -> tuple[QPersistentModelIndex, int] | None:
        offset = self.verticalOffset()
        rows = self.visible_rows()
        if offset == 0 or not rows or rows.start >= self._gallery.rowCount():
            return None
        index = QPersistentModelIndex(self._gallery.index(rows.start))
        return index, self._grid.rect_of(rows.start).top() - offset

    def _on_about_to_change(self) -> None:
        self._anchor = self._take_anchor()

    def _on_rows_changed(self) -> None:
        self.relayout()

    def _on_picture_arrived(self, job_row: int, row: int) -> None:
        """Who selected a job has its picture selected, without being taken there."""
        job, picture = self._gallery.index(job_row), self._gallery.index(row)
        chosen = self.selectionModel()
        self.setAutoScroll(False)
        if chosen.isSelected(job):
            chosen.select(picture, QItemSelectionModel.SelectionFlag.Select)
        if job == self.currentIndex():
            chosen.setCurrentIndex(picture, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.setAutoScroll(True)

    def visualRect(self, index: _Index) -> QRect:
        if not index.isValid() or index.row() >= self._grid.count:
            return QRect()
        return self._grid.rect_of(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._grid.row_at(point + QPoint(0, self.verticalOffset()))
        return self._gallery.index(row) if row >= 0 else QModelIndex()

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: _Index) -> bool:
        return False

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region, rows = QRegion(), self.visible_rows()
        for span in selection.toList():
            for row in range(max(span.top(), rows.start), min(span.bottom() + 1, rows.stop)):
                region += self._ringed(row)
        return region

    def _ringed(self, row: int) -> QRect:
        """The cell with its ring, in the viewport."""
        return self._grid.rect_of(row).translated(0, -self.verticalOffset()).adjusted(-RING, -RING, RING, RING)

    def update_row(self, row: int) -> None:
        """Paint a row again."""
        if 0 <= row < self._grid.count:
            self.viewport().update(self._ringed(row))

    def updateGeometries(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._grid.height - height))
        bar.setPageStep(max(1, height - HEADER))
        bar.setSingleStep(_WHEEL_STEP)

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid() or index.row() >= self._grid.count:
            return
        rect, bar, height = self._grid.rect_of(index.row()), self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(rect.center().y() - height // 2)
            return
        at_top = self.value_for(index.row())
        if at_top < bar.value() or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(at_top)
        elif rect.bottom() + GAP > bar.value() + height:
            bar.setValue(min(rect.bottom() + GAP - height, at_top))

    def value_for(self, row: int) -> int:
        """Where the scroll bar stands when this row is the first in sight, with its header if that is right above."""
        top = self._grid.rect_of(row).top()
        is_under_header = bool(self._grid.headers_between(top - 1, top - 1))
        return top - GAP - (HEADER if is_under_header else 0)

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        """What stays in sight is moved as it is, and only what comes into sight is painted."""
        area = self.viewport().rect()
        if self._band_origin is None and abs(dy) < area.height():
            self.viewport().scroll(0, dy, area)
        else:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)
        self.relayout()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turn := event.angleDelta().y():
                self.set_cell_size(self._cell_size + (SIZE_STEP if turn > 0 else -SIZE_STEP))
            event.accept()
        else:
            QAbstractItemView.wheelEvent(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in SIZE_KEYS:
            self.set_cell_size(USUAL if key == Qt.Key.Key_0 else self._cell_size + SIZE_KEYS[key])
        else:
            QAbstractItemView.keyPressEvent(self, event)

    def timerEvent(self, event: QTimerEvent) -> None:
        QAbstractItemView.timerEvent(self, event)

    def rowsInserted(self, parent: _Index, start: int, end: int) -> None:
        QAbstractItemView.rowsInserted(self, parent, start, end)

    def rowsAboutToBeRemoved(self, parent: _Index, start: int, end: int) -> None:
        self.setAutoScroll(False)  # the current cell may go to another place, the view stays
        QAbstractItemView.rowsAboutToBeRemoved(self, parent, start, end)
        self.setAutoScroll(True)

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        if self._grid.count == 0:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            rows = self.visible_rows()
            return self._gallery.index(rows.start if rows else 0)
        return self._gallery.index(self._grid.moved(current.row(), MOVES[action], self.viewport().height()))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """What the rubber band touches; else all from the cell at one corner to the cell at the other."""
        offset = self.verticalOffset()
        if self._band_origin is not None:
            ranges = self._grid.ranges_in(rect.normalized().translated(0, offset))
        else:
            corners = (rect.topLeft(), rect.bottomRight())
            rows = [self._grid.row_at(corner + QPoint(0, offset)) for corner in corners]
            ranges = [(min(rows), max(rows))] if min(rows) >= 0 else []
        selection = QItemSelection()
        for first, last in joined(ranges):
            selection.select(self._gallery.index(first), self._gallery.index(last))
        self.selectionModel().select(selection, command)

    def selectAll(self) -> None:
        """In one range; QListView would ask every row whether it is hidden."""
        last = self._gallery.rowCount() - 1
        if last >= 0:
            everything = QItemSelection(self._gallery.index(0), self._gallery.index(last))
            self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        on_ground = event.button() == Qt.MouseButton.LeftButton and not self.indexAt(point).isValid()
        self._band_origin = point + QPoint(0, self.verticalOffset()) if on_ground else None
        QAbstractItemView.mousePressEvent(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        QAbstractItemView.mouseMoveEvent(self, event)
        if self._band_origin is not None:
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        QAbstractItemView.mouseReleaseEvent(self, event)
        if self._band_origin is not None:
            self._band_origin = None
            self.viewport().update()

    def band(self) -> QRect | None:
        """The rubber band being drawn, in the viewport."""
        if self._band_origin is None or self.state() != QAbstractItemView.State.DragSelectingState:
            return None
        begin = self._band_origin - QPoint(0, self.verticalOffset())
        return QRect(begin, self.viewport().mapFromGlobal(self.cursor().pos())).normalized()
