"""A prompt to read: whole or folded, and never wider than its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.ui.details.prompt_text import PromptText
from imagestudio.ui.theme import Theme

LONG = "a fox in the snow at dusk, photographed from far away " * 60


@pytest.fixture
def prompt(qtbot: QtBot, theme: Theme) -> Iterator[PromptText]:
    place = QWidget()
    layout = QVBoxLayout(place)
    prompt = PromptText(place)
    layout.addWidget(prompt)
    layout.addStretch()
    place.resize(280, 900)
    qtbot.addWidget(place)
    place.show()
    qtbot.waitExposed(place)
    yield prompt
    place.close()


def edit_of(prompt: PromptText) -> QPlainTextEdit:
    edit = prompt.findChild(QPlainTextEdit)
    assert edit is not None
    return edit


def fold_of(prompt: PromptText) -> QPushButton:
    fold = prompt.findChild(QPushButton)
    assert fold is not None
    return fold


@pytest.mark.parametrize("text", ["a fox", "two\nlines", "ثعلب في الثلج", "雪の中の狐", "🦊❄️", "<b>bold</b> &amp;"])
def test_a_short_prompt_is_whole(prompt: PromptText, text: str) -> None:
    prompt.set_text(text)
    assert prompt.text() == text
    assert not prompt.folded
    assert not fold_of(prompt).isVisible()
    edit = edit_of(prompt)
    assert edit.verticalScrollBar().maximum() == 0  # all of it is in sight


def test_a_prompt_stays_whole_when_the_text_becomes_larger(prompt: PromptText, theme: Theme) -> None:
    prompt.set_text("a red fox asleep in fresh snow, photographed at dawn")
    edit = edit_of(prompt)
    before = edit.height()
    try:
        theme.choose_look("dark", "", 150)
        assert edit.height() > before * 1.4
        assert edit.verticalScrollBar().maximum() == 0
    finally:
        theme.choose_look("dark", "", 100)


def test_a_long_prompt_is_folded_and_unfolds(qtbot: QtBot, prompt: PromptText) -> None:
    prompt.set_text(LONG)
    folded, low = [prompt.folded], edit_of(prompt).height()
    qtbot.mouseClick(fold_of(prompt), Qt.MouseButton.LeftButton)
    folded.append(prompt.folded)
    assert edit_of(prompt).height() > 3 * low
    assert edit_of(prompt).verticalScrollBar().maximum() == 0
    qtbot.mouseClick(fold_of(prompt), Qt.MouseButton.LeftButton)
    folded.append(prompt.folded)
    assert edit_of(prompt).height() == low
    assert folded == [True, False, True]


def test_another_prompt_is_folded_again(qtbot: QtBot, prompt: PromptText) -> None:
    prompt.set_text(LONG)
    qtbot.mouseClick(fold_of(prompt), Qt.MouseButton.LeftButton)
    prompt.set_text(LONG + "!")
    assert prompt.folded


def test_a_word_that_is_too_long_widens_nothing(prompt: PromptText) -> None:
    width = prompt.width()
    prompt.set_text("x" * 3000)
    assert prompt.width() == width
    assert prompt.minimumSizeHint().width() < width
    assert edit_of(prompt).horizontalScrollBar().maximum() == 0


def test_it_is_copied_as_it_is(qtbot: QtBot, prompt: PromptText) -> None:
    prompt.set_text(LONG.strip())
    edit = edit_of(prompt)
    edit.selectAll()
    qtbot.keySequence(edit, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == LONG.strip()
    qtbot.keyClicks(edit, "typed")
    assert prompt.text() == LONG.strip()


def test_the_wheel_scrolls_what_is_around_it(prompt: PromptText) -> None:
    prompt.set_text(LONG)
    edit = edit_of(prompt)
    nothing = QPoint(0, 0)
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        nothing,
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    edit.wheelEvent(turn)
    assert turn.type() is QEvent.Type.Wheel
    assert not turn.isAccepted()
    assert edit.verticalScrollBar().value() == 0
