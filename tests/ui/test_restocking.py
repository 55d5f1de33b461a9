"""Thumbnails made in bulk when the cache is gone: told in the bottom line, stopped with a click."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from imagestudio.core.record import Record
from imagestudio.library.folder import open_library
from imagestudio.library.stocking import LibraryStocking
from imagestudio.ui.stock_line import StockLine
from imagestudio.ui.theme import Theme
from tests.library.helpers import picture, save
from tests.ui.driving import opened

_DEAD = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins by itself some seconds after a start, and that may have been while a slow one was waited for."""
    monkeypatch.setattr("imagestudio.restocking._AT_REST_MS", 3_600_000)


def _fill(folder: Path, count: int, side: int) -> None:
    library = open_library(folder)
    for number in range(count):
        save(library, content=picture(size=(side, side), color=(number, 9, 9)))
    library.close()


def test_a_cache_that_is_gone_is_filled_and_the_bottom_line_tells(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    _fill(tmp_path / "library", 60, 400)
    with opened(qtbot, theme, tmp_path, _DEAD) as studio:
        restocking = studio.equipment.restocking
        restocking.start()
        assert restocking.stock is not None
        line = studio.workspace.bottom_line.findChild(StockLine)
        assert line is not None
        with qtbot.waitSignals([restocking.stock.progressed, restocking.stock.ended]):
            pass
        texts = [label.text() for label in line.findChildren(QLabel)]
        # those in sight may have been made already, and are not counted then
        assert any(re.fullmatch(r"Making thumbnails: \d+ of \d+", text) for text in texts)
        assert not line.isVisible()
        assert studio._library.thumbnails.count() == 60


def test_the_making_can_be_stopped(qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    following, begun, clicked = LibraryStocking._next, list[Record](), threading.Event()

    def following_or_wait(stocking: LibraryStocking) -> Record | None:
        """After a few, no more before the button was clicked: the machine is never quicker than the person."""
        assert len(begun) < 9 or clicked.wait(60)
        record = following(stocking)
        if record is not None:
            begun.append(record)
        return record

    monkeypatch.setattr(LibraryStocking, "_next", following_or_wait)
    _fill(tmp_path / "library", 60, 400)
    with opened(qtbot, theme, tmp_path, _DEAD) as studio:
        restocking = studio.equipment.restocking
        restocking.start()
        assert restocking.stock is not None
        line = studio.workspace.bottom_line.findChild(StockLine)
        assert line is not None
        qtbot.waitUntil(lambda: line.isVisible() and len(begun) > 0)
        button = line.findChild(QToolButton)
        assert button is not None
        assert button.accessibleName()
        with qtbot.waitSignal(restocking.stock.ended):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            clicked.set()
        assert 0 < len(begun) < 60
        assert not line.isVisible()
