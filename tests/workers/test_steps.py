"""Steps that wait a little, and do not when somebody acts."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.workers.steps import Steps


def noted(names: str, done: list[str], parent: QObject) -> Steps:
    """A step for each letter, which notes it."""
    return Steps([lambda name=name: done.append(name) for name in names], parent)  # type: ignore[misc]


def test_the_window_answers_between_two_steps(qtbot: QtBot, qapp: QObject) -> None:
    done: list[str] = []

    def first() -> None:
        done.append("first")
        QTimer.singleShot(0, lambda: done.append("the window"))

    steps = Steps([first, lambda: done.append("second")], qapp)
    with qtbot.waitSignal(steps.finished):
        steps.start()
        assert not steps.done
    assert done == ["first", "the window", "second"]
    assert steps.done


def test_a_key_finds_all_of_them_done(qtbot: QtBot, qapp: QObject) -> None:
    done: list[str] = []
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.textEdited.connect(done.append)
    steps = noted("abc", done, qapp)
    steps.watch()
    qtbot.keyClicks(edit, "x")
    assert done == ["a", "b", "c", "x"]


def test_a_button_of_the_mouse_finds_all_of_them_done(qtbot: QtBot, qapp: QObject) -> None:
    done: list[str] = []
    button = QPushButton()
    qtbot.addWidget(button)
    button.pressed.connect(lambda: done.append("pressed"))
    steps = noted("ab", done, qapp)
    steps.watch()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["a", "b", "pressed"]


def test_a_shortcut_made_by_a_step_hears_the_key_that_hurried_it(qtbot: QtBot) -> None:
    heard: list[str] = []
    window = QWidget()
    layout = QVBoxLayout(window)
    edit = QLineEdit(window)
    layout.addWidget(edit)
    qtbot.addWidget(window)

    def make() -> None:
        QShortcut(QKeySequence("Ctrl+B"), window).activated.connect(lambda: heard.append("Ctrl+B"))

    with qtbot.waitActive(window):
        window.show()
    steps = Steps([make], window)
    steps.watch()
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["Ctrl+B"]


def test_after_a_step_that_fails_the_others_follow(qtbot: QtBot, qapp: QObject) -> None:
    done: list[str] = []

    def fail() -> None:
        raise LookupError("a bug")

    steps = Steps([fail, lambda: done.append("b")], qapp)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(steps.finished):
        steps.start()
    assert [kind for kind, _error, _traceback in caught] == [LookupError]
    assert done == ["b"]


def test_what_is_dropped_is_never_done(qtbot: QtBot, qapp: QObject) -> None:
    done: list[str] = []
    steps = noted("ab", done, qapp)
    steps.watch()
    steps.start()
    steps.drop()
    edit = QLineEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "x")
    assert done == []
