"""One thing that may vary in a grid: its values as chips to press in, and where it lies once there are several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from imagestudio.core.grid import Axis
from imagestudio.ui.finding.chips import FlowLayout
from imagestudio.ui.grid.grid_words import axis_text, place_texts
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_XS

_LONGEST = 34


class AxisHead(QWidget):
    """The name of an axis, and whether it is the rows, the columns or the sections.

    Signals:
        place_chosen(int): it is to be the rows (0), the columns (1) or the sections (2).
    """

    place_chosen = Signal(int)

    def __init__(self, axis: Axis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = axis
        self._name = axis_text(axis)
        self.label = QLabel(self._name, self)
        self.place_combo = QComboBox(self)
        set_role(self.label, "label")
        set_role(self.place_combo, "small")
        self.place_combo.addItems(place_texts())
        self.place_combo.setAccessibleName(self.tr("Where {0} lies").format(self._name))
        self.place_combo.setToolTip(self.place_combo.accessibleName())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label)
        row.addStretch()
        row.addWidget(self.place_combo)
        self.place_combo.activated.connect(self.place_chosen)

    def show_place(self, axes: Sequence[Axis]) -> None:
        """Tell where it lies among those that vary, if it is one of them."""
        varies = self.axis in axes
        self.place_combo.setVisible(varies and len(axes) > 1)
        if varies:
            names = place_texts()[: max(len(axes), 1)]
            self.place_combo.clear()
            self.place_combo.addItems(names)
            self.place_combo.setCurrentIndex(min(axes.index(self.axis), len(names) - 1))


class AxisBox(QWidget):
    """Chips for the values of one axis; at least one of them is always in.

    Signals:
        chosen(tuple): these values are in now, in the order in which they stand.
    """

    chosen = Signal(tuple)

    def __init__(self, axis: Axis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = axis
        self.head = AxisHead(axis, self)
        self._chips: dict[str, QPushButton] = {}
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row)
        self._flow.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._row.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(self.head)
        column.addWidget(self._row)

    @property
    def values(self) -> tuple[str, ...]:
        """Those that are in."""
        return tuple(value for value, chip in self._chips.items() if chip.isChecked())

    def chip(self, value: str) -> QPushButton:
        return self._chips[value]

    def show_values(self, offered: Sequence[tuple[str, str]], chosen: Sequence[str], changeable: bool) -> None:
        """Offer values with their names; those that are chosen are in."""
        if list(self._chips) != [value for value, _name in offered]:
            self._fill(offered)
        for value, chip in self._chips.items():
            chip.setChecked(value in chosen)
            chip.setEnabled(changeable)
        self.head.place_combo.setEnabled(changeable)

    def stops(self) -> list[QWidget]:
        return [self.head.place_combo, *self._chips.values()]

    def _fill(self, offered: Sequence[tuple[str, str]]) -> None:
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {value: self._made(name) for value, name in offered}
        self._row.updateGeometry()

    def _made(self, name: str) -> QPushButton:
        shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip()}…"
        chip = QPushButton(shown.replace("&", "&&"), self._row)
        chip.setCheckable(True)
        chip.setAccessibleName(self.tr("{0}: {1}").format(axis_text(self.axis), name))
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(chip, "chip-quick")
        chip.clicked.connect(self._on_clicked)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _on_clicked(self) -> None:
        chip = self.sender()
        if not self.values and isinstance(chip, QPushButton):
            chip.setChecked(True)  # something it must be
            return
        self.chosen.emit(self.values)
