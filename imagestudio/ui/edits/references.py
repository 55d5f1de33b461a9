"""The pictures an edit starts from, in their order; the first is the one that is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QImage

from imagestudio.core.editing import Painted, Source
from imagestudio.core.inputs import MOST_IMAGES
from imagestudio.core.origin import Task

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Reference:
    """One picture: where it comes from, its own size, a small copy, and what may change of it."""

    source: Source
    width: int
    height: int
    image: QImage = field(compare=False)
    painted: Painted | None = None


class References(QAbstractListModel):
    """At most sixteen; a mask stays with the picture it was painted on, and works while that is the first.

    Signals:
        changed(): they are other ones, in another order, or painted otherwise.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Reference, ...] = ()
        self._task = Task.EDIT

    @property
    def items(self) -> tuple[Reference, ...]:
        return self._items

    @property
    def task(self) -> Task:
        """What they are there for."""
        return self._task

    @property
    def painted(self) -> Painted | None:
        """What may change of the first."""
        return self._items[0].painted if self._items else None

    @property
    def parents(self) -> tuple[str, ...]:
        """The pictures of the library among them, the one that is changed first."""
        return tuple(dict.fromkeys(item.source.parent for item in self._items if item.source.parent))

    # changing them

    def set_items(self, items: Sequence[Reference], task: Task = Task.EDIT) -> None:
        """These and no others."""
        self.beginResetModel()
        self._items, self._task = tuple(items[:MOST_IMAGES]), task
        self.endResetModel()
        self.changed.emit()

    def add(self, items: Sequence[Reference]) -> int:
        """Add them behind the others; how many there was no room for."""
        taken = items[: MOST_IMAGES - len(self._items)]
        if taken:
            begin = len(self._items)
            self.beginInsertRows(QModelIndex(), begin, begin + len(taken) - 1)
            self._items = (*self._items, *taken)
            self.endInsertRows()
            self.changed.emit()
        return len(items) - len(taken)

    def remove(self, row: int) -> None:
        if 0 <= row < len(self._items):
            self.beginRemoveRows(QModelIndex(), row, row)
            self._items = (*self._items[:row], *self._items[row + 1 :])
            self.endRemoveRows()
            if row == 0:
                self._task = Task.EDIT
            self.changed.emit()

    def clear(self) -> None:
        if self._items:
            self.set_items(())
        else:
            self.changed.emit()  # those of last time, which may still be read, are not wanted either

    def move(self, row: int, to: int) -> bool:
        """Bring the picture of one row to another."""
        last = len(self._items) - 1
        if row == to or not (0 <= row <= last and 0 <= to <= last):
            return False
        return self.moveRows(_NOWHERE, row, 1, _NOWHERE, to + (to > row))

    def paint(self, row: int, painted: Painted | None) -> None:
        """This may change of the picture, or all of it."""
        if 0 <= row < len(self._items):
            items = list(self._items)
            items[row] = replace(items[row], painted=painted)
            self._items = tuple(items)
            self.dataChanged.emit(self.index(row), self.index(row))
            self.changed.emit()

    # as Qt's views ask

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._items):
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self._items[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place = self.tr("Picture {0} of {1}").format(index.row() + 1, len(self._items))
            return f"{place}: {self._told(index.row())}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """One picture is dropped between others, never on one."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def moveRows(self, _parent: Index, row: int, count: int, _to: Index, child: int) -> bool:
        """Bring one picture in front of that which is in row `child` now."""
        if count != 1 or not self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), child):
            return False
        items = list(self._items)
        items.insert(child - (child > row), items.pop(row))
        self._items = tuple(items)
        self.endMoveRows()
        self.changed.emit()
        return True

    def _told(self, row: int) -> str:
        item = self._items[row]
        size = self.tr("{0} × {1}").format(item.width, item.height)
        mask = self.tr("with a mask") if item.painted is not None else ""
        return ", ".join(text for text in (item.source.name, size, mask) if text)
