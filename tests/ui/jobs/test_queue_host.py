"""The queue as a person uses it: paused, put in another order, cancelled, tried again."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.core.job import JobState
from imagestudio.studio import Studio
from imagestudio.ui.theme import Theme
from imagestudio.workers.task import TaskRunner
from tests.faults import close_before_answer, vendor_error
from tests.server import ServiceServer
from tests.ui.driving import ask, generate, opened, texts


def states(studio: Studio) -> list[JobState]:
    return [job.state for job in studio.parts.queue.jobs]


def test_a_paused_queue_sends_nothing_and_stays_paused_over_a_restart(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        pause = studio.workspace.actions_of["pause_queue"]
        pause.trigger()
        ask(qtbot, studio, "a fox", 3)
        qtbot.waitUntil(lambda: states(studio) == [JobState.QUEUED] * 3)
        qtbot.waitUntil(lambda: "Paused" in texts(studio))
        assert studio.parts.queue.waiting_count == 0  # closing the window asks nothing: none of them would be sent
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        pause = studio.workspace.actions_of["pause_queue"]
        qtbot.waitUntil(pause.isChecked)
        assert states(studio) == [JobState.INTENT] * 3
        studio.parts.queue.release(studio.parts.queue.kept)
        qtbot.waitUntil(lambda: states(studio) == [JobState.QUEUED] * 3)
        assert service.posts == []
        with qtbot.waitSignal(studio.parts.queue.idle):
            pause.trigger()
        assert len(service.posts) == 3
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        assert not studio.workspace.actions_of["pause_queue"].isChecked()


def test_what_is_done_at_the_last_moment_is_written_down_before_the_window_goes(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaving = threading.Event()

    def finish_now(runner: TaskRunner) -> None:
        leaving.set()
        TaskRunner.finish(runner)

    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        actions = studio.workspace.actions_of
        actions["pause_queue"].trigger()
        ask(qtbot, studio, "a fox", 2)
        qtbot.waitUntil(lambda: states(studio) == [JobState.QUEUED] * 2 and actions["cancel_waiting"].isEnabled())
        studio._writer.run(lambda: leaving.wait(10), actions["pause_queue"].setChecked)  # the disk is slow
        actions["cancel_waiting"].trigger()
        actions["pause_queue"].trigger()
        monkeypatch.setattr(studio._writer, "finish", partial(finish_now, studio._writer))
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        assert states(studio) == []
        assert not studio.workspace.actions_of["pause_queue"].isChecked()
    assert service.posts == []


def test_all_that_wait_are_cancelled_at_once_and_can_be_brought_back(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.hold()
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        cancel = studio.workspace.actions_of["cancel_waiting"]
        assert not cancel.isEnabled()
        ask(qtbot, studio, "a fox", 9)
        qtbot.waitUntil(lambda: len(service.posts) == 4 and cancel.isEnabled())
        cancel.trigger()
        qtbot.waitUntil(lambda: states(studio) == [JobState.SENDING] * 4)
        buttons = studio.workspace.window().findChildren(QPushButton)
        (back,) = (one for one in buttons if one.isVisible() and one.text() == "&Keep for later")
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: states(studio) == [JobState.SENDING] * 4 + [JobState.INTENT] * 5)
        with qtbot.waitSignal(studio.parts.queue.idle):
            service.release()
        assert len(service.posts) == 4


def test_all_that_failed_is_tried_again_but_nothing_is_bought_twice(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        retry = studio.workspace.actions_of["retry_failed"]
        service.script(vendor_error(400, "no"), vendor_error(400, "no"), close_before_answer())
        generate(qtbot, studio, "a fox", 3)
        assert states(studio).count(JobState.NOT_CHARGED) == 2  # the third may be charged, and is looked up meanwhile
        qtbot.waitUntil(retry.isEnabled)
        with qtbot.waitSignal(studio.parts.queue.idle):
            retry.trigger()
        assert len(states(studio)) == 1
        assert JobState.NOT_CHARGED not in states(studio)
        assert len(service.posts) == 5
        qtbot.waitUntil(lambda: not retry.isEnabled())
