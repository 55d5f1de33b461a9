"""The view of the gallery: paints what is in sight, asks for its thumbnails, and hears keys and mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from imagestudio.core.errors import Failure
from imagestudio.core.job import RUNNING
from imagestudio.ui.gallery.cell import Cell, CellRole
from imagestudio.ui.gallery.cell_delegate import RING, CellDelegate, shape_of
from imagestudio.ui.gallery.empty_state import EmptyState
from imagestudio.ui.gallery.fade import Fade
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_view import GridView
from imagestudio.ui.gallery.header_painter import HeaderPainter
from imagestudio.ui.gallery.job_painter import Action
from imagestudio.ui.gallery.selection_keeper import SelectionKeeper
from imagestudio.ui.gallery.sight import Sight
from imagestudio.ui.theme import Theme
from imagestudio.workers.shaping import Shape

_TICK_MS = 100
_MOST_FADING = 40  # more than these at once are a refresh, no arrival

_Index = QModelIndex | QPersistentModelIndex
_GOING = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class GalleryView(GridView):
    """The gallery without its bar.

    Signals:
        opened, previewed: Enter or a double click, or Space, on the picture of this index.
        selection_changed: what is selected, or what is known of it, is something else now.
        context_menu_asked: somebody wants a menu at this place of the screen.
        drag_begun: what is selected is being dragged.
    """

    opened = Signal(QModelIndex)
    previewed = Signal(QModelIndex)
    selection_changed = Signal()
    context_menu_asked = Signal(QPoint)
    drag_begun = Signal()

    def __init__(
        self,
        gallery: GalleryModel,
        theme: Theme,
        reason: Callable[[Failure], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(gallery, parent)
        self._theme = theme
        self._whole = False
        self._shape: Shape | None = None
        self._keeper = SelectionKeeper(self, gallery)
        self._headers = HeaderPainter(theme)
        self._fade = Fade(self)
        self.delegate = CellDelegate(theme, reason, self)
        self.delegate.opacity_of = self._fade.opacity
        self.empty_state = EmptyState(theme, self.viewport())
        self._sight = Sight(self, gallery)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.setObjectName("GalleryView")
        self.setAccessibleName(self.tr("Gallery"))
        self.setItemDelegate(self.delegate)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that scrolling moves what is there
        self.empty_state.hide()

    def _connect_signals(self) -> None:
        self._theme.changed.connect(self._on_theme_changed)
        self._fade.ticked.connect(self._on_faded)
        self._tick.timeout.connect(self._on_tick)
        self.doubleClicked.connect(self.opened)
        self._gallery.rowsInserted.connect(self._on_rows_arrived)
        self._keeper.restored.connect(self.selection_changed)

    def set_whole(self, whole: bool) -> None:
        """Show whole pictures instead of squares cut out of them."""
        self._whole = whole
        self.relayout()

    def select_row(self, row: int) -> None:
        """Select this row alone, and bring it into sight; a Ctrl that happens to be held means nothing here."""
        index = self._gallery.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def relayout(self) -> None:
        super().relayout()
        empty = self._gallery.ready and self._grid.count == 0
        if empty:
            self.empty_state.show_for(self._gallery.search)
            self.empty_state.setGeometry(self.viewport().rect())
        self.empty_state.setVisible(empty)
        self._update_shape()

    def _update_shape(self) -> None:
        shape = shape_of(self._theme, self._grid.cell, self.devicePixelRatioF(), self._whole)
        if shape != self._shape:
            self._shape = shape
            self._gallery.set_shape(shape)
        self.delegate.set_animated(not self._is_calm())
        self._sight.ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shape is not None and self._shape.ratio != self.devicePixelRatioF():
            self._update_shape()
        painter = QPainter(self.viewport())
        offset, area, region = self.verticalOffset(), event.rect(), event.region()
        painter.fillRect(area, self._theme.color("window"))
        top, bottom = area.top() + offset - RING, area.bottom() + offset + RING
        painter.translate(0, -offset)
        sections, book = self._gallery.sections(), self._gallery.book
        for number, rect in self._grid.headers_between(top, bottom):
            section = book.told(sections[number])
            self._headers.paint(painter, rect, section, book.title(section), book.cost(section))
        painter.translate(0, offset)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        for row in self._grid.rows_between(top, bottom):
            if region.intersects(self._ringed(row)):
                self._paint_cell(painter, option, row)
        self._paint_band(painter)

    def _paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        index = self._gallery.index(row)
        state = QStyle.StateFlag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if self.hasFocus() and index == self.currentIndex():
            state |= QStyle.StateFlag.State_HasFocus
        option.state = state
        option.rect = self.visualRect(index)
        self.delegate.paint(painter, option, index)
        if not self._tick.isActive() and self._is_running(row):
            self._tick.start()

    def _paint_band(self, painter: QPainter) -> None:
        band = self.band()
        if band is None:
            return
        edge = self._theme.color("accent_edge")
        painter.setPen(QPen(edge, 1))
        edge.setAlpha(40)
        painter.setBrush(edge)
        painter.drawRect(band)

    def _is_running(self, row: int) -> bool:
        if row >= self._gallery.job_rows:
            return False
        job = self._gallery.cell(row).job
        return job is not None and job.state in RUNNING and not job.failed

    def _on_tick(self) -> None:
        """Let the rings go on while there are any in sight."""
        running = [row for row in self.visible_rows() if self._is_running(row)]
        for row in running:
            self.update_row(row)
        if not running or not self.isVisible():
            self._tick.stop()

    def _on_faded(self, times: list[int]) -> None:
        for time in times:
            self.update_row(self._gallery.row_of(time))

    def _is_calm(self) -> bool:
        """Whether the system asks for less motion."""
        return self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) == 0

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._sight.ask()

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        if list(roles) != [CellRole.THUMBNAIL]:  # of which nobody but ourselves knows
            QAbstractItemView.dataChanged(self, first, last, roles)
        rows = self.visible_rows()
        for row in range(max(first.row(), rows.start), min(last.row() + 1, rows.stop)):
            self.update_row(row)
        if not roles or CellRole.CELL in roles:
            self._sight.ask()  # files may be back, and thumbnails with them
            if any(span.start <= last.row() and first.row() < span.stop for span in self.selected_rows()):
                self.selection_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        QAbstractItemView.selectionChanged(self, selected, deselected)
        self.selection_changed.emit()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        QAbstractItemView.currentChanged(self, current, previous)
        self.update_row(previous.row())
        self.update_row(current.row())

    def _on_rows_arrived(self, _parent: QModelIndex, first: int, last: int) -> None:
        if last - first < _MOST_FADING and not self._is_calm():
            for row in range(max(first, self._gallery.job_rows), last + 1):
                self._fade.add(self._gallery.cell(row).time)

    def _on_theme_changed(self) -> None:
        self._update_shape()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if index.isValid() and not control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(index, key)
        elif index.isValid() and key == Qt.Key.Key_Delete:
            self._dismiss(index)
        else:
            super().keyPressEvent(event)
            self._select_where_it_went(event)

    def _select_where_it_went(self, event: QKeyEvent) -> None:
        """A key that finds the current cell where it wanted to go selects it alone, as it would any other."""
        current = self.currentIndex()
        if event.key() not in _GOING or not current.isValid() or event.modifiers():
            return
        if self.selected_rows() != [range(current.row(), current.row() + 1)]:
            self.select_row(current.row())

    def _open(self, index: QModelIndex, key: int) -> None:
        cell = self._gallery.cell(index.row())
        if cell.job is not None:
            self.delegate.trigger(cell)
        elif key == Qt.Key.Key_Space:
            self.previewed.emit(index)
        else:
            self.opened.emit(index)

    def _dismiss(self, index: QModelIndex) -> None:
        cell = self._gallery.cell(index.row())
        if cell.job is not None:
            self.delegate.trigger(cell, Action.DISMISS)

    def keyboardSearch(self, _text: str) -> None:
        """Letters find nothing here: the default would look at every row."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QPoint(-1, -1))

    def _hover(self, point: QPoint) -> None:
        """Light the button under the pointer."""
        index = self.indexAt(point)
        cell: Cell | None = self._gallery.cell(index.row()) if index.isValid() else None
        before = self.delegate.hovered
        clickable = self.delegate.hover(self.visualRect(index), cell, point)
        if self.delegate.hovered != before:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """With the mouse at the pointer, with the keyboard in the middle of the current picture."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            if self.indexAt(event.pos()).isValid():
                self.context_menu_asked.emit(event.globalPos())
        elif self.currentIndex().isValid():
            center = self.visualRect(self.currentIndex()).center()
            self.context_menu_asked.emit(self.viewport().mapToGlobal(center))

    def startDrag(self, _actions: Qt.DropAction) -> None:
        self.drag_begun.emit()
