"""Tables that are read: numbers at the right, and Tab leads out of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.core.money import Money
from imagestudio.core.spending import Sum
from imagestudio.ui.spending.sums_model import Line, SumsModel
from imagestudio.ui.tables import make_readable

_HEAD, _SIDE = Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole


def test_names_stand_at_the_left_and_numbers_at_the_right_with_their_titles() -> None:
    model = SumsModel("Day")
    model.show_lines([Line("Today", Sum(2, 2, 1, Money(3)))])
    left = Qt.AlignmentFlag.AlignLeft.value
    sides = [bool(model.index(0, column).data(_SIDE) & left) for column in range(model.columnCount())]
    assert sides == [True] + [False] * 5
    assert [bool(int(model.headerData(column, _HEAD, _SIDE) or 0) & left) for column in range(6)] == sides
    assert model.headerData(0, _HEAD) == "Day"


def test_tab_leads_out_of_a_table(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    table, button = QTableView(window), QPushButton("Close", window)
    layout = QVBoxLayout(window)
    layout.addWidget(table)
    layout.addWidget(button)
    model = SumsModel("Day", window)
    model.show_lines([Line("Today", Sum())])
    make_readable(table, model, "Days")
    with qtbot.waitActive(window):
        window.show()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert button.hasFocus()
    assert table.accessibleName() == "Days"
