"""The grid as a table: rows under the names of sections, a cell each, with its thumbnail, its job or its price."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from imagestudio.core.catalog import Catalog
from imagestudio.core.grid import Grid
from imagestudio.core.grid_cells import GridCell
from imagestudio.core.record import Record
from imagestudio.ui.gallery.cell import HELD, TRIED, Cell, CellRole, Progress
from imagestudio.ui.gallery.cell_text import state_text
from imagestudio.ui.grid.grid_words import hindrance_text, hole_text, labels_of, row_text, value_text
from imagestudio.ui.grid.standing import Stand, Standing
from imagestudio.ui.jobs.job_clock import JobClock
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.thumbnail_loader import ThumbnailLoader

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FEW = 20


class SheetRole(IntEnum):
    """What the sheet tells beside the roles of the gallery's cells."""

    STAND = Qt.ItemDataRole.UserRole + 20  # None in the line that names a section
    SAID = Qt.ItemDataRole.UserRole + 21  # the words in a cell without a picture, or the name of a section
    OFFER = Qt.ItemDataRole.UserRole + 22  # of a row: what its button says, empty where nothing is to be made
    COUNT = Qt.ItemDataRole.UserRole + 23  # how many pictures a cell has


class SheetModel(QAbstractTableModel):
    """Tells the view what is where."""

    def __init__(
        self,
        standing: Standing,
        queue: JobQueue,
        clock: JobClock,
        thumbnails: ThumbnailLoader,
        catalog: Catalog,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._standing = standing
        self._queue = queue
        self._clock = clock
        self._thumbnails = thumbnails
        self._catalog = catalog
        self._grid: Grid | None = None
        self.cells: list[GridCell] = []
        self._by_key: dict[str, list[GridCell]] = {}
        self._labels: list[list[str]] = [[], [], []]
        standing.changed.connect(self._on_changed)
        thumbnails.loaded.connect(self._on_thumbnails)

    def show_grid(self, grid: Grid, cells: list[GridCell]) -> None:
        """Be this grid from now on."""
        self.beginResetModel()
        self._grid, self.cells, self._by_key = grid, cells, {}
        for cell in cells:
            self._by_key.setdefault(cell.key, []).append(cell)
        axes = grid.axes
        self._labels = [
            labels_of(grid, axes[place], self._catalog) if place < len(axes) else [""] for place in range(3)
        ]
        self.endResetModel()

    # where things are

    @property
    def named(self) -> bool:
        """Whether each section begins with a line that names it."""
        return len(self._labels[2]) > 1

    @property
    def lines(self) -> list[str]:
        """The labels of the rows of a section."""
        return self._labels[0]

    def _block(self) -> int:
        """The lines of one section."""
        return len(self._labels[0]) + self.named

    def is_title(self, row: int) -> bool:
        return self.named and row % self._block() == 0

    def cell(self, index: _Index) -> GridCell | None:
        """The cell at this place; None in the line that names a section."""
        if not index.isValid() or self.is_title(index.row()) or not self.cells:
            return None
        section, line = divmod(index.row(), self._block())
        return self.cells[(section * len(self._labels[0]) + line - self.named) * len(self._labels[1]) + index.column()]

    def index_of(self, cell: GridCell) -> QModelIndex:
        section, row, column = cell.place
        return self.index(section * self._block() + self.named + row, column)

    def row_cells(self, row: int) -> list[GridCell]:
        """The cells of one line."""
        found = [self.cell(self.index(row, column)) for column in range(self.columnCount())]
        return [cell for cell in found if cell is not None]

    def record(self, index: _Index) -> Record | None:
        """The picture one sees there."""
        cell = self.cell(index)
        records = self._standing.records(cell) if cell is not None else ()
        return records[0] if records else None

    # what Qt asks

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self.cells else len(self._labels[2]) * self._block()

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self.cells else len(self._labels[1])

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.cell(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not self.cells:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._label(1, section, role)
        if role == SheetRole.OFFER:
            return self._offer(section)
        if self.is_title(section):
            return self._label(2, section // self._block(), role)
        return self._label(0, section % self._block() - self.named, role)

    def _label(self, place: int, number: int, role: int) -> Any:
        """The words beside a row or above a column; with the pointer on them, all of them."""
        if role == Qt.ItemDataRole.DisplayRole or (role == Qt.ItemDataRole.AccessibleTextRole):
            return self._labels[place][number]
        if role == Qt.ItemDataRole.ToolTipRole and self._grid is not None and place < len(self._grid.axes):
            axis = self._grid.axes[place]
            return value_text(axis, self._grid.values[axis][number], self._catalog)
        return None

    def _offer(self, row: int) -> str:
        holes = [] if self.is_title(row) else self._standing.holes(self.row_cells(row))
        return row_text(len(holes), self._standing.total(holes)) if len(holes) > 1 else ""

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return self._title(index, role)
        stand = self._standing.stand(cell)
        match role:
            case SheetRole.STAND:
                return stand
            case SheetRole.SAID:
                return self._said(cell, stand)
            case SheetRole.COUNT:
                return len(self._standing.records(cell))
            case CellRole.CELL:
                return self._gallery_cell(cell, stand)
            case CellRole.THUMBNAIL | CellRole.BROKEN:
                return self._thumbnail(cell, role)
            case CellRole.PROGRESS:
                return self._progress(cell)
            case Qt.ItemDataRole.ToolTipRole:
                return self._said(cell, stand) if stand is Stand.IMPOSSIBLE else None
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.DisplayRole:
                return self._read_out(cell, stand)
        return None

    def _title(self, index: _Index, role: int) -> Any:
        if index.isValid() and role in (SheetRole.SAID, Qt.ItemDataRole.AccessibleTextRole):
            return self._labels[2][index.row() // self._block()] if self.named else None
        return None

    def _gallery_cell(self, cell: GridCell, stand: Stand) -> Cell:
        if stand is Stand.PICTURE:
            record = self._standing.records(cell)[0]
            return Cell(record.time, record)
        job = self._standing.job(cell) if stand is Stand.JOB else None
        return Cell(job=job, held=job is not None and self._standing.is_held(job))

    def _thumbnail(self, cell: GridCell, role: int) -> Any:
        records = self._standing.records(cell)
        if not records:
            return None
        time = records[0].time
        return self._thumbnails.image(time) if role == CellRole.THUMBNAIL else self._thumbnails.is_broken(time)

    def _progress(self, cell: GridCell) -> Progress | None:
        job = self._standing.job(cell)
        if job is None:
            return None
        if self._standing.is_held(job):
            return HELD
        if self._queue.is_trying(job):
            return TRIED
        timing = self._clock.timing(job.id)
        return None if timing is None else Progress(timing.began, timing.expected_s)

    def _said(self, cell: GridCell, stand: Stand) -> str:
        if cell.hindrance is not None:
            return hindrance_text(cell.hindrance, self._catalog)
        if stand is Stand.HOLE:
            return hole_text(self._standing.estimate(cell))
        return self.tr("Waiting") if stand is Stand.CLAIMED else ""

    def _read_out(self, cell: GridCell, stand: Stand) -> str:
        """What a screen reader says: how the cell stands, and what it is."""
        section, row, column = cell.place
        labels = (self._labels[0][row], self._labels[1][column], self._labels[2][section])
        where = ", ".join(label for label in labels if label)
        job = self._standing.job(cell)
        said = {
            Stand.PICTURE: self.tr("Picture"),
            Stand.JOB: state_text(job) if job is not None else "",
            Stand.IMPOSSIBLE: self.tr("Not possible: {0}").format(self._said(cell, stand)),
            Stand.LOOKED_UP: self.tr("Being looked up"),
        }.get(stand) or self._said(cell, stand)
        return f"{said}: {where}" if where else said

    # what happens

    def _on_changed(self, keys: Iterable[str]) -> None:
        self._tell([cell for key in keys for cell in self._by_key.get(key, ())])

    def _on_thumbnails(self, times: Iterable[int]) -> None:
        wanted = set(times)
        shown = ((cell, self._standing.records(cell)) for cell in self.cells)
        self._tell([cell for cell, records in shown if records and records[0].time in wanted])

    def tell_all(self) -> None:
        """Everything may stand otherwise."""
        self._tell(self.cells)

    def _tell(self, cells: list[GridCell]) -> None:
        """Few by name, many at once."""
        if len(cells) > _FEW:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)
            return
        indexes = [self.index_of(cell) for cell in cells]
        for index in indexes:
            self.dataChanged.emit(index, index)
        for row in {index.row() for index in indexes}:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)
