"""The settings hold at once, are found by typing, and can be given back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from imagestudio.profile.settings import JsonSettings
from imagestudio.ui.settings.controls import row_for
from imagestudio.ui.settings.pages import look_page, making_page, storage_page
from imagestudio.ui.settings.preferences import Preferences
from imagestudio.ui.settings.row import SettingRow
from imagestudio.ui.settings.settings_dialog import Page, SettingsDialog
from imagestudio.ui.theme import Theme


class Room:
    """A dialog with the real pages, and the file behind it."""

    def __init__(self, theme: Theme, path: Path) -> None:
        self.path = path
        self.preferences = Preferences(JsonSettings(path))
        self.dialog = SettingsDialog(theme)
        self.rows: dict[str, SettingRow] = {}
        for name, page in (("look", look_page()), ("making", making_page()), ("storage", storage_page())):
            rows = {one.name: row_for(one, self.preferences, theme, self.dialog) for one in page}
            self.rows |= rows
            self.dialog.add_page(Page(name, name.title(), tuple(rows.values())))

    def names(self) -> list[str]:
        shown = self.dialog.shown_rows()
        return [name for name, row in self.rows.items() if row in shown]

    def spin(self, name: str) -> QSpinBox:
        control = self.rows[name].control
        assert isinstance(control, QSpinBox)
        return control


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, tmp_path: Path) -> Room:
    room = Room(theme, tmp_path / "settings.json")
    qtbot.addWidget(room.dialog)
    room.dialog.show_page("look")
    return room


def test_what_is_chosen_is_in_the_file_at_once(room: Room, qtbot: QtBot) -> None:
    combo = room.rows["theme"].control
    assert isinstance(combo, QComboBox)
    with qtbot.waitSignal(room.preferences.changed):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    assert JsonSettings(room.path).get("theme", "") == "dark"


def test_one_page_is_shown_at_a_time(room: Room) -> None:
    assert room.names() == ["theme", "accent", "text_size"]
    room.dialog.show_page("storage")
    assert room.names() == ["free_space_mb", "thumbnail_cache_mb"]


def test_a_search_goes_through_all_pages(room: Room) -> None:
    QTest.keyClicks(room.dialog.search_edit, "disk")
    assert room.names() == ["free_space_mb"]
    QTest.keyClick(room.dialog.search_edit, Qt.Key.Key_Escape)
    assert room.names() == ["theme", "accent", "text_size"]
    assert room.dialog.isVisible()


@pytest.mark.parametrize(
    ("typed", "name"), [("theme", "theme"), ("light", "theme"), ("font", "text_size"), ("cache", "thumbnail_cache_mb")]
)
def test_a_setting_is_found_by_what_other_programs_call_it(room: Room, typed: str, name: str) -> None:
    QTest.keyClicks(room.dialog.search_edit, typed)
    assert name in room.names()


def test_find_goes_to_the_search_field_from_wherever_one_is(room: Room) -> None:
    room.dialog.page_list.setFocus()
    QTest.keyClick(room.dialog.page_list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert room.dialog.search_edit.hasFocus()


def test_a_search_for_nothing_known_is_told(room: Room) -> None:
    QTest.keyClicks(room.dialog.search_edit, "zzz")
    assert room.names() == []
    assert room.dialog.nothing.isVisible()


def test_enter_in_the_search_field_closes_nothing(room: Room) -> None:
    QTest.keyClick(room.dialog.search_edit, Qt.Key.Key_Return)
    assert room.dialog.isVisible()


def test_the_usual_value_comes_back_with_the_arrow(room: Room) -> None:
    row, spin = room.rows["text_size"], room.spin("text_size")
    assert not row.reset_button.isVisible()
    spin.setValue(125)
    assert row.reset_button.isVisible()
    QTest.mouseClick(row.reset_button, Qt.MouseButton.LeftButton)
    assert spin.value() == 100
    assert not row.reset_button.isVisible()
    assert JsonSettings(room.path).get("text_size", 0) == 100


def test_a_value_that_is_changed_elsewhere_is_shown(room: Room) -> None:
    room.preferences.set("max_running", 7)
    assert room.spin("max_running").value() == 7


def test_a_wheel_over_a_number_changes_it_only_when_it_has_the_keyboard(room: Room) -> None:
    spin = room.spin("text_size")
    room.dialog.search_edit.setFocus()
    _wheel(spin)
    assert spin.value() == 100
    spin.setFocus()
    _wheel(spin)
    assert spin.value() != 100


def test_every_row_has_a_name_for_those_who_hear_it(room: Room) -> None:
    for row in room.rows.values():
        assert row.control.accessibleName()
        assert row.reset_button.accessibleName()


def _wheel(spin: QSpinBox) -> None:
    middle = spin.rect().center()
    event = QWheelEvent(
        middle.toPointF(),
        spin.mapToGlobal(middle).toPointF(),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(spin, event)
