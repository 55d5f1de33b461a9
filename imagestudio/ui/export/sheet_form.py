"""What is on a contact sheet, and the paper it is on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from imagestudio.core.sheet import MOST_COLUMNS, Paper, SheetChoices
from imagestudio.ui.theme import indent, set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XS

_LONGEST_TITLE = 200


class SheetForm(QWidget):
    """The choices for a contact sheet.

    Signals:
        changed: something else is chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title_edit = QLineEdit(self)
        self.paper_combo = QComboBox(self)
        self.turn_combo = QComboBox(self)
        self.columns_spin = QSpinBox(self)
        self.numbers_box = QCheckBox(self.tr("&Numbers"), self)
        self.prompts_box = QCheckBox(self.tr("&Prompts"), self)
        self.prices_box = QCheckBox(self.tr("P&rices"), self)
        indent(self.columns_spin)
        self._build_layout()
        self._connect_signals()

    def choices(self) -> SheetChoices:
        return SheetChoices(
            Paper(self.paper_combo.currentData()),
            bool(self.turn_combo.currentData()),
            self.columns_spin.value(),
            self.numbers_box.isChecked(),
            self.prompts_box.isChecked(),
            self.prices_box.isChecked(),
            self.title_edit.text().strip(),
        )

    def set_choices(self, choices: SheetChoices) -> None:
        self.paper_combo.setCurrentIndex(self.paper_combo.findData(str(choices.paper)))
        self.turn_combo.setCurrentIndex(int(choices.landscape))
        self.columns_spin.setValue(choices.columns)
        self.numbers_box.setChecked(choices.numbers)
        self.prompts_box.setChecked(choices.prompts)
        self.prices_box.setChecked(choices.prices)
        self.title_edit.setText(choices.title)

    def _build_layout(self) -> None:
        self.title_edit.setMaxLength(_LONGEST_TITLE)
        self.title_edit.setPlaceholderText(self.tr("None"))
        for paper, name in ((Paper.A4, self.tr("A4")), (Paper.LETTER, self.tr("Letter"))):
            self.paper_combo.addItem(name, str(paper))
        self.turn_combo.addItem(self.tr("Upright"), False)
        self.turn_combo.addItem(self.tr("Lying"), True)
        self.columns_spin.setRange(1, MOST_COLUMNS)
        self.columns_spin.setToolTip(self.tr("One column puts one picture on a page"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_XS)
        places = (
            (self.title_edit, self.tr("&Title"), 0, 0, 2),
            (self.paper_combo, self.tr("P&aper"), 2, 0, 1),
            (self.turn_combo, self.tr("&Orientation"), 2, 1, 1),
            (self.columns_spin, self.tr("&Columns"), 4, 0, 1),
        )
        for control, text, row, column, span in places:
            label = QLabel(text, self)
            set_role(label, "label")
            label.setBuddy(control)
            label.setContentsMargins(0, SPACE_S if row else 0, 0, 0)  # nearer to its own field than to the one above
            grid.addWidget(label, row, column)
            grid.addWidget(control, row + 1, column, 1, span)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addLayout(grid)
        layout.addSpacing(SPACE_S)
        for box in (self.numbers_box, self.prompts_box, self.prices_box):
            layout.addWidget(box)

    def _connect_signals(self) -> None:
        self.title_edit.textChanged.connect(self.changed)
        for combo in (self.paper_combo, self.turn_combo):
            combo.currentIndexChanged.connect(self.changed)
        self.columns_spin.valueChanged.connect(self.changed)
        for box in (self.numbers_box, self.prompts_box, self.prices_box):
            box.toggled.connect(self.changed)
