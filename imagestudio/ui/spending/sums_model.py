"""The numbers of a chart as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from imagestudio.core.spending import Sum
from imagestudio.ui.spending.words import money_text
from imagestudio.ui.tables import NOWHERE, Index, ReadingModel


@dataclass(frozen=True, slots=True)
class Line:
    """A name and its sum."""

    name: str
    sum: Sum


class SumsModel(ReadingModel):
    """Rows of a name, pictures, kept ones, cost, average and price of a kept one."""

    def __init__(self, first_title: str, parent: QObject | None = None) -> None:
        super().__init__(1, parent)
        self._first_title = first_title
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def name_first(self, title: str) -> None:
        """What stands above the names."""
        self._first_title = title
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def titles(self) -> tuple[str, ...]:
        titles = (self.tr("Pictures"), self.tr("Kept"), self.tr("Cost"), self.tr("Average"), self.tr("Per kept"))
        return self._first_title, *titles

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return _cells(self.lines[index.row()])[index.column()]


def _cells(line: Line) -> tuple[str, ...]:
    each = line.sum
    amounts = (str(each.cost), money_text(each.average), money_text(each.per_kept))
    return (line.name, f"{each.pictures:,}", f"{each.kept:,}", *amounts)
