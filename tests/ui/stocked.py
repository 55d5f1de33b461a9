"""The whole program with some pictures in its library, and hands on the keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio.studio import Studio
from imagestudio.ui.gallery.gallery_view import GalleryView
from imagestudio.ui.theme import Theme
from tests.ui.driving import opened
from tests.ui.gallery.shelf import Shelf

BEGAN = 1_763_000_000_000_000
COUNT = 8
_COLORS = ("#aa3333", "#33aa33", "#3333aa", "#aaaa33", "#33aaaa", "#aa33aa", "#666666", "#dddddd")


class Stocked:
    """Works the program as a person does. Pictures are told by their number: 0 is the newest, in the first cell."""

    def __init__(self, studio: Studio, qtbot: QtBot, folder: Path) -> None:
        self.studio = studio
        self.qtbot = qtbot
        self.folder = folder

    @property
    def gallery(self) -> GalleryView:
        return self.studio.workspace.gallery_panel.view

    @property
    def selected(self) -> list[int]:
        return [row for rows in self.gallery.selected_rows() for row in rows]

    def select(self, first: int, count: int = 1) -> None:
        """By keys alone: to the first, then with Shift to the last."""
        self.gallery.setFocus()
        self.gallery.select_row(first)
        for _ in range(count - 1):
            QTest.keyClick(self.gallery, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)


def number_of(time: int) -> int:
    """The number of the picture with this time."""
    return COUNT - 1 - (time - BEGAN) // 1_000_000


@contextmanager
def stocked(qtbot: QtBot, theme: Theme, folder: Path) -> Iterator[Stocked]:
    """A library of eight pictures, every second one dear."""
    shelf = Shelf(folder / "library")
    for number in range(COUNT):
        made = shelf.add(
            BEGAN + number * 1_000_000,
            prompt=f"a fox in the snow, number {number}",
            cost="0.17" if number % 2 else "0.01",
            parameters={"size": "1024x1024", "quality": "high" if number % 2 else "low"},
            width=300,
            height=200,
        )
        shelf.draw(made[0], _COLORS[number])
    shelf.close()
    with opened(qtbot, theme, folder, "", key="", demo=True) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == COUNT)
        qtbot.waitUntil(lambda: studio.parts.gallery.cell(COUNT - 1).record is not None)
        yield Stocked(studio, qtbot, folder)
