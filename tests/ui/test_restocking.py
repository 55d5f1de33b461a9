"""Thumbnails made in bulk when the cache is gone: told in the bottom line, stopped with a click."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from imagestudio.library.folder import open_library
from imagestudio.ui.stock_line import StockLine
from imagestudio.ui.theme import Theme
from tests.library.helpers import picture, save
from tests.ui.driving import opened

_DEAD = "http://127.0.0.1:9"


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


def test_the_making_can_be_stopped(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    _fill(tmp_path / "library", 60, 1200)
    with opened(qtbot, theme, tmp_path, _DEAD) as studio:
        restocking = studio.equipment.restocking
        restocking.start()
        assert restocking.stock is not None
        line = studio.workspace.bottom_line.findChild(StockLine)
        assert line is not None
        qtbot.waitUntil(line.isVisible)
        button = line.findChild(QToolButton)
        assert button is not None
        assert button.accessibleName()
        with qtbot.waitSignal(restocking.stock.ended):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert studio._library.thumbnails.count() < 60
