"""Commands are given other keys by pressing them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from imagestudio.ui.settings.key_button import KeyButton
from imagestudio.ui.settings.keys_page import key_rows
from imagestudio.ui.settings.row import SettingRow
from imagestudio.ui.theme import Theme
from tests.ui.commands.conftest import Bench, bench

__all__ = ["bench"]
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rows(bench: Bench, theme: Theme) -> dict[str, SettingRow]:
    page = QWidget(bench.window)
    rows = key_rows(bench.commands, theme, page)
    bench.window.show()
    return dict(zip((one.name for one in bench.commands.all()), rows, strict=True))


def _press(row: SettingRow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    button = row.control
    assert isinstance(button, KeyButton)
    if not button.isChecked():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, key, modifier)


def _text(row: SettingRow) -> str:
    assert isinstance(row.control, KeyButton)
    return row.control.text()


def test_a_row_shows_the_keys_and_takes_others(rows: dict[str, SettingRow], bench: Bench) -> None:
    assert _text(rows["export"]) == "Ctrl+E"
    _press(rows["export"], Qt.Key.Key_F7)
    assert _text(rows["export"]) == "F7"
    assert bench.actions["export"].shortcut().toString() == "F7"
    assert rows["export"].reset_button.isVisible()


def test_escape_leaves_the_keys_and_backspace_takes_them_away(rows: dict[str, SettingRow]) -> None:
    _press(rows["export"], Qt.Key.Key_Escape)
    assert _text(rows["export"]) == "Ctrl+E"
    _press(rows["export"], Qt.Key.Key_Backspace)
    assert _text(rows["export"]) == "None"


def test_keys_of_another_command_are_taken_from_it_by_pressing_them_twice(rows: dict[str, SettingRow]) -> None:
    _press(rows["export"], Qt.Key.Key_J, _CTRL)
    assert "Jobs" in rows["export"].hint.text()
    assert _text(rows["jobs"]) == "Ctrl+J"
    _press(rows["export"], Qt.Key.Key_J, _CTRL)
    assert _text(rows["export"]) == "Ctrl+J"
    assert _text(rows["jobs"]) == "None"


def test_a_key_for_moving_is_refused_with_a_reason(rows: dict[str, SettingRow]) -> None:
    _press(rows["export"], Qt.Key.Key_Left)
    assert "move" in rows["export"].hint.text()
    assert _text(rows["export"]) == "Press the keys…"


def test_the_usual_keys_come_back_with_the_arrow(rows: dict[str, SettingRow]) -> None:
    _press(rows["export"], Qt.Key.Key_F7)
    QTest.mouseClick(rows["export"].reset_button, Qt.MouseButton.LeftButton)
    assert _text(rows["export"]) == "Ctrl+E"
