"""Opening the library beside the window: to write, to look at, not at all, and with nobody there to take it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from imagestudio.arguments import WindowArguments
from imagestudio.core.errors import DiskError, Failure, LibraryInUseError
from imagestudio.core.hand_over import Answer
from imagestudio.instance import meeting_folder
from imagestudio.library.folder import Library, open_library
from imagestudio.library.layout import Layout
from imagestudio.opening import Opening
from imagestudio.others import Others


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
    assert opening._open_now.wait(60)  # it is open, and no event has told anybody
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


class Neighbours(Others):
    """Others that answer what the test says, the last of it for ever."""

    def __init__(self, folder: Path, *answers: Answer | None) -> None:
        super().__init__(folder, WindowArguments())
        self.answers = list(answers)

    def hand_over(self) -> Answer | None:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def another_announces(folder: Path) -> Path:
    """The note of a window in another process."""
    Others(folder, WindowArguments()).announce()
    (own,) = meeting_folder().iterdir()
    return own.rename(own.with_name(own.name.replace(f".{os.getpid()}.", ".1.")))


def test_a_window_that_is_about_to_listen_is_waited_for(
    qtbot: QtBot, qapp: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagestudio.opening._PATIENCE_S", 0.0)
    writer = open_library(tmp_path)
    note = another_announces(tmp_path)
    others = Neighbours(tmp_path, None, None, Answer.TAKEN)
    opening = Opening(tmp_path, 0, qapp, others=others)
    with qtbot.waitSignal(opening.handed_over):
        opening.start()
    opening.close()
    assert list(meeting_folder().iterdir()) == [note]  # the other's stays, its own has gone
    writer.close()


@pytest.mark.parametrize("age_s", [60, None])
def test_no_window_is_waited_for_that_announced_itself_too_long_ago_or_not_at_all(
    qtbot: QtBot, qapp: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age_s: int | None
) -> None:
    monkeypatch.setattr("imagestudio.opening._PATIENCE_S", 0.0)
    writer = open_library(tmp_path)
    note = another_announces(tmp_path)
    if age_s is None:
        note.unlink()
    else:
        os.utime(note, (note.stat().st_atime, note.stat().st_mtime - age_s))
    opening = Opening(tmp_path, 0, qapp, others=Neighbours(tmp_path, None))
    library, refused = opened(qtbot, opening)
    assert library.read_only
    assert refused is not None
    library.close()
    opening.close()
    writer.close()


def test_one_that_listens_by_the_time_patience_ends_is_asked(
    qtbot: QtBot, qapp: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagestudio.opening._PATIENCE_S", 0.0)
    writer = open_library(tmp_path)
    opening = Opening(tmp_path, 0, qapp, others=Neighbours(tmp_path, Answer.TAKEN))
    with qtbot.waitSignal(opening.handed_over):
        opening.start()
    opening.close()
    writer.close()


def test_who_opens_to_write_announces_itself_until_it_ends_or_listens(
    qtbot: QtBot, qapp: QObject, tmp_path: Path
) -> None:
    others = Others(tmp_path, WindowArguments())
    opening = Opening(tmp_path, 0, qapp, others=others)
    library, _ = opened(qtbot, opening)
    assert [note.suffix for note in meeting_folder().iterdir()] == [".soon"]
    assert not others.is_announced()  # by another
    opening.close()
    assert list(meeting_folder().iterdir()) == []
    library.close()


@pytest.mark.allow_log
def test_who_cannot_announce_itself_opens_all_the_same(qtbot: QtBot, qapp: QObject, tmp_path: Path) -> None:
    meeting_folder().parent.mkdir(parents=True, exist_ok=True)
    meeting_folder().write_text("in the way")
    opening = Opening(tmp_path, 0, qapp, others=Others(tmp_path, WindowArguments()))
    library, refused = opened(qtbot, opening)
    assert (library.read_only, refused) == (False, None)
    library.close()
    opening.close()


@pytest.mark.allow_log
def test_an_announcement_that_cannot_be_withdrawn_holds_up_no_end(qtbot: QtBot, qapp: QObject, tmp_path: Path) -> None:
    opening = Opening(tmp_path, 0, qapp, others=Others(tmp_path, WindowArguments()))
    library, _ = opened(qtbot, opening)
    (note,) = meeting_folder().iterdir()
    note.unlink()
    note.mkdir()  # which no unlink takes away
    opening.close()
    library.close()
