"""The whole program with some pictures in its library, and hands on the keys of the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imagestudio.core.comparisons import Choice
from imagestudio.library.comparisons import ComparisonsFile
from imagestudio.ui.compare.compare_host import CompareHost
from imagestudio.ui.compare.compare_view import CompareView
from imagestudio.ui.theme import Theme
from tests.ui.stocked import Stocked, number_of, stocked


class Bench(Stocked):
    """Works the comparison as a person does."""

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
        return [number_of(time) for time in self.view.contest.shown]

    def compare(self, first: int = 0, count: int = 2) -> CompareView:
        """Select so many and press C."""
        self.select(first, count)
        self.press(Qt.Key.Key_C)
        self.qtbot.waitUntil(lambda: self.host.view is not None and self.host.view.isVisible())
        self.wait_sharp()
        return self.view

    def wait_sharp(self) -> None:
        view = self.view
        self.qtbot.waitUntil(lambda: all(canvas.sharp for canvas in view.stage.canvases[: view.count]))

    def noted(self, count: int) -> list[Choice]:
        """The choices on the disk, waited for."""
        file = ComparisonsFile(self.folder / "library" / "comparisons.jsonl")
        self.qtbot.waitUntil(lambda: len(file.choices()) == count)
        return file.choices()


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Bench]:
    with stocked(qtbot, theme, tmp_path) as program:
        yield Bench(program.studio, qtbot, tmp_path)
