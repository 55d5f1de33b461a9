"""The table of wins: by model, by quality, by price."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QFont

from imagestudio.core.catalog import Catalog
from imagestudio.core.comparisons import Choice, Contestant, Score, price_step, scores
from imagestudio.ui.tables import NOWHERE, Index, ReadingModel

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """A score, or where there is none the heading of those below it."""

    kind: str
    score: Score | None = None


def rows_of(choices: Sequence[Choice], catalog: Catalog) -> list[Row]:
    """The scores by each kind, with a heading where there are any."""
    rows: list[Row] = []
    for kind, kind_of in (
        (_tr("Model"), lambda each: catalog.name_of(each.model)),
        (_tr("Quality"), lambda each: each.quality.capitalize() or _tr("Not told")),
        (_tr("Price"), _price_text),
    ):
        found = scores(choices, kind_of)
        rows += [Row(kind), *(Row(kind, score) for score in found)] if found else []
    return rows


def csv_of(rows: Sequence[Row]) -> str:
    """The same as a table for other programs; no cell is one that they would calculate."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["by", "name", "won", "lost", "share"])
    for row in rows:
        if row.score is not None:
            name = f"'{row.score.name}" if row.score.name.startswith(_FORMULAS) else row.score.name
            writer.writerow([row.kind, name, row.score.won, row.score.lost, f"{row.score.share:.4f}"])
    return out.getvalue()


def _price_text(contestant: Contestant) -> str:
    low, high = price_step(contestant)
    if low is None:
        return _tr("Price not known")
    if high is None:
        return _tr("more than {0}").format(low)
    return _tr("free") if high.nanos == 0 else _tr("up to {0}").format(high)


class WinsModel(ReadingModel):
    """Rows of a name, wins, losses and the share of wins."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(1, parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def titles(self) -> tuple[str, ...]:
        return "", self.tr("Kept"), self.tr("Let go"), self.tr("Share")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == Qt.ItemDataRole.FontRole and row.score is None:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if row.score is None:
            return row.kind if column == 0 else ""
        score = row.score
        return (score.name, f"{score.won:,}", f"{score.lost:,}", f"{100 * score.share:.0f} %")[column]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()].score is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _tr(text: str) -> str:
    return QCoreApplication.translate("Wins", text)
