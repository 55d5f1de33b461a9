"""The jobs below and the bottom line, on a real queue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.core.account import Account, Reach
from imagestudio.core.catalog import Catalog
from imagestudio.core.job import JobState
from imagestudio.core.money import Money
from imagestudio.ui.bottom_line import BottomLine
from imagestudio.ui.jobs.job_clock import JobClock
from imagestudio.ui.jobs.jobs_panel import JobsPanel
from imagestudio.ui.theme import Theme
from imagestudio.workers.task import TaskRunner
from tests.faults import answered, vendor_error
from tests.server import ServiceServer
from tests.workers.conftest import Bench, make_bench


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, service: ServiceServer) -> Iterator[Bench]:
    with make_bench(tmp_path, service) as bench:
        yield bench


@pytest.fixture
def clock(bench: Bench, catalog: Catalog) -> Iterator[JobClock]:
    tasks = TaskRunner(1)
    yield JobClock(bench.queue, bench.library.history, catalog, tasks, bench.queue)
    tasks.close()


@pytest.fixture
def panel(qtbot: QtBot, bench: Bench, clock: JobClock, theme: Theme) -> JobsPanel:
    panel = JobsPanel(bench.queue, clock, theme)
    panel.retry_requested.connect(bench.queue.retry)
    panel.stop_requested.connect(bench.queue.stop)
    panel.dismiss_requested.connect(bench.queue.dismiss)
    panel.resize(900, 220)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def line(qtbot: QtBot, bench: Bench, clock: JobClock) -> BottomLine:
    line = BottomLine(bench.queue, clock)
    qtbot.addWidget(line)
    line.resize(900, line.sizeHint().height())
    line.show()
    return line


def press(qtbot: QtBot, panel: JobsPanel, text: str) -> None:
    found = next(b for b in panel.findChildren(QPushButton) if b.text().replace("&", "") == text)
    assert found.isEnabled()
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def enabled(panel: JobsPanel) -> set[str]:
    return {b.text().replace("&", "") for b in panel.findChildren(QPushButton) if b.isEnabled()}


def seen(line: BottomLine) -> str:
    labels = [label.text() for label in line.findChildren(QLabel) if label.isVisible()]
    return "\n".join([b.text() for b in line.findChildren(QPushButton)] + labels)


def test_a_failed_job_is_retried_from_its_row(qtbot: QtBot, bench: Bench, panel: JobsPanel) -> None:
    bench.service.script(vendor_error(400, "no"))
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(1))
    panel.focus_list()
    assert enabled(panel) == {"Retry", "Dismiss"}
    with qtbot.waitSignal(bench.queue.idle):
        press(qtbot, panel, "Retry")
    assert len(bench.records) == 1
    assert panel.current_job() is None


def test_buying_again_is_called_that_and_says_what_it_costs(qtbot: QtBot, bench: Bench, panel: JobsPanel) -> None:
    bench.service.script_pictures(answered(404), answered(200, b"<html>", "image/png"))
    for _ in range(2):
        with qtbot.waitSignal(bench.queue.idle):
            bench.queue.submit(bench.jobs(1))
    view = panel.findChild(QListView)
    assert view is not None
    tips = {}
    for row in range(2):
        view.setCurrentIndex(view.model().index(row, 0))
        (button,) = (b for b in panel.findChildren(QPushButton) if "again" in b.text().replace("&", ""))
        tips[button.text().replace("&", "")] = button.toolTip()
    assert set(tips) == {"Buy again", "Fetch again"}
    assert "costs" in tips["Buy again"]
    assert "nothing more" in tips["Fetch again"]


def test_a_waiting_job_is_cancelled_and_a_running_one_only_left_alone(
    qtbot: QtBot, bench: Bench, panel: JobsPanel
) -> None:
    bench.service.hold()
    jobs = bench.jobs(5)
    bench.queue.submit(jobs)
    qtbot.waitUntil(lambda: len(bench.service.posts) == 4)
    view = panel.findChild(QListView)
    assert view is not None
    view.setCurrentIndex(view.model().index(4, 0))  # behind those that run
    assert enabled(panel) == {"Cancel"}
    press(qtbot, panel, "Cancel")
    qtbot.waitUntil(lambda: bench.state_of(jobs[4]) is JobState.CANCELLED)
    qtbot.waitUntil(lambda: view.model().rowCount() == 4)
    panel.focus_list()
    assert enabled(panel) == {"Stop waiting"}
    with qtbot.waitSignal(bench.queue.idle):
        bench.service.release()
    assert view.model().rowCount() == 0


def test_rows_are_painted_and_told_to_screen_readers(qtbot: QtBot, bench: Bench, panel: JobsPanel) -> None:
    bench.service.script(vendor_error(400, "no"))
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(1, "a fox <b>bold</b>"))
    view = panel.findChild(QListView)
    assert view is not None
    assert view.accessibleName() == "Jobs"
    told = view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "a fox <b>bold</b>" in told
    assert not panel.grab().isNull()


def test_the_bottom_line_says_what_is_coming_and_what_it_cost(qtbot: QtBot, bench: Bench, line: BottomLine) -> None:
    assert "Ready" in seen(line)
    bench.service.hold()
    bench.queue.submit(bench.jobs(3))
    qtbot.waitUntil(lambda: len(bench.service.posts) == 3)
    qtbot.waitUntil(lambda: "3 of 3 coming" in seen(line))
    assert "left" in seen(line)
    with qtbot.waitSignal(bench.queue.idle):
        bench.service.release()
    assert "Ready" in seen(line)
    total = sum((record.cost or Money(0) for record in bench.records), Money(0))
    assert total > Money(0)
    assert f"Session {total}" in seen(line)


@pytest.mark.parametrize(
    ("reach", "text"),
    [(Reach.ONLINE, "online"), (Reach.OFFLINE, "offline"), (Reach.KEY_REFUSED, "key not accepted")],
)
def test_the_bottom_line_says_whether_the_service_answers(line: BottomLine, reach: Reach, text: str) -> None:
    line.show_account(Account("aimlapi", "AI/ML API", reach, Money.from_usd("9.41")))
    assert f"AI/ML API  ·  {text}" in seen(line)
    assert "Balance $9.41" in seen(line)


def test_what_is_done_is_said_without_moving_anything(qtbot: QtBot, line: BottomLine) -> None:
    height = line.height()
    line.say("Prompt copied")
    qtbot.waitUntil(lambda: "Prompt copied" in seen(line))
    assert line.sizeHint().height() <= height
