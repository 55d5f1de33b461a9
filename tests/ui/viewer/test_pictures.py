"""Pictures are decoded before they are wanted, and never more of them kept than may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import FileGoneError
from imagestudio.ui.viewer.pictures import Pictures
from imagestudio.workers.task import TaskRunner
from tests.ui.viewer.folder import Folder, record_of
from tests.ui.viewer.test_picture import write

TINY = 700 * 300 * 4


@pytest.fixture
def tasks() -> Iterator[TaskRunner]:
    tasks = TaskRunner(2)
    yield tasks
    tasks.close()


@pytest.fixture
def pictures(tasks: TaskRunner, tmp_path: Path) -> Pictures:
    return Pictures(tasks, Folder(tmp_path), kept_bytes=4 * TINY)


def test_what_is_wanted_comes_and_is_kept(qtbot: QtBot, pictures: Pictures, tmp_path: Path) -> None:
    path = write(tmp_path / "x.png", "PNG")
    late = 1_763_000_000_000_000
    with qtbot.waitSignal(pictures.loaded) as loaded:
        assert pictures.want(record_of(path, late)) is None
    assert loaded.args is not None
    assert loaded.args[0] == late
    assert pictures.want(record_of(path, late)) is loaded.args[1]


def test_a_wanted_picture_that_is_being_decoded_as_a_neighbour_is_told_of_once(
    qtbot: QtBot, pictures: Pictures, tmp_path: Path
) -> None:
    path = write(tmp_path / "x.png", "PNG")
    told: list[int] = []
    pictures.loaded.connect(lambda time, _picture: told.append(time))
    pictures.welcome([record_of(path, 1), record_of(path, 2)])
    assert pictures.want(record_of(path, 1)) is None
    qtbot.waitUntil(lambda: told == [1])
    assert pictures.get(1) is not None


def test_no_more_is_kept_than_may_be(qtbot: QtBot, pictures: Pictures, tmp_path: Path) -> None:
    path = write(tmp_path / "x.png", "PNG")
    pictures.set_sizes(QSize(300, 300), QSize(300, 300))
    for time in range(1, 8):
        with qtbot.waitSignal(pictures.loaded):
            assert pictures.want(record_of(path, time)) is None
        assert pictures.kept_bytes <= 4 * TINY
    assert pictures.get(7) is not None
    assert pictures.get(1) is None
    pictures.clear()
    assert pictures.kept_bytes == 0


def test_a_neighbour_that_cannot_be_shown_is_told_only_when_it_is_wanted(
    qtbot: QtBot, pictures: Pictures, tmp_path: Path
) -> None:
    path = write(tmp_path / "x.png", "PNG")
    with qtbot.assertNotEmitted(pictures.refused):
        pictures.welcome([record_of(tmp_path / "gone.png", 1), record_of(path, 2)])
        qtbot.waitUntil(lambda: pictures.get(2) is not None)
    with qtbot.waitSignal(pictures.refused) as refused:
        pictures.want(record_of(tmp_path / "gone.png", 1))
    assert refused.args is not None
    assert isinstance(refused.args[1], FileGoneError)


def test_all_of_a_large_picture_comes_when_it_is_looked_at_closely(
    qtbot: QtBot, pictures: Pictures, tmp_path: Path
) -> None:
    path = write(tmp_path / "x.png", "PNG", 4000, 3000)
    pictures.set_sizes(QSize(400, 300), QSize(400, 300))
    with qtbot.waitSignal(pictures.loaded) as first:
        pictures.want(record_of(path, 1))
    with qtbot.waitSignal(pictures.loaded) as second:
        pictures.want_whole(record_of(path, 1))
    assert first.args is not None
    assert second.args is not None
    assert first.args[1].detail == pytest.approx(0.1)
    assert second.args[1].detail == 1
    kept = pictures.get(1)
    assert kept is first.args[1]  # all of it only as long as it is looked at
