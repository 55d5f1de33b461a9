"""What is copied last is what is pasted."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from imagestudio.core.record import Record
from imagestudio.library.folder import Library, open_library
from imagestudio.ui.picture_actions import PictureActions
from imagestudio.workers.task import TaskRunner
from tests.library.helpers import save


class SlowFor:
    """The files of a library, one of which is long in being found."""

    def __init__(self, library: Library, slow: Record) -> None:
        self._library = library
        self._slow = slow
        self.looking = threading.Event()
        self.gate = threading.Event()

    def path_of(self, record: Record) -> Path:
        if record == self._slow:
            self.looking.set()
            self.gate.wait(60)
        return self._library.path_of(record)

    def place_of(self, record: Record) -> Path:
        return self._library.place_of(record)


def test_a_picture_that_was_long_in_coming_does_not_take_the_place_of_what_was_copied_after_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    library = open_library(tmp_path / "library")
    slow, quick = save(library), save(library)
    tasks, clipboard = TaskRunner(2), QGuiApplication.clipboard()
    files = SlowFor(library, slow)
    actions, done = PictureActions(files, tasks), list[str]()
    actions.done.connect(done.append)
    clipboard.setText("before")
    actions.copy([slow])
    assert files.looking.wait(60)
    actions.copy([quick])
    qtbot.waitUntil(lambda: clipboard.mimeData().hasUrls())
    files.gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert Path(clipboard.mimeData().urls()[0].toLocalFile()) == library.path_of(quick)
    actions.copy_these(lambda: [slow])
    actions.copy_prompt(quick)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert clipboard.text() == quick.prompt
    actions.copy_these(lambda: [slow])
    qtbot.waitUntil(lambda: len(done) == 3)
    assert Path(clipboard.mimeData().urls()[0].toLocalFile()) == library.path_of(slow)
    assert done == ["Image copied", "Prompt copied", "Image copied"]
    tasks.close()
    library.close()
