"""The order of the queue, changed in the list of jobs by keys and by moving rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QListView, QToolButton
from pytestqt.qtbot import QtBot

from imagestudio.core.catalog import Catalog
from imagestudio.core.job import JobState
from imagestudio.ui.jobs.job_clock import JobClock
from imagestudio.ui.jobs.jobs_model import JobRole
from imagestudio.ui.jobs.jobs_panel import JobsPanel
from imagestudio.ui.theme import Theme
from imagestudio.workers.task import TaskRunner
from tests.faults import vendor_error
from tests.server import ServiceServer
from tests.workers.conftest import Bench, make_bench


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, service: ServiceServer) -> Iterator[Bench]:
    with make_bench(tmp_path, service) as bench:
        yield bench


@pytest.fixture
def panel(qtbot: QtBot, bench: Bench, catalog: Catalog, theme: Theme) -> Iterator[JobsPanel]:
    tasks = TaskRunner(1)
    panel = JobsPanel(bench.queue, JobClock(bench.queue, bench.library.history, catalog, tasks, bench.queue), theme)
    panel.resize(900, 320)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    yield panel
    tasks.close()


def view_of(panel: JobsPanel) -> QListView:
    view = panel.findChild(QListView)
    assert view is not None
    return view


def rows(panel: JobsPanel) -> list[str]:
    """The prompts as they are listed."""
    model = view_of(panel).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def told(panel: JobsPanel) -> list[str]:
    model = view_of(panel).model()
    return [str(model.index(row, 0).data(JobRole.STATE_TEXT)) for row in range(model.rowCount())]


def press(qtbot: QtBot, panel: JobsPanel, row: int, key: Qt.Key) -> None:
    """Choose a row and press Alt and a key."""
    view = view_of(panel)
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, 0))
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, key, Qt.KeyboardModifier.AltModifier)


def ask_paused(qtbot: QtBot, bench: Bench, *prompts: str) -> None:
    bench.queue.order.pause(True)
    bench.queue.submit([bench.jobs(1, prompt)[0] for prompt in prompts])
    qtbot.waitUntil(lambda: len(bench.queue.waiting) == len(prompts))


def test_jobs_move_by_keys_and_are_sent_in_that_order_after_a_restart_too(
    qtbot: QtBot, bench: Bench, panel: JobsPanel
) -> None:
    ask_paused(qtbot, bench, "a", "b", "c", "d")
    press(qtbot, panel, 3, Qt.Key.Key_Up)
    assert rows(panel) == ["a", "b", "d", "c"]
    assert view_of(panel).currentIndex().row() == 2  # it goes along
    press(qtbot, panel, 0, Qt.Key.Key_Down)
    assert rows(panel) == ["b", "a", "d", "c"]
    press(qtbot, panel, 3, Qt.Key.Key_Home)
    assert rows(panel) == ["c", "b", "a", "d"]
    qtbot.waitUntil(lambda: [job.request.prompt for job in bench.library.journal.unfinished()] == ["c", "b", "a", "d"])
    bench.queue.allow(1)
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.order.pause(False)
    assert [record.prompt for record in bench.records] == ["c", "b", "a", "d"]


def test_a_row_is_moved_only_among_those_that_wait_alike(qtbot: QtBot, bench: Bench, panel: JobsPanel) -> None:
    bench.service.script(vendor_error(400, "no"))
    with qtbot.waitSignal(bench.queue.idle):
        bench.queue.submit(bench.jobs(1, "refused"))
    ask_paused(qtbot, bench, "a", "b")
    kept = [bench.jobs(1, prompt)[0] for prompt in ("x", "y")]
    bench.queue.keep(kept)
    qtbot.waitUntil(lambda: rows(panel) == ["refused", "a", "b", "x", "y"])
    model, nowhere = view_of(panel).model(), QModelIndex()
    assert model.moveRow(nowhere, 2, nowhere, 1)
    assert not model.moveRow(nowhere, 2, nowhere, 0)
    assert not model.moveRow(nowhere, 1, nowhere, 4)
    assert not model.moveRow(nowhere, 0, nowhere, 2)
    assert model.moveRow(nowhere, 3, nowhere, 5)
    assert rows(panel) == ["refused", "b", "a", "y", "x"]
    data = model.mimeData([model.index(1, 0)])
    allowed = [row for row in range(6) if model.canDropMimeData(data, Qt.DropAction.MoveAction, row, 0, nowhere)]
    assert allowed == [1, 2, 3]


def test_who_waits_is_told_how_many_come_before(qtbot: QtBot, bench: Bench, panel: JobsPanel) -> None:
    bench.service.hold()
    bench.queue.allow(1)
    bench.queue.submit([bench.jobs(1, prompt)[0] for prompt in "abc"])
    qtbot.waitUntil(lambda: len(bench.service.posts) == 1)
    qtbot.waitUntil(lambda: told(panel) == ["On its way", "Waiting: next", "Waiting: number 2"])
    (button,) = (one for one in panel.findChildren(QToolButton) if "send nothing more" in one.toolTip())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told(panel) == ["On its way", "Paused", "Paused"]
    assert "Go on" in button.toolTip()
    with qtbot.waitSignal(bench.queue.idle):
        bench.service.release()
    assert len(bench.service.posts) == 1


def test_the_same_can_be_asked_for_once_more(qtbot: QtBot, bench: Bench, panel: JobsPanel) -> None:
    ask_paused(qtbot, bench, "a")
    view = view_of(panel)
    view.setCurrentIndex(view.model().index(0, 0))
    panel.actions_of.all()["job_duplicate"].trigger()
    qtbot.waitUntil(lambda: rows(panel) == ["a", "a"])
    first, second = bench.queue.waiting
    assert (first.request, first.provider, first.task, first.origin) == (
        second.request,
        second.provider,
        second.task,
        second.origin,
    )
    assert first.id != second.id
    assert bench.state_of(second) is JobState.QUEUED
