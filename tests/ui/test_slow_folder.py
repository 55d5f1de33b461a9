"""A library on a disk that does not answer: whatever is asked of pictures, the window goes on answering."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from imagestudio.core.record import Record
from imagestudio.library.folder import Library
from imagestudio.ui.compare.compare_host import CompareHost
from imagestudio.ui.picture_actions import PictureActions
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.viewer_host import ViewerHost
from tests.ui.stocked import Stocked, number_of, stocked

_Key = Qt.Key


class SlowFolder(Stocked):
    """A library whose disk answers only while `answers` is set, and never to the window itself."""

    answers: threading.Event

    @property
    def viewers(self) -> ViewerHost:
        found = self.studio.workspace.findChild(ViewerHost)
        assert found is not None
        return found

    @property
    def comparison(self) -> CompareHost:
        found = self.studio.workspace.findChild(CompareHost)
        assert found is not None
        return found


@pytest.fixture
def slow(qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowFolder]:
    answers = threading.Event()
    answers.set()
    look = Library.path_of

    def path_of(library: Library, record: Record) -> Path:
        assert answers.is_set() or threading.current_thread() is not threading.main_thread(), "the window waits"
        answers.wait(60)
        return look(library, record)

    monkeypatch.setattr(Library, "path_of", path_of)
    try:
        with stocked(qtbot, theme, tmp_path) as program:
            slow = SlowFolder(program.studio, qtbot, tmp_path)
            slow.answers = answers
            answers.clear()
            yield slow
            answers.set()
    finally:
        answers.set()


def test_the_viewer_opens_and_turns_over_while_the_disk_does_not_answer(slow: SlowFolder, qtbot: QtBot) -> None:
    slow.select(2)
    slow.press(_Key.Key_Return)
    viewer = slow.viewers.viewer
    assert viewer is not None
    assert viewer.isVisible()
    slow.press(_Key.Key_Right)
    slow.press(_Key.Key_Right)
    assert viewer.record is not None
    assert number_of(viewer.record.time) == 4
    slow.press(_Key.Key_3)
    assert viewer.controls.marks.stars.rating == 3
    assert not viewer.canvas.sharp
    slow.answers.set()
    qtbot.waitUntil(lambda: viewer.canvas.sharp)


def test_pictures_are_compared_while_the_disk_does_not_answer(slow: SlowFolder, qtbot: QtBot) -> None:
    slow.select(0, 3)
    slow.press(_Key.Key_C)
    qtbot.waitUntil(lambda: slow.comparison.view is not None and slow.comparison.view.isVisible())
    view = slow.comparison.view
    assert view is not None
    slow.press(_Key.Key_Z)
    slow.press(_Key.Key_H)
    assert view.contest.blind
    slow.press(_Key.Key_A)
    slow.press(_Key.Key_Return)
    assert not any(canvas.sharp for canvas in view.stage.canvases)
    slow.answers.set()
    qtbot.waitUntil(lambda: all(canvas.sharp for canvas in view.stage.canvases[: view.count]))


def test_pictures_are_given_away_while_the_disk_does_not_answer(slow: SlowFolder, qtbot: QtBot) -> None:
    actions, said = slow.studio.workspace.actions_of, list[str]()
    pictures = slow.studio.workspace.findChild(PictureActions)
    assert pictures is not None
    pictures.done.connect(said.append)
    slow.select(0, 3)
    qtbot.waitUntil(lambda: slow.studio.workspace.details_panel.survey.pictures == 3)
    actions["copy"].trigger()
    for name in ("export", "contact_sheet"):
        actions[name].trigger()
        dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible())
        dialog.reject()
    slow.select(0)
    qtbot.waitUntil(lambda: slow.studio.workspace.details_panel.record is not None)
    actions["copy_image"].trigger()
    assert not said
    slow.answers.set()
    qtbot.waitUntil(lambda: said == ["Image copied"])  # what was asked for last
