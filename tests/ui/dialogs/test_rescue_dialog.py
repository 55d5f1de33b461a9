"""What could not be written, as the person meets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import DiskError
from imagestudio.library.elsewhere import write_new
from imagestudio.ui.dialogs.rescue_dialog import RescueDialog
from imagestudio.workers.rescue_desk import RescueDesk
from imagestudio.workers.task import TaskRunner
from tests.ui.dialogs.refusing import CONTENT, refused


@pytest.fixture
def desk(qtbot: QtBot) -> RescueDesk:
    return RescueDesk(write_new, pause_s=0.01)


@pytest.fixture
def tasks() -> Iterator[TaskRunner]:
    runner = TaskRunner(1)
    yield runner
    runner.close()


def test_it_is_written_as_soon_as_the_disk_takes_it_and_the_dialog_goes(
    qtbot: QtBot, desk: RescueDesk, tasks: TaskRunner, tmp_path: Path
) -> None:
    with refused(qtbot, desk, tmp_path / "library") as blocker:
        dialog = RescueDialog(desk, tasks)
        qtbot.addWidget(dialog)
        dialog.open()
        assert not dialog.lose_button.isVisible()
        with qtbot.waitSignal(dialog.accepted):
            blocker.rmdir()


def test_it_is_saved_to_another_folder_and_still_tried(
    qtbot: QtBot, desk: RescueDesk, tasks: TaskRunner, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with refused(qtbot, desk, tmp_path / "library"):
        dialog = RescueDialog(desk, tasks, choose=lambda _parent: str(elsewhere))
        qtbot.addWidget(dialog)
        dialog.open()
        with qtbot.waitSignals([dialog.saved_elsewhere, dialog.accepted]):
            qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        assert (elsewhere / "picture-0.png").read_bytes() == CONTENT
        assert desk.unsaved == []
        assert len(desk.held) == 1


def test_a_folder_that_takes_nothing_is_told_and_another_can_be_chosen(
    qtbot: QtBot, desk: RescueDesk, tasks: TaskRunner, tmp_path: Path
) -> None:
    with refused(qtbot, desk, tmp_path / "library"):
        dialog = RescueDialog(desk, tasks, choose=lambda _parent: str(tmp_path / "nowhere"))
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "could not be saved there" in dialog._problem.text())
        assert dialog.save_button.isEnabled()
        assert len(desk.unsaved) == 1
        with pytest.raises(DiskError):
            desk.save_elsewhere(tmp_path / "nowhere")


def test_leaving_takes_a_clear_yes_to_losing_it(
    qtbot: QtBot, desk: RescueDesk, tasks: TaskRunner, tmp_path: Path
) -> None:
    with refused(qtbot, desk, tmp_path / "library"):
        dialog = RescueDialog(desk, tasks, leaving=True)
        qtbot.addWidget(dialog)
        dialog.open()
        assert dialog.save_button.isDefault()
        assert "lost for good" in dialog._meaning.text()
        with qtbot.waitSignal(dialog.lose_chosen):
            qtbot.mouseClick(dialog.lose_button, Qt.MouseButton.LeftButton)
