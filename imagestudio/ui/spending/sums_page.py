"""A chart with its table beside it; what is meant in one is meant in the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QTableView,
    QWidget,
)

from imagestudio.ui.giving_way import GivingWay
from imagestudio.ui.spending.chart import Bar, Chart
from imagestudio.ui.spending.sums_model import Line, SumsModel
from imagestudio.ui.tables import make_readable
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_XL

_NUMBERS = (68, 52, 76, 76, 76)
_LEAST_TABLE, _LEAST_CHART = sum(_NUMBERS) + 150, 200


class SumsPage(QWidget):
    """One way to look at what was spent."""

    def __init__(
        self, chart: Chart, first_title: str, empty: str, parent: QWidget | None = None, *, scrolls: bool = False
    ) -> None:
        super().__init__(parent)
        self.chart = chart
        self.model = SumsModel(first_title, self)
        self.table = QTableView(self)
        self._empty = QLabel(empty, self)
        self._content = QWidget(self)
        self._build_layout(scrolls)
        self._build_table(first_title)
        chart.current_changed.connect(self.table.selectRow)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)

    def show_sums(self, bars: Sequence[Bar], lines: Sequence[Line]) -> None:
        """Bars and lines are of the same things in the same order."""
        self.chart.show_bars(bars)
        self.model.show_lines(lines)
        self._stack.setCurrentWidget(self._content if any(line.sum.pictures for line in lines) else self._empty)

    def wait(self) -> None:
        self.chart.wait()
        self.model.show_lines(())
        self._stack.setCurrentWidget(self._content)

    def _build_layout(self, scrolls: bool) -> None:
        set_role(self._empty, "note")
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown: QWidget = self.chart
        if scrolls:
            scroll = QScrollArea(self)
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setWidget(self.chart)
            scroll.setMinimumWidth(_LEAST_CHART)
            shown = scroll
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, SPACE_L, 0, 0)
        row.setSpacing(SPACE_XL)
        row.addWidget(shown, 5)
        row.addWidget(self.table, 6)
        self._content.setMinimumWidth(_LEAST_TABLE)
        GivingWay(self._content, row, (shown,))  # the table says all that the chart does
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        self._stack.addWidget(self._content)
        self._stack.addWidget(self._empty)

    def _build_table(self, name: str) -> None:
        table = self.table
        make_readable(table, self.model, name)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setMinimumWidth(_LEAST_TABLE)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_NUMBERS, start=1):
            header.resizeSection(column, width)

    def _on_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chart.set_current(current.row())
