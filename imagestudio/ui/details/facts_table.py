"""Facts in two quiet columns, whose labels are kept from one picture to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from imagestudio.ui.details.facts import Fact
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_M
from imagestudio.ui.widgets import ElidedLabel

_LONG_WORD = 16
_GAP = 6


@dataclass(slots=True)
class _Row:
    """The two labels of one fact."""

    name: QLabel
    value: QLabel


class FactsTable(QWidget):
    """Shows names and what is known under them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(_GAP)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        for number, (name, text) in enumerate(facts):
            self._show(number, name, text)
        for row in self._rows[len(facts) :]:
            row.name.hide()
            row.value.hide()

    def _show(self, number: int, name: str, text: str) -> None:
        if number == len(self._rows):
            self._rows.append(self._row(number))
        row = self._rows[number]
        if isinstance(row.value, ElidedLabel) != _is_one_long_word(text):
            row.value.hide()
            row.value.deleteLater()
            row.value = self._value(number, _is_one_long_word(text))
        row.name.setText(name)
        if isinstance(row.value, ElidedLabel):
            row.value.set_text(text)
        else:
            row.value.setText(text)
        row.value.setAccessibleName(f"{name}: {text}")
        row.name.show()
        row.value.show()

    def _row(self, number: int) -> _Row:
        name = QLabel(self)
        set_role(name, "label")
        name.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
        return _Row(name, self._value(number, False))

    def _value(self, number: int, elided: bool) -> QLabel:
        """What can be broken is; a single long word, as the name of a file, is elided in its middle."""
        value = ElidedLabel("", Qt.TextElideMode.ElideMiddle, self) if elided else QLabel(self)
        value.setTextFormat(Qt.TextFormat.PlainText)
        if not elided:
            value.setWordWrap(True)
            value.setMinimumWidth(1)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(value, number, 1)
        return value


def _is_one_long_word(text: str) -> bool:
    return " " not in text and len(text) > _LONG_WORD
