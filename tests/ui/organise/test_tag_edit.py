"""Typing tags: what is marked is taken, else what is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.ui.organise.tag_edit import TagEdit

Key = Qt.Key


@pytest.fixture
def edit(qtbot: QtBot) -> TagEdit:
    edit = TagEdit()
    qtbot.addWidget(edit)
    edit.set_known(["hero shot", "theme", "Fox, red", "poster"])
    edit.show()
    edit.setFocus()
    return edit


def typed(edit: TagEdit, text: str, *keys: Qt.Key) -> list[tuple[str, ...]]:
    """What is asked for when somebody types this; an open list has the keyboard."""
    asked: list[tuple[str, ...]] = []
    edit.entered.connect(asked.append)
    QTest.keyClicks(edit, text)
    for key in keys:
        QTest.keyClick(edit.popup if edit.popup.isVisible() else edit, key)
    return asked


def test_enter_takes_what_is_typed_as_long_as_nothing_is_marked(edit: TagEdit) -> None:
    assert typed(edit, "he", Key.Key_Return) == [("he",)]
    assert edit.text() == ""
    assert not edit.popup.isVisible()


def test_enter_takes_what_the_arrows_have_marked(edit: TagEdit) -> None:
    assert typed(edit, "he", Key.Key_Down, Key.Key_Down, Key.Key_Return) == [("theme",)]
    assert edit.text() == ""


def test_tab_takes_the_first_that_is_offered(edit: TagEdit) -> None:
    assert typed(edit, "he", Key.Key_Tab) == [("hero shot",)]
    assert edit.hasFocus()


def test_what_stands_behind_the_last_comma_is_completed(edit: TagEdit) -> None:
    assert typed(edit, "sea, new one, po", Key.Key_Tab) == [("new one", "poster", "sea")]


def test_a_click_takes_what_is_clicked(edit: TagEdit) -> None:
    asked = typed(edit, "he")
    place = edit.popup.visualRect(edit.popup.model().index(1, 0)).center()
    QTest.mouseClick(edit.popup.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert asked == [("theme",)]


def test_what_all_pictures_have_already_is_not_offered(edit: TagEdit) -> None:
    edit.set_given(["Theme"])
    typed(edit, "he")
    assert edit.offered() == ["hero shot"]


def test_escape_puts_the_list_away_and_leaves_what_is_typed(edit: TagEdit, qtbot: QtBot) -> None:
    assert typed(edit, "he", Key.Key_Escape) == []
    assert edit.text() == "he"
    assert not edit.popup.isVisible()
    QTest.keyClick(edit, Key.Key_Escape)
    assert edit.text() == ""
    with qtbot.waitSignal(edit.left):
        QTest.keyClick(edit, Key.Key_Escape)
