"""The window stands where it was left, or where it can be seen if the screens are other ones now."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from imagestudio.profile.settings import JsonSettings
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.theme import Theme


def left_at(qtbot: QtBot, theme: Theme, folder: Path, place: QPoint, size: QSize, maximised: bool = False) -> None:
    """A session whose window was left there, on screens that may be gone."""
    window = MainWindow(JsonSettings(folder / "settings.json"), theme.tokens)
    qtbot.addWidget(window)
    window.resize(size)
    window.move(place)
    window.showMaximized() if maximised else window.show()
    window.leave()


def opened_again(qtbot: QtBot, theme: Theme, folder: Path) -> MainWindow:
    window = MainWindow(JsonSettings(folder / "settings.json"), theme.tokens)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.mark.parametrize(
    ("place", "size"),
    [
        (QPoint(5000, 100), QSize(600, 500)),  # a screen on the right that is not there any more
        (QPoint(-3000, -2000), QSize(600, 500)),
        (QPoint(100, 100), QSize(3800, 2100)),  # a larger screen
        (QPoint(790, 790), QSize(600, 500)),  # nothing but a corner to be seen
    ],
)
def test_a_window_is_never_out_of_sight(qtbot: QtBot, theme: Theme, tmp_path: Path, place: QPoint, size: QSize) -> None:
    left_at(qtbot, theme, tmp_path, place, size)
    window = opened_again(qtbot, theme, tmp_path)
    available = QGuiApplication.primaryScreen().availableGeometry()
    assert available.contains(window.geometry()), window.geometry()  # its title stands above


def test_a_window_that_fits_stands_where_it_was_left(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    left_at(qtbot, theme, tmp_path, QPoint(40, 60), QSize(640, 480))
    window = opened_again(qtbot, theme, tmp_path)
    assert (window.pos(), window.size()) == (QPoint(40, 60), QSize(640, 480))


def test_a_window_that_filled_the_screen_does_so_again(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    left_at(qtbot, theme, tmp_path, QPoint(40, 60), QSize(640, 480), maximised=True)
    assert opened_again(qtbot, theme, tmp_path).isMaximized()
