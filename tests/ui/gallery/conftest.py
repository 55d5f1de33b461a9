"""A real library with pictures in it, and the gallery on top of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from imagestudio.core.record import Record
from imagestudio.ui.error_text import short_reason
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.gallery_panel import GalleryPanel
from imagestudio.ui.gallery.gallery_view import GalleryView
from imagestudio.ui.theme import Theme
from imagestudio.workers.task import TaskRunner
from imagestudio.workers.thumbnail_loader import ThumbnailLoader
from tests.ui.gallery.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "library")
    yield shelf
    shelf.close()


@pytest.fixture
def runner(shelf: Shelf) -> Iterator[TaskRunner]:
    runner = TaskRunner(2)
    yield runner
    runner.close()


@pytest.fixture
def model(shelf: Shelf, runner: TaskRunner, qtbot: QtBot) -> Iterator[GalleryModel]:
    loader = ThumbnailLoader(shelf.library.thumbnails, shelf.library.history.page, runner)
    model = GalleryModel(shelf.library.history, loader, runner)
    loader.setParent(model)
    yield model
    runner.close()
    delete(model)  # here and now: the garbage collector might do it in a worker thread


class Hands:
    """Works the gallery as a person does."""

    def __init__(self, panel: GalleryPanel, model: GalleryModel, qtbot: QtBot) -> None:
        self.panel = panel
        self.view: GalleryView = panel.view
        self.model = model
        self.qtbot = qtbot

    def load(self) -> None:
        """Let the gallery read the library."""
        with self.qtbot.waitSignal(self.model.count_changed):
            self.model.reload()

    def middle(self, row: int) -> QPoint:
        return self.view.visualRect(self.model.index(row)).center()

    def click(self, row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifier, self.middle(row))

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.view, key, modifier)

    @property
    def current(self) -> int:
        return self.view.currentIndex().row()

    @property
    def selected(self) -> list[int]:
        return [row for rows in self.view.selected_rows() for row in rows]

    def record(self, row: int) -> Record:
        """The record of a row, waited for."""
        self.qtbot.waitUntil(lambda: self.model.cell(row).record is not None)
        record = self.model.cell(row).record
        assert record is not None
        return record


@pytest.fixture
def hands(model: GalleryModel, shelf: Shelf, theme: Theme, qtbot: QtBot) -> Iterator[Hands]:
    """A panel of four columns with the keyboard's focus in the view."""
    panel = GalleryPanel(model, theme, short_reason)
    qtbot.addWidget(panel)
    panel.resize(948, 800)
    panel.show()
    qtbot.waitExposed(panel)
    panel.view.setFocus()
    yield Hands(panel, model, qtbot)
    if isValid(panel):
        delete(panel)
