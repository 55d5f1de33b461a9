"""A grid in the whole program: what is there is not bought, what is missing is bought once, whatever happens."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.core import generation
from imagestudio.core.grid import Axis
from imagestudio.core.job import JobState
from imagestudio.core.organisation import Change
from imagestudio.ui.grid.standing import Stand
from imagestudio.ui.theme import Theme
from tests.faults import vendor_error
from tests.server import ServiceServer
from tests.ui.driving import opened
from tests.ui.grid.hands import CONTROL, SHIFT, bodies, host_of, large, make, open_grid, press_in, settle, stands, until


def test_a_grid_with_five_cells_in_the_history_sends_exactly_seven(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        host = large(qtbot, studio)
        for cell in host.model.cells[:5]:
            host.checkout.make([cell])
        until(qtbot, lambda: stands(host)[Stand.PICTURE] == 5)
        assert len(service.posts) == 5
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        host = large(qtbot, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 5, Stand.HOLE: 7})
        until(qtbot, lambda: "Make 7 picture" in host.view.foot.make_button.text())
        assert "about $" in host.view.foot.make_button.text()
        make(qtbot, host, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 12})
        assert len(service.posts) == 12
        assert set(bodies(service).values()) == {1}
        until(qtbot, lambda: not host.view.foot.make_button.isEnabled())


def test_a_program_that_is_killed_in_the_middle_sends_no_cell_twice(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.hold()
    with opened(qtbot, theme, tmp_path / "first", service.base_url) as studio:
        host = large(qtbot, studio)
        qtbot.mouseClick(host.view.foot.make_button, Qt.MouseButton.LeftButton)
        until(qtbot, lambda: len(service.posts) == 4)
        host.shelf.close()
        shutil.copytree(tmp_path / "first" / "library", tmp_path / "second" / "library")  # what a kill leaves
    service.release()
    with opened(qtbot, theme, tmp_path / "second", service.base_url) as studio:
        studio.workspace.actions_of["grids"].trigger()
        host = host_of(studio)
        settle(qtbot, host)
        assert host.editing.grid.count == 12
        until(qtbot, lambda: stands(host) == {Stand.JOB: 12})
        until(qtbot, lambda: not any(job.state is JobState.QUEUED for job in studio.parts.queue.jobs))
        until(qtbot, lambda: not host.view.foot.make_button.isEnabled())
        assert len(service.posts) == 4
        until(qtbot, lambda: host.view.foot.release_button.isVisible())
        with qtbot.waitSignal(studio.parts.queue.idle):
            qtbot.mouseClick(host.view.foot.release_button, Qt.MouseButton.LeftButton)
        until(qtbot, lambda: stands(host)[Stand.PICTURE] == 8)
        assert stands(host) == {Stand.PICTURE: 8, Stand.JOB: 4}
        assert len(service.posts) == 12
        assert set(bodies(service).values()) == {1}


def test_whoever_presses_twice_buys_once(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        host = open_grid(qtbot, studio)
        until(qtbot, host.view.foot.make_button.isEnabled)
        with qtbot.waitSignal(studio.parts.queue.idle):
            for _ in range(3):
                qtbot.mouseClick(host.view.foot.make_button, Qt.MouseButton.LeftButton)
                host.checkout.make(host.model.cells)
                QTest.keyClick(host.view.sheet, Qt.Key.Key_Return, CONTROL)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3})
        assert len(service.posts) == 3


def test_one_cell_then_one_row_are_bought_by_keys(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        host = large(qtbot, studio)
        sheet = host.view.sheet
        sheet.setFocus()
        sheet.setCurrentIndex(host.model.index_of(host.model.cells[0]))
        with qtbot.waitSignal(studio.parts.queue.idle):
            QTest.keyClick(sheet, Qt.Key.Key_Return)  # what the button in the hole says
        until(qtbot, lambda: stands(host)[Stand.PICTURE] == 1)
        QTest.keyClick(sheet, Qt.Key.Key_Down)
        with qtbot.waitSignal(studio.parts.queue.idle):
            QTest.keyClick(sheet, Qt.Key.Key_Return, CONTROL | SHIFT)
        until(qtbot, lambda: stands(host)[Stand.PICTURE] == 3)
        assert [host.standing.stand(cell) for cell in host.model.cells[:4]] == [
            Stand.PICTURE,
            Stand.HOLE,
            Stand.PICTURE,
            Stand.PICTURE,
        ]


def test_a_cell_that_was_turned_down_says_why_and_is_tried_again(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.script(vendor_error(400, "no"))
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        host = open_grid(qtbot, studio)
        until(qtbot, host.view.foot.make_button.isEnabled)
        make(qtbot, host, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 2, Stand.JOB: 1})
        until(qtbot, lambda: host.view.foot.retry_button.isVisible())
        until(qtbot, lambda: not host.view.foot.make_button.isEnabled())
        failed = next(cell for cell in host.model.cells if host.standing.stand(cell) is Stand.JOB)
        host.view.sheet.setFocus()
        host.view.sheet.setCurrentIndex(host.model.index_of(failed))
        with qtbot.waitSignal(studio.parts.queue.idle):
            QTest.keyClick(host.view.sheet, Qt.Key.Key_Return)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3})
        assert len(service.posts) == 4


def test_above_the_cap_one_is_asked_first(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.parts.settings.set("template_cap", 2)
        host = open_grid(qtbot, studio)
        foot = host.view.foot
        until(qtbot, foot.make_button.isEnabled)
        qtbot.mouseClick(foot.make_button, Qt.MouseButton.LeftButton)
        assert foot.question.isVisible()
        assert "Nothing is sent yet" in foot.question.text()
        assert service.posts == []
        with qtbot.waitSignal(studio.parts.queue.idle):
            qtbot.mouseClick(foot.question.allow_button, Qt.MouseButton.LeftButton)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3})


def test_what_does_not_go_together_is_shown_and_never_sent(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.workspace.compose_panel.options_form.set_values({"output_format": "jpeg"})
        host = open_grid(qtbot, studio)
        press_in(qtbot, host, Axis.BACKGROUND, "auto", "transparent")
        until(qtbot, lambda: stands(host) == {Stand.HOLE: 3, Stand.IMPOSSIBLE: 3})
        barred = next(cell for cell in host.model.cells if host.standing.stand(cell) is Stand.IMPOSSIBLE)
        read_out = host.model.index_of(barred).data(Qt.ItemDataRole.AccessibleTextRole)
        assert read_out == "Not possible: A transparent background needs PNG or WebP.: red, Transparent"
        until(qtbot, host.view.foot.make_button.isEnabled)
        make(qtbot, host, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3, Stand.IMPOSSIBLE: 3})
        assert len(service.posts) == 3


def test_pictures_that_are_put_away_leave_a_hole_again(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        host = open_grid(qtbot, studio)
        until(qtbot, host.view.foot.make_button.isEnabled)
        make(qtbot, host, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3})
        record = host.standing.records(host.model.cells[1])[0]
        studio.organising.change(Change(trash=True), [record.time])
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 2, Stand.HOLE: 1})


def test_what_a_limit_holds_back_waits_in_its_cells_and_is_sent_when_the_person_says_so(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.parts.settings.set("limit_run_stop", "0.001")
        host = open_grid(qtbot, studio)
        foot = host.view.foot
        until(qtbot, foot.make_button.isEnabled)
        qtbot.mouseClick(foot.make_button, Qt.MouseButton.LeftButton)
        until(qtbot, lambda: "kept for later" in foot.told())
        assert "Nothing was sent or charged" in foot.told()
        until(qtbot, lambda: stands(host) == {Stand.JOB: 3})
        until(qtbot, lambda: not foot.make_button.isEnabled() and foot.release_button.isVisible())
        assert foot.summary().endswith("3 kept for later")
        assert service.posts == []
        studio.parts.settings.set("limit_run_stop", "")
        with qtbot.waitSignal(studio.parts.queue.idle):
            qtbot.mouseClick(foot.release_button, Qt.MouseButton.LeftButton)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 3})
        assert len(service.posts) == 3


def test_what_no_network_carries_waits_in_its_cells_and_the_grid_tells_of_all_of_them(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "pause_before", lambda _try: 0.0)
    with ServiceServer() as service, opened(qtbot, theme, tmp_path, service.base_url) as studio:
        host = open_grid(qtbot, studio)
        foot = host.view.foot
        until(qtbot, foot.make_button.isEnabled)
        service.close()
        qtbot.mouseClick(foot.make_button, Qt.MouseButton.LeftButton)
        until(qtbot, lambda: "3 pictures kept for later. Nothing was sent or charged." in foot.told())
        until(qtbot, lambda: foot.summary().endswith("3 kept for later") and foot.release_button.isVisible())
        assert stands(host) == {Stand.JOB: 3}


def test_two_cells_that_are_the_same_request_are_bought_once(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        host = open_grid(qtbot, studio, "a {fox|fox |fox}")
        assert host.editing.grid.count == 1
        host.editing.open(
            replace(
                host.editing.grid,
                values={**host.editing.grid.values, Axis.PROMPT: ("a fox", " a fox")},
            )
        )
        settle(qtbot, host)
        until(qtbot, host.view.foot.make_button.isEnabled)
        assert "Make 1 picture" in host.view.foot.make_button.text()
        make(qtbot, host, studio)
        until(qtbot, lambda: stands(host) == {Stand.PICTURE: 2})
        assert len(service.posts) == 1


def test_one_more_of_a_cell_is_bought_when_that_is_asked_for(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        host = open_grid(qtbot, studio)
        cell = host.model.cells[0]
        until(qtbot, host.view.foot.make_button.isEnabled)
        host.checkout.make([cell])
        until(qtbot, lambda: stands(host)[Stand.PICTURE] == 1)
        host.buying.make_another(cell)
        until(qtbot, lambda: len(host.standing.records(cell)) == 2)
        assert list(bodies(service).values()) == [2]
