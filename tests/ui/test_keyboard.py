"""The window by keys alone: where they go at the start, the way of Tab, and what Enter does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.core.job import JobState
from imagestudio.studio import Studio
from imagestudio.ui.theme import Theme
from tests.faults import close_before_answer, vendor_error
from tests.server import ServiceServer
from tests.ui.driving import ask, generate, opened, texts


def name_of(widget: QWidget | None) -> str:
    assert widget is not None
    button = widget.text().replace("&", "") if isinstance(widget, QPushButton) else ""
    return widget.accessibleName() or button or widget.objectName()


def select_first(qtbot: QtBot, studio: Studio) -> QWidget:
    view = studio.workspace.gallery_panel.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    return view


def test_one_may_type_at_once(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        assert studio.workspace.compose_panel.prompt_edit.hasFocus()


def test_tab_goes_through_everything_in_the_order_of_reading(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        workspace = studio.workspace
        workspace.compose_panel.choose_model("openai/gpt-image-1")  # draws the form anew
        generate(qtbot, studio, "a fox")
        workspace.actions_of["toggle_jobs"].trigger()
        select_first(qtbot, studio)
        qtbot.waitUntil(lambda: workspace.details_panel.record is not None)
        workspace.compose_panel.prompt_edit.setFocus()
        stops: list[str] = []
        while "Prompt" not in stops[1:]:
            stops.append(name_of(QApplication.focusWidget()))
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            assert len(stops) < 60
    assert stops[1:5] == [
        "Earlier prompts (Ctrl+R)",
        "Snippets, styles, word lists",
        "Put a style around the prompt",
        "Add reference pictures",
    ]
    del stops[1:5]
    assert stops[2:7] == ["Size", "Quality", "Count", "More: Background, format, moderation", stops[6]]
    assert stops[6].startswith("Generate")
    quick = [stop for stop in stops if stop.startswith("Filter: ")]
    place = stops.index("What is shown: All pictures") + 1
    assert quick  # those that have room
    assert stops[place : place + len(quick)] == quick
    del stops[place : place + len(quick)]
    assert stops[7:19] == [
        "Fold the compose panel (Ctrl+[)",
        "Search",
        "Filter",
        "Thumbnail size",
        "Whole pictures",
        "Menu (F10)",
        "Fold the details panel (Ctrl+])",
        "What is shown: All pictures",
        "Jump to a month",
        "Sort and group: Newest first",
        "Gallery",
        "Preview",
    ]
    assert stops[19:36] == [
        "Not rated",
        "Picked (P)",
        "Rejected (X)",
        "Prompt of the picture",
        "Add a tag",
        "Put into a collection…",
        "Note",
        "File and ids",
        "Use these settings",
        "Vary",
        "Edit…",
        "Extend…",
        "Make final…",
        "Copy image",
        "Copy prompt",
        "Show in folder",
        "Export…",
    ]
    assert stops[36] == "Jobs"


def test_enter_on_a_failed_job_does_what_its_button_says(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.script(vendor_error(400, "no"))
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        queue = studio.parts.queue
        generate(qtbot, studio, "refused")
        view = select_first(qtbot, studio)
        with qtbot.waitSignal(queue.idle):
            qtbot.keyClick(view, Qt.Key.Key_Return)  # Retry
        assert studio.parts.gallery.pictures == 1
    service.script(close_before_answer())
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        workspace = studio.workspace
        workspace.actions_of["toggle_details"].trigger()
        generate(qtbot, studio, "not known")
        sent = len(service.posts)
        view = select_first(qtbot, studio)
        for _ in range(3):
            qtbot.keyClick(view, Qt.Key.Key_Return)  # Show, and nothing that costs
        assert workspace.details_panel.isVisible()
        qtbot.waitUntil(lambda: "No whole answer came back" in texts(studio))
        assert len(service.posts) == sent


def test_a_job_that_was_held_says_so_and_enter_sends_it(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.hold()
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        ask(qtbot, studio, "five", 5)
        qtbot.waitUntil(lambda: len(service.posts) == 4)
        studio.parts.queue.leave()
    service.release()
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        queue = studio.parts.queue
        qtbot.waitUntil(lambda: any(job.state is JobState.INTENT for job in queue.jobs))
        held = next(job for job in queue.jobs if job.state is JobState.INTENT)
        panel = studio.workspace.gallery_panel
        assert panel.select_job(held.id)
        qtbot.waitUntil(lambda: "Kept for later" in texts(studio))
        assert panel.selected_cells()[0].held
        with qtbot.waitSignal(queue.records_added):
            qtbot.keyClick(panel.view, Qt.Key.Key_Return)


def test_a_row_of_the_jobs_and_its_cell_are_one_selection(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.script(vendor_error(400, "first no"), vendor_error(400, "second no"))
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        workspace = studio.workspace
        generate(qtbot, studio, "first")
        generate(qtbot, studio, "second")
        generate(qtbot, studio, "a picture")
        picture = studio.parts.history.times()[0]
        workspace.gallery_panel.select_record(picture)
        qtbot.waitUntil(lambda: workspace.details_panel.record is not None)
        workspace.actions_of["toggle_jobs"].trigger()
        rows = workspace.jobs_panel.findChild(QListView)
        assert rows is not None
        assert rows.currentIndex().row() == 0
        assert workspace.details_panel.record is not None  # to look at the jobs is not to choose one
        qtbot.keyClick(rows, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: "first no" in texts(studio))
        chosen = workspace.gallery_panel.selected_cells()[0].job
        assert chosen is not None
        assert chosen.request.prompt == "first"
        qtbot.keyClick(workspace.gallery_panel.view, Qt.Key.Key_Home)
        qtbot.waitUntil(lambda: "second no" in texts(studio))
        current = workspace.jobs_panel.current_job()
        assert current is not None
        assert current.request.prompt == "second"


def test_what_runs_stays_in_sight_until_one_goes_elsewhere(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.hold()
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        panel, gallery = studio.workspace.gallery_panel, studio.parts.gallery
        ask(qtbot, studio, "many", 20)
        qtbot.waitUntil(lambda: len(service.posts) == 4)
        lowest = gallery.job_rows - 1
        qtbot.waitUntil(lambda: lowest in panel.view.visible_rows())
        select_first(qtbot, studio)
        assert panel.view.verticalScrollBar().value() == 0
        with qtbot.waitSignal(studio.parts.queue.idle):
            service.release()
        assert panel.view.verticalScrollBar().value() == 0
