"""The whole window with a real library and the service on this computer, used with keys and mouse."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.core.job import JobState
from imagestudio.ui.theme import Theme
from tests.faults import close_before_answer, vendor_error
from tests.server import ServiceServer
from tests.ui.driving import ask, generate, opened, texts

_DEAD = "http://127.0.0.1:9"


def test_twenty_pictures_are_there_after_a_restart_without_a_network(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.workspace.compose_panel.options_form.set_values({"size": "1536x1024", "quality": "low"})
        service.hold()
        ask(qtbot, studio, "a lighthouse", 20)
        qtbot.waitUntil(lambda: len(service.posts) == 4)
        with qtbot.waitSignal(studio.parts.queue.idle):
            service.release()
        assert studio.parts.gallery.pictures == 20
        made = studio.parts.history.page(studio.parts.history.times())
    assert len(service.posts) == 20
    assert service.most_at_once == 4
    served = sorted(hashlib.sha256(content).hexdigest() for content in service.served.values())
    assert sorted(record.sha256 for record in made) == served
    files = [(tmp_path / "library" / record.path).read_bytes() for record in made]
    assert sorted(hashlib.sha256(content).hexdigest() for content in files) == served
    with opened(qtbot, theme, tmp_path, _DEAD) as studio:
        assert studio.parts.gallery.pictures == 20
        assert studio.parts.history.page(studio.parts.history.times()) == made
    assert {record.prompt for record in made} == {"a lighthouse"}
    assert all(dict(record.parameters)["size"] == "1536x1024" for record in made)
    assert all(record.cost is not None and record.duration_ms is not None for record in made)


def test_the_details_tell_everything_and_bring_the_settings_back(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        workspace = studio.workspace
        workspace.compose_panel.options_form.set_values({"quality": "high"})
        generate(qtbot, studio, "a crown")
        workspace.gallery_panel.view.setFocus()
        qtbot.keyClick(workspace.gallery_panel.view, Qt.Key.Key_Home)
        qtbot.waitUntil(lambda: workspace.details_panel.record is not None)
        shown = texts(studio)
        for text in ("a crown", "GPT Image 1 mini", "1024 × 1024", "High", "PNG", "$0.035", "Copy image"):
            assert text in shown.replace("&", "")
        generate(qtbot, studio, "something else")
        workspace.actions_of["use_settings"].trigger()
        assert workspace.compose_panel.prompt_edit.prompt() in ("a crown", "something else")
        workspace.actions_of["copy_prompt"].trigger()
        record = workspace.details_panel.record
        assert record is not None
        assert QGuiApplication.clipboard().text() == record.prompt
        workspace.actions_of["copy_image"].trigger()
        qtbot.waitUntil(lambda: QGuiApplication.clipboard().mimeData().hasImage())
        assert QGuiApplication.clipboard().image().width() == record.width


def test_a_failure_stays_where_it_happened_until_it_is_dealt_with(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.script(vendor_error(400, "Your request was rejected by the safety system"), close_before_answer())
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "first")
        generate(qtbot, studio, "second")
        states = {job.request.prompt: job.state for job in studio.parts.queue.jobs}
        assert states == {"first": JobState.NOT_CHARGED, "second": JobState.UNKNOWN}
        assert studio.parts.gallery.job_rows == 2
        qtbot.waitUntil(lambda: "2 jobs to look at" in texts(studio))
    assert len(service.posts) == 2
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.job_rows == 2)
        studio.workspace.details_panel.show_job(studio.parts.queue.jobs[0])
        qtbot.waitUntil(lambda: "safety system" in texts(studio))
        for job in studio.parts.queue.jobs:
            studio.parts.queue.dismiss(job)
        assert studio.parts.gallery.job_rows == 0
    assert len(service.posts) == 2


def test_with_no_key_the_demo_draws_and_says_so(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="") as studio:
        told = "Demo pictures are drawn on this computer; add a key to use the AI models."
        qtbot.waitUntil(lambda: told in texts(studio))  # a bar is shown by the layout, one turn of the loop later
        studio.workspace.compose_panel.options_form.set_values({"quality": "low"})
        generate(qtbot, studio, "a fox")
        record = studio.parts.history.page(studio.parts.history.times())[0]
        assert record.is_demo
        assert record.cost is not None
        assert record.cost.nanos == 0
        qtbot.waitUntil(lambda: "Session $0.00" in texts(studio))


def test_the_window_comes_back_as_it_was_left(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        workspace = studio.workspace
        workspace.compose_panel.choose_model("openai/gpt-image-1")
        workspace.compose_panel.options_form.set_values({"size": "1024x1536"})
        workspace.compose_panel.prompt_edit.setPlainText("half a thought")
        workspace.compose_panel.count_stepper.set_value(7)
        workspace.actions_of["toggle_details"].trigger()
        workspace.gallery_panel.set_thumbnail_size(256)
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        workspace = studio.workspace
        assert workspace.compose_panel.model_combo.currentText() == "GPT Image 1"
        assert workspace.compose_panel.options_form.values()["size"] == "1024x1536"
        assert workspace.compose_panel.prompt_edit.prompt() == "half a thought"
        assert workspace.compose_panel.count_stepper.value() == 7
        assert not workspace.details_panel.isVisible()
        assert workspace.compose_panel.isVisible()
        assert workspace.gallery_panel.thumbnail_size == 256


def test_quitting_while_a_picture_is_paid_for_asks_once_and_may_wait(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        service.hold()
        workspace = studio.workspace
        ask(qtbot, studio, "slow")
        qtbot.waitUntil(lambda: [job.state for job in studio.parts.queue.jobs] == [JobState.SENDING])
        window = workspace.window()
        window.close()
        dialog = QGuiApplication.focusWindow()
        buttons = {b.text(): b for b in window.findChildren(QPushButton) if b.isVisible()}
        assert dialog is not None
        assert window.isVisible()
        qtbot.mouseClick(buttons["&Wait"], Qt.MouseButton.LeftButton)
        service.release()
        qtbot.waitUntil(lambda: not window.isVisible())
        assert studio.parts.gallery.pictures == 1


@pytest.mark.parametrize("keys", ["a fox", "fox red"])
def test_the_search_finds_words_of_the_prompt(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer, keys: str
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        generate(qtbot, studio, "a red fox in the snow")
        generate(qtbot, studio, "a blue whale")
        workspace = studio.workspace
        workspace.gallery_panel.focus_search()
        with qtbot.waitSignal(studio.parts.gallery.count_changed):
            qtbot.keyClicks(workspace.gallery_panel.findChild(QLineEdit, "SearchEdit"), keys)
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == 1)


def test_the_window_closes_at_once_when_nothing_runs(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        window = studio.workspace.window()
        studio.workspace.actions_of["quit"].trigger()
        assert not window.isVisible()
