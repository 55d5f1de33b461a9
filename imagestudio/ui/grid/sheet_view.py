"""The cells of a grid on the screen: labels that stay in sight, keys, mouse, and the thumbnails of what is seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from imagestudio.core.errors import Failure
from imagestudio.core.job import RUNNING
from imagestudio.core.record import Record
from imagestudio.ui.gallery.cell import Cell, CellRole
from imagestudio.ui.gallery.cell_delegate import shape_of
from imagestudio.ui.gallery.job_painter import Action
from imagestudio.ui.grid.label_header import LabelHeader
from imagestudio.ui.grid.sheet_delegate import INSET, SheetDelegate
from imagestudio.ui.grid.sheet_model import SheetModel, SheetRole
from imagestudio.ui.grid.standing import Stand
from imagestudio.ui.painting import may_animate
from imagestudio.ui.theme import Theme
from imagestudio.workers.thumbnail_loader import ThumbnailLoader

SMALLEST, USUAL, LARGEST = 96, 176, 400
SMALL, LARGE = 128, 280  # without being asked
_BAR = 16
_TICK_MS = 100
_TITLE = 40
_MOVES = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})

_Index = QModelIndex | QPersistentModelIndex


class SheetView(QTableView):
    """Shows a SheetModel.

    Signals:
        opened(QModelIndex): this picture is to be shown large.
        edge_changed(int): pictures are this large now.
        menu_asked(QPoint): somebody wants a menu for what is selected, at this place of the screen.
    """

    opened = Signal(QModelIndex)
    edge_changed = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(
        self,
        model: SheetModel,
        thumbnails: ThumbnailLoader,
        theme: Theme,
        reason: Callable[[Failure], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet = model
        self._thumbnails = thumbnails
        self._theme = theme
        self._edge = USUAL
        self._chosen = 0  # by the person
        self.delegate = SheetDelegate(theme, reason, self)
        self.rows_header = LabelHeader(Qt.Orientation.Vertical, theme, self)
        self._columns_header = LabelHeader(Qt.Orientation.Horizontal, theme, self)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.setObjectName("GridSheet")
        self.setAccessibleName(self.tr("Cells of the grid"))
        self.setProperty("ownFocus", True)
        self.setVerticalHeader(self.rows_header)
        self.setHorizontalHeader(self._columns_header)
        self.setModel(self._sheet)
        self.setItemDelegate(self.delegate)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for set_mode in (self.setVerticalScrollMode, self.setHorizontalScrollMode):
            set_mode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    def _connect_signals(self) -> None:
        self._tick.timeout.connect(self._on_tick)
        self._soon.timeout.connect(self._ask)
        self._theme.changed.connect(self._on_theme_changed)
        self._sheet.modelReset.connect(self._lay_out)
        self._sheet.dataChanged.connect(self._on_data_changed)
        self.verticalScrollBar().valueChanged.connect(self._ask_soon)
        self.horizontalScrollBar().valueChanged.connect(self._ask_soon)
        self.doubleClicked.connect(self._on_double_clicked)

    # how large cells are

    @property
    def edge(self) -> int:
        return self._edge

    def set_edge(self, edge: int) -> None:
        """Show the pictures this large from now on."""
        self._chosen = self._edge = min(max(edge, SMALLEST), LARGEST)
        self._lay_out()

    def _fitting(self) -> int:
        """How large pictures are best while nobody has said so: a section is seen whole where that is not too small."""
        rows, columns = len(self._sheet.lines), max(1, self._sheet.columnCount())
        across = (self.width() - self.rows_header.sizeHint().width() - _BAR) // columns - 2 * INSET
        heads = _TITLE + self._columns_header.sizeHint().height()
        down = (self.height() - heads) // max(1, rows) - 2 * INSET
        return max(SMALL, min(across, max(down, USUAL), LARGE))

    def _lay_out(self) -> None:
        self._edge = self._chosen or self._fitting()
        self.edge_changed.emit(self._edge)
        self.clearSpans()
        self.rows_header.setDefaultSectionSize(self._edge + 2 * INSET)
        self._columns_header.setDefaultSectionSize(self._edge + 2 * INSET)
        self._columns_header.setMinimumSectionSize(1)
        for row in range(self._sheet.rowCount()):
            title = self._sheet.is_title(row)
            self.rows_header.resizeSection(row, _TITLE if title else self._edge + 2 * INSET)
            if title and self._sheet.columnCount() > 1:
                self.setSpan(row, 0, 1, self._sheet.columnCount())
        labelled = any(self._sheet.headerData(column, Qt.Orientation.Horizontal) for column in self._all_columns())
        self._columns_header.setVisible(labelled)
        self._thumbnails.set_shape(shape_of(self._theme, self._edge, self.devicePixelRatioF(), whole=True))
        self.delegate.set_animated(may_animate(self))
        self.updateGeometries()
        self._ask_soon()

    def _all_columns(self) -> range:
        return range(self._sheet.columnCount())

    # what is selected

    def current_record(self) -> Record | None:
        return self._sheet.record(self.currentIndex())

    def selected_records(self) -> list[Record]:
        """The pictures that are selected, in the order of reading."""
        places = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        found = {record.time: record for index in places if (record := self._sheet.record(index)) is not None}
        return list(found.values())

    def all_records(self) -> list[Record]:
        """All pictures one sees, in the order of reading."""
        indexes = map(self._sheet.index_of, self._sheet.cells)
        found = {record.time: record for index in indexes if (record := self._sheet.record(index)) is not None}
        return list(found.values())

    def select_first(self) -> None:
        """Give the keys a place to begin."""
        if not self.currentIndex().isValid() and self._sheet.cells:
            first = self._sheet.index_of(self._sheet.cells[0])
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def show_record(self, time: int) -> None:
        """Go to the cell of this picture, if it has one."""
        for cell in self._sheet.cells:
            index = self._sheet.index_of(cell)
            record = self._sheet.record(index)
            if record is not None and record.time == time:
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return

    def trigger(self, index: QModelIndex) -> None:
        """Do what the cell is for: open its picture, or what its button says."""
        stand = index.data(SheetRole.STAND)
        if stand is Stand.PICTURE:
            self.opened.emit(index)
        elif stand is Stand.HOLE:
            self.delegate.make_requested.emit(index)
        elif stand is Stand.JOB:
            self.delegate.trigger(index.data(CellRole.CELL))

    # thumbnails and rings

    def _ask_soon(self) -> None:
        self._soon.start()

    def _seen(self) -> list[QModelIndex]:
        """The cells in sight."""
        area = self.viewport().rect()
        cells = map(self._sheet.index_of, self._sheet.cells)
        return [index for index in cells if self.visualRect(index).intersects(area)]

    def _ask(self) -> None:
        """What is in sight first, then the rest."""
        if not self.isVisible():
            return
        seen = [record for index in self._seen() if (record := self._sheet.record(index)) is not None]
        urgent = {record.time for record in seen}
        rest = [record for record in self.all_records() if record.time not in urgent]
        self._thumbnails.request([*{one.time: one for one in seen}.values(), *rest], urgent)

    def _running(self, index: QModelIndex) -> bool:
        if index.data(SheetRole.STAND) is not Stand.JOB:
            return False
        cell: Cell = index.data(CellRole.CELL)
        return cell.job is not None and cell.job.state in RUNNING and not cell.job.failed

    def _on_tick(self) -> None:
        """Let the rings go on while there are any in sight."""
        running = [index for index in self._seen() if self._running(index)] if self.isVisible() else []
        for index in running:
            self.update(index)
        if not running:
            self._tick.stop()

    def _on_data_changed(self) -> None:
        self._ask_soon()
        if not self._tick.isActive():
            self._tick.start()  # it stops by itself where nothing runs

    def _on_theme_changed(self) -> None:
        self._lay_out()
        self.viewport().update()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.data(SheetRole.STAND) is Stand.PICTURE:
            self.opened.emit(index)

    # events

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._lay_out()
        self._tick.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._chosen and self.isVisible() and self._fitting() != self._edge:
            self._lay_out()
        self._ask_soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, plain = self.currentIndex(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and index.isValid() and event.key() in _OPENS:
            self.trigger(index)
        elif plain and index.isValid() and event.key() == Qt.Key.Key_Delete:
            self._dismiss(index)
        elif event.key() in _MOVES or event.matches(QKeySequence.StandardKey.SelectAll):
            super().keyPressEvent(event)
        else:
            event.ignore()  # Qt would take every letter for a search

    def _dismiss(self, index: QModelIndex) -> None:
        """Put away a job that failed; pictures are not deleted here."""
        if index.data(SheetRole.STAND) is Stand.JOB:
            self.delegate.trigger(index.data(CellRole.CELL), Action.DISMISS)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._light(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._light(QPoint(-1, -1))

    def _light(self, point: QPoint) -> None:
        """Light the button under the pointer."""
        before, index = self.delegate.lights, self.indexAt(point)
        clickable = self.delegate.lit_by(self.visualRect(index), index, point)
        if self.delegate.lights != before:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """With the mouse at the pointer, with the keyboard in the middle of the current cell."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            if self._sheet.cell(self.indexAt(event.pos())) is not None:
                self.menu_asked.emit(event.globalPos())
        elif self.currentIndex().isValid():
            self.menu_asked.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))
