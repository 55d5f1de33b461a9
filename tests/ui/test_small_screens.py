"""A laptop's screen at 200 %: 960 by 540 units, in which everything is still whole or can be scrolled to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.ui.dialogs.fitting import LowArea, fit_height, open_at
from imagestudio.ui.finding.choice_list import Choice
from imagestudio.ui.finding.popover import Popover
from imagestudio.ui.first.welcome import Welcome
from imagestudio.ui.theme import Theme
from tests.ui.driving import generate, opened

SMALL = (960, 540 - 24)


def squeezed(inside: QWidget) -> list[str]:
    """The texts that have less height than they need."""
    labels = [label for label in inside.findChildren(QLabel) if label.isVisible() and label.text()]
    return [label.text() for label in labels if label.height() < label.heightForWidth(label.width())]


@pytest.mark.parametrize(("size", "jobs"), [(SMALL, False), ((1280, 698), False), ((1280, 776), True)])
def test_the_welcome_is_whole_or_scrolls(
    qtbot: QtBot, theme: Theme, tmp_path: Path, size: tuple[int, int], jobs: bool
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.workspace.window().resize(*size)
        if jobs:
            studio.workspace.actions_of["toggle_jobs"].trigger()
        (welcome,) = studio.workspace.window().findChildren(Welcome)
        qtbot.waitUntil(lambda: not squeezed(welcome))
        last = welcome.examples[-1]
        welcome.examples[-2].setFocus()
        qtbot.keyClick(welcome.examples[-2], Qt.Key.Key_Tab)
        assert last.hasFocus()
        area = studio.workspace.gallery_panel
        qtbot.waitUntil(lambda: area.rect().contains(last.mapTo(area, QPoint(0, last.height()))))


def test_the_window_fits_on_the_screen_with_a_picture_in_the_details(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.workspace.window().resize(*SMALL)
        generate(qtbot, studio, "a fox")
        window = studio.workspace.window()
        assert (window.width(), window.height()) == SMALL
        assert studio.workspace.minimumSizeHint().width() <= SMALL[0]


def test_a_dialog_is_no_larger_than_the_screen_and_its_form_scrolls(qtbot: QtBot, theme: Theme) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    room = dialog.screen().availableGeometry()
    inside = QWidget()
    column = QVBoxLayout(inside)
    for number in range(60):
        column.addWidget(QLabel(str(number), inside))
    area = LowArea(inside, dialog)
    QVBoxLayout(dialog).addWidget(area)
    dialog.show()
    fit_height(dialog)
    assert dialog.height() < room.height() < inside.sizeHint().height()
    assert area.verticalScrollBar().maximum() > 0
    other = QDialog()
    qtbot.addWidget(other)
    open_at(other, room.width() * 2, 100)
    assert (other.width(), other.height()) == (room.width(), 100)


def test_a_popover_ends_where_the_screen_does(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    anchor = QLabel("here", window)
    room = window.screen().availableGeometry()
    window.setGeometry(0, room.bottom() - 300, 200, 40)
    popover = Popover(theme, "Places", window)
    with qtbot.waitExposed(window):
        window.show()
    popover.open_below(anchor)
    popover.show_choices([Choice(str(number), number) for number in range(200)])  # they come when it is open
    assert popover.geometry().bottom() <= room.bottom()
    assert popover.geometry().top() > anchor.mapToGlobal(QPoint(0, 0)).y()
    popover.hide()
