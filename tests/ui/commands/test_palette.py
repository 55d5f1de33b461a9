"""The palette finds every command by its name and does it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.ui.commands.palette import Palette
from imagestudio.ui.theme import Theme
from tests.ui.commands.conftest import Bench


@pytest.fixture
def palette(bench: Bench, theme: Theme, qtbot: QtBot) -> Iterator[Palette]:
    bench.window.show()
    palette = Palette(bench.commands.entries, bench.settings, theme, bench.window)
    palette.open()
    yield palette
    palette.hide()


def _texts(palette: Palette) -> list[str]:
    return [found.entry.text for found in palette.model.found]


def _type(palette: Palette, text: str) -> None:
    QTest.keyClicks(palette.field, text)


def test_it_shows_every_command_with_its_keys(palette: Palette) -> None:
    assert _texts(palette) == ["Export…", "Open", "Pick", "Jobs"]
    assert [found.entry.keys for found in palette.model.found] == ["Ctrl+E", "Enter", "P", "Ctrl+J"]


def test_typing_a_part_of_a_name_and_enter_does_it(palette: Palette, bench: Bench, qtbot: QtBot) -> None:
    _type(palette, "job")
    assert _texts(palette) == ["Jobs"]
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.done == ["jobs"])
    assert palette.isHidden()


def test_the_name_of_a_group_finds_what_is_in_it(palette: Palette) -> None:
    _type(palette, "picture")
    assert _texts(palette) == ["Export…", "Open", "Pick"]


def test_the_arrows_go_round(palette: Palette, bench: Bench, qtbot: QtBot) -> None:
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().data() == "Jobs"
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Enter)
    qtbot.waitUntil(lambda: bench.done == ["open"])


def test_what_was_done_last_stands_first(palette: Palette, bench: Bench, qtbot: QtBot) -> None:
    _type(palette, "pick")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.done == ["pick"])
    palette.open()
    assert _texts(palette)[0] == "Pick"


def test_what_cannot_be_done_now_is_said_and_not_done(palette: Palette, bench: Bench, qtbot: QtBot) -> None:
    bench.actions["export"].setEnabled(False)
    palette.open()
    _type(palette, "export")
    index = palette.list.currentIndex()
    assert "not possible now" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert bench.done == []


def test_words_that_no_command_has_are_told(palette: Palette) -> None:
    _type(palette, "zzzz")
    assert palette.nothing.isVisible()
    assert not palette.list.isVisible()


def test_it_keeps_its_size_while_one_types(palette: Palette) -> None:
    before = palette.size()
    _type(palette, "j")
    assert palette.size() == before
    _type(palette, "zz")
    assert palette.size() == before


def test_escape_puts_it_away(palette: Palette, bench: Bench) -> None:
    QTest.keyClick(palette, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert bench.done == []
