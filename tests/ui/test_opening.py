"""Opening the library beside the window: to write, to look at, not at all, and with nobody there to take it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import DiskError, Failure, LibraryInUseError
from imagestudio.library.folder import Library, open_library
from imagestudio.library.layout import Layout
from imagestudio.opening import Opening


def opened(qtbot: QtBot, opening: Opening) -> tuple[Library, Failure | None]:
    """What it opens; it says so after `start` has come back."""
    with qtbot.waitSignal(opening.opened) as caught:
        opening.start()
        assert not caught.signal_triggered
    assert caught.args is not None
    library, refused = caught.args
    return library, refused


def test_it_opens_to_write_without_holding_up_the_window(qtbot: QtBot, qapp: QObject, tmp_path: Path) -> None:
    opening = Opening(tmp_path, 0, qapp)
    library, refused = opened(qtbot, opening)
    assert not library.read_only
    assert refused is None
    library.close()
    opening.close()


def test_one_that_another_program_writes_is_looked_at(qtbot: QtBot, qapp: QObject, tmp_path: Path) -> None:
    writer = open_library(tmp_path)
    opening = Opening(tmp_path, 0, qapp)
    library, refused = opened(qtbot, opening)
    assert library.read_only
    assert refused is not None
    assert refused.kind == LibraryInUseError().failure.kind
    library.close()
    writer.close()
    opening.close()


def test_what_cannot_be_opened_says_why(qtbot: QtBot, qapp: QObject, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    opening = Opening(tmp_path / "file", 0, qapp)
    with qtbot.waitSignal(opening.failed) as caught:
        opening.start()
    assert caught.args is not None
    assert isinstance(caught.args[0], DiskError)
    opening.close()


def test_a_window_that_is_closed_meanwhile_lets_the_library_go(qapp: QObject, tmp_path: Path) -> None:
    opening = Opening(tmp_path, 0, qapp)
    opening.start()
    assert opening._open_now.wait(10)  # it is open, and no event has told anybody
    opening.close()
    open_library(tmp_path).close()


@pytest.mark.allow_log
def test_a_damaged_database_is_mended_beside_the_window(qtbot: QtBot, qapp: QObject, tmp_path: Path) -> None:
    open_library(tmp_path).close()
    Layout(tmp_path).database.write_bytes(b"no database" * 1000)
    opening = Opening(tmp_path, 0, qapp)
    library, refused = opened(qtbot, opening)
    assert library.mended is not None
    assert refused is None
    library.close()
    opening.close()
