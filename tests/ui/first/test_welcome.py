"""An empty library offers two ways to begin and three prompts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.ui.first.welcome import Welcome, example_prompts
from imagestudio.ui.theme import Theme


@pytest.fixture
def welcome(theme: Theme, qtbot: QtBot) -> Welcome:
    welcome = Welcome(QIcon())
    qtbot.addWidget(welcome)
    welcome.resize(800, 700)
    welcome.show()
    return welcome


def test_an_example_is_offered_whole_and_given_word_for_word(welcome: Welcome, qtbot: QtBot) -> None:
    for example, prompt in zip(welcome.examples, example_prompts(), strict=True):
        with qtbot.waitSignal(welcome.prompt_chosen) as told:
            QTest.keyClick(example, Qt.Key.Key_Space)
        assert told.args == [prompt]
        assert prompt in example.accessibleName()


def test_both_ways_are_there_as_long_as_there_is_no_key(welcome: Welcome, qtbot: QtBot) -> None:
    with qtbot.waitSignal(welcome.demo_requested):
        QTest.mouseClick(welcome.demo_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(welcome.key_requested):
        QTest.mouseClick(welcome.key_button, Qt.MouseButton.LeftButton)
    welcome.show_ways(False)
    assert not welcome.demo_button.isVisible()
    assert not welcome.key_button.isVisible()
    assert all(example.isVisible() for example in welcome.examples)


@pytest.mark.parametrize("width", [420, 900])
def test_no_text_is_cut_however_narrow_the_gallery(welcome: Welcome, qtbot: QtBot, width: int) -> None:
    welcome.resize(width, 800)
    for example in welcome.examples:
        assert example.height() >= example.heightForWidth(example.width())
