"""The task runner: where calls run, who hears of them, and what happens to failures and bugs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import DiskError, ImageStudioError
from imagestudio.workers.task import TaskRunner


class Listener(QObject):
    """Keeps what it hears, and in which thread it heard it."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.failures: list[ImageStudioError] = []
        self.threads: list[threading.Thread] = []

    def on_done(self, result: object) -> None:
        self.results.append(result)
        self.threads.append(threading.current_thread())

    def on_failed(self, error: ImageStudioError) -> None:
        self.failures.append(error)
        self.threads.append(threading.current_thread())


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner(2)
    yield runner
    runner.close()


def test_a_call_runs_elsewhere_and_answers_here(runner: TaskRunner, qtbot: QtBot) -> None:
    listener = Listener()
    runner.run(threading.current_thread, listener.on_done)
    qtbot.waitUntil(lambda: len(listener.results) == 1)
    assert listener.results[0] is not threading.main_thread()
    assert listener.threads == [threading.main_thread()]


def test_a_failure_of_the_world_goes_to_failed(runner: TaskRunner, qtbot: QtBot) -> None:
    listener = Listener()

    def call() -> int:
        raise DiskError("the disk is full")

    runner.run(call, listener.on_done, listener.on_failed)
    qtbot.waitUntil(lambda: len(listener.failures) == 1)
    assert isinstance(listener.failures[0], DiskError)
    assert listener.threads == [threading.main_thread()]
    assert listener.results == []


def test_a_call_is_told_when_nobody_waits_for_it_any_more(runner: TaskRunner, qtbot: QtBot) -> None:
    listener, began, ended = Listener(), threading.Event(), threading.Event()

    def call(goes_on: Callable[[], bool]) -> str:
        began.set()
        while goes_on():
            pass
        ended.set()
        return "nobody hears of it"

    task = runner.run_while_wanted(call, listener.on_done)
    qtbot.waitUntil(began.is_set)
    assert not ended.is_set()
    task.cancel()
    qtbot.waitUntil(ended.is_set)
    qtbot.waitUntil(lambda: not runner.busy)
    assert listener.results == []


def test_a_failure_nobody_listens_to_is_logged_without_its_text(
    runner: TaskRunner, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    listener = Listener()

    def call() -> int:
        raise DiskError("secret place")

    runner.run(call, listener.on_done)
    qtbot.waitUntil(lambda: not runner.busy)
    assert "DiskError" in caplog.text
    assert "secret place" not in caplog.text


def test_a_bug_is_logged_and_seen_in_the_window_thread(
    runner: TaskRunner, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    listener = Listener()
    with qtbot.captureExceptions() as caught:
        runner.run(lambda: 1 // 0, listener.on_done, listener.on_failed)
        qtbot.waitUntil(lambda: not runner.busy)
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]
    assert "Traceback" in caplog.text
    assert listener.failures == []


def test_a_cancelled_task_is_not_heard_of(runner: TaskRunner, qtbot: QtBot) -> None:
    listener = Listener()
    go = threading.Event()
    runner.run(lambda: go.wait(60), listener.on_done).cancel()
    go.set()
    runner.run(lambda: "newest", listener.on_done)
    qtbot.waitUntil(lambda: not runner.busy)
    assert listener.results == ["newest"]


def test_nobody_is_called_when_the_listener_is_gone(runner: TaskRunner, qtbot: QtBot) -> None:
    parent = QObject()
    listener = Listener()
    listener.setParent(parent)
    go = threading.Event()
    runner.run(lambda: go.wait(60), listener.on_done)
    del parent
    go.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert listener.results == []


def test_closing_waits_for_what_runs_and_drops_what_waits(qtbot: QtBot) -> None:
    runner = TaskRunner(1)
    listener = Listener()
    running, go, ran = threading.Event(), threading.Event(), []

    def first() -> None:
        running.set()
        go.wait(60)
        ran.append("first")

    runner.run(first, listener.on_done)
    second = runner.run(lambda: ran.append("second"), listener.on_done)
    assert running.wait(60)

    def let_go_when_it_closes() -> None:
        while not second.cancelled:
            pass
        go.set()

    threading.Thread(target=let_go_when_it_closes).start()
    runner.close()
    assert ran == ["first"]
    assert listener.results == []
    assert runner.run(lambda: 1, listener.on_done).cancelled


def test_a_thousand_tasks_all_answer(runner: TaskRunner, qtbot: QtBot) -> None:
    listener = Listener()
    for number in range(1000):
        runner.run(lambda number=number: number, listener.on_done)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(listener.results) == 1000)
    assert set(listener.results) == set(range(1000))
