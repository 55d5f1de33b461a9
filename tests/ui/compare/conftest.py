"""The whole program with some pictures in its library, and hands on the keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio.core.comparisons import Choice
from imagestudio.library.comparisons import ComparisonsFile
from imagestudio.studio import Studio
from imagestudio.ui.compare.compare_host import CompareHost
from imagestudio.ui.compare.compare_view import CompareView
from imagestudio.ui.gallery.gallery_view import GalleryView
from imagestudio.ui.theme import Theme
from tests.ui.driving import opened
from tests.ui.gallery.shelf import Shelf

BEGAN = 1_763_000_000_000_000
COUNT = 8
_COLORS = ("#aa3333", "#33aa33", "#3333aa", "#aaaa33", "#33aaaa", "#aa33aa", "#666666", "#dddddd")
_Key = Qt.Key


class Bench:
    """Works the comparison as a person does. Pictures are told by their number: 0 is the newest, in the first cell."""

    def __init__(self, studio: Studio, qtbot: QtBot, folder: Path) -> None:
        self.studio = studio
        self.qtbot = qtbot
        self.file = ComparisonsFile(folder / "library" / "comparisons.jsonl")

    @property
    def gallery(self) -> GalleryView:
        return self.studio.workspace.gallery_panel.view

    @property
    def host(self) -> CompareHost:
        host = self.studio.workspace.findChild(CompareHost)
        assert host is not None
        return host

    @property
    def view(self) -> CompareView:
        assert self.host.view is not None
        return self.host.view

    @property
    def shown(self) -> list[int]:
        """The numbers of the pictures beside each other."""
        return [COUNT - 1 - (time - BEGAN) // 1_000_000 for time in self.view.contest.shown]

    @property
    def selected(self) -> list[int]:
        return [row for rows in self.gallery.selected_rows() for row in rows]

    def select(self, first: int, count: int) -> None:
        """By keys alone: to the first, then with Shift to the last."""
        self.gallery.setFocus()
        self.gallery.select_row(first)
        for _ in range(count - 1):
            QTest.keyClick(self.gallery, _Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        self.qtbot.waitUntil(lambda: self.studio.workspace.actions_of["compare"].isEnabled())

    def compare(self, first: int = 0, count: int = 2) -> CompareView:
        """Select so many and press C."""
        self.select(first, count)
        self.press(_Key.Key_C)
        self.qtbot.waitUntil(lambda: self.host.view is not None and self.host.view.isVisible())
        self.wait_sharp()
        return self.view

    def wait_sharp(self) -> None:
        view = self.view
        self.qtbot.waitUntil(lambda: all(canvas.sharp for canvas in view.stage.canvases[: view.count]))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def noted(self, count: int) -> list[Choice]:
        """The choices on the disk, waited for."""
        self.qtbot.waitUntil(lambda: len(self.file.choices()) == count)
        return self.file.choices()


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Bench]:
    shelf = Shelf(tmp_path / "library")
    for number in range(COUNT):
        quality = "high" if number % 2 else "low"
        made = shelf.add(
            BEGAN + number * 1_000_000,
            prompt=f"a fox in the snow, number {number}",
            cost="0.17" if number % 2 else "0.01",
            parameters={"size": "1024x1024", "quality": quality},
            width=300,
            height=200,
        )
        shelf.draw(made[0], _COLORS[number])
    shelf.close()
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == COUNT)
        yield Bench(studio, qtbot, tmp_path)
