"""Pictures come among the references in the order in which they were given, however long each takes to be read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.core.editing import Source
from imagestudio.core.pixels import Pixels
from imagestudio.library.folder import Library, open_library
from imagestudio.library.preparing import Preparation
from imagestudio.ui.edits.gathering import Gathering
from imagestudio.ui.edits.references import References
from imagestudio.workers.task import TaskRunner
from tests.library.helpers import picture


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


class SlowFirst(Preparation):
    """Is long in reading one file."""

    def __init__(self, library: Library, slow: str) -> None:
        super().__init__(library.exploring.inputs)
        self.slow = slow
        self.overtaken = threading.Event()

    def read(self, source: Source, most_pixels: int) -> Pixels:
        if source.name == self.slow:
            self.overtaken.wait(0.2)  # would another thread come?
        pixels = super().read(source, most_pixels)
        self.overtaken.set()
        return pixels


def test_what_was_dropped_first_stands_first_though_it_took_longer(
    qtbot: QtBot, library: Library, tmp_path: Path
) -> None:
    for name in ("large.png", "small.png"):
        (tmp_path / name).write_bytes(picture())
    references, tasks = References(), TaskRunner(2)
    gathering = Gathering(references, SlowFirst(library, "large.png"), library, tasks, references)
    gathering.add_files([tmp_path / "large.png"])
    gathering.add_files([tmp_path / "small.png"])
    qtbot.waitUntil(lambda: len(references.items) == 2)
    assert [item.source.name for item in references.items] == ["large.png", "small.png"]
    gathering.close()
    tasks.close()
