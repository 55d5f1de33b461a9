"""What became of the files that were not simply taken in, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from imagestudio.core.taking_in import MOST_KEPT, Fate, Item, Reason, Report
from imagestudio.ui.dialogs.fitting import open_at
from imagestudio.ui.taking_in.words import reason_of, summary_of
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_SIZE = (720, 480)
_GRAVITY = {Fate.REFUSED: 0, Fate.IN_TRASH: 1, Fate.BACK: 2, Fate.HERE: 3}
_Index = QModelIndex | QPersistentModelIndex


def _weight(item: Item) -> tuple[int, bool]:
    return _GRAVITY.get(item.fate, 9), item.reason is Reason.NO_PICTURE


class ReportDialog(QDialog):
    """A table of names and reasons, what was refused first; what is no picture at all stands below the others.

    Signals:
        show_requested(): somebody wants to see the pictures that were taken in.
    """

    show_requested = Signal()

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = QLabel(summary_of(report), self)
        items = sorted(report.items, key=_weight)
        self.table_model = ItemModel(items, self)
        self.table = QTableView(self)
        self._more = QLabel(self.tr("Of very many files, only the first are listed."), self)
        self.show_button = QPushButton(self.tr("&Show what was taken in"), self)
        self.close_button = QPushButton(self.tr("&Close"), self)
        self._more.setVisible(len(items) >= MOST_KEPT)
        self.show_button.setVisible(bool(report.times))
        self._build_layout()
        self.show_button.clicked.connect(self.show_requested)
        self.show_button.clicked.connect(self.accept)
        self.close_button.clicked.connect(self.accept)

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("What was taken in"))
        self.setAccessibleName(self.windowTitle())
        for label, role in ((self._summary, "title"), (self._more, "hint")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._build_table()
        for button, role in ((self.show_button, "tall"), (self.close_button, "primary")):
            set_role(button, role)
            button.setAutoDefault(False)
        self.close_button.setDefault(True)
        self.close_button.setMinimumWidth(96)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.show_button)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_M)
        for widget in (self._summary, self.table, self._more):
            layout.addWidget(widget, 1 if widget is self.table else 0)
        layout.addLayout(buttons)
        open_at(self, *_SIZE)

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.table_model)
        table.setAccessibleName(self.tr("Files that were not taken in"))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(1, _SIZE[0] // 2 - SPACE_XL)


class ItemModel(QAbstractTableModel):
    """Names and reasons."""

    def __init__(self, items: Sequence[Item], parent: QDialog) -> None:
        super().__init__(parent)
        self._items = items

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        return reason_of(item) if index.column() else item.name

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("File"), self.tr("What became of it"))[section]
