"""From an empty library to the first picture, as the welcome offers it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio.studio import Studio
from imagestudio.ui.dialogs.key_dialog import KeyDialog
from imagestudio.ui.first.welcome import Welcome, example_prompts
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import opened


def _welcome(studio: Studio) -> Welcome:
    found = studio.workspace.findChild(Welcome)
    assert found is not None
    return found


def test_one_press_draws_the_first_demo_picture(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url, key="") as studio:
        welcome = _welcome(studio)
        assert welcome.isVisible()
        QTest.mouseClick(welcome.demo_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == 1)
        assert not welcome.isVisible()
        assert studio.workspace.compose_panel.prompt_edit.prompt() == example_prompts()[0]
    assert service.posts == []


def test_what_stands_in_the_editor_is_what_is_drawn(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.workspace.compose_panel.prompt_edit.set_prompt("my own fox")
        QTest.mouseClick(_welcome(studio).demo_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: studio.parts.gallery.pictures == 1)
        qtbot.waitUntil(lambda: studio.parts.gallery.cell(0).record is not None)
        record = studio.parts.gallery.cell(0).record
        assert record is not None
        assert record.request.prompt == "my own fox"


def test_an_example_stands_in_the_editor_and_nothing_is_made(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        example = _welcome(studio).examples[1]
        QTest.mouseClick(example, Qt.MouseButton.LeftButton)
        assert studio.workspace.compose_panel.prompt_edit.prompt() == example.prompt
        assert QApplication.focusWidget() is studio.workspace.compose_panel.prompt_edit
        assert not studio.parts.queue.jobs


def test_who_has_a_key_is_offered_the_examples_only(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        welcome = _welcome(studio)
        qtbot.waitUntil(lambda: not welcome.demo_button.isVisible())
        assert all(example.isVisible() for example in welcome.examples)


def test_the_key_is_asked_for_from_here(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        QTest.mouseClick(_welcome(studio).key_button, Qt.MouseButton.LeftButton)
        dialog = studio.workspace.window().findChild(KeyDialog)
        assert dialog is not None
        dialog.close()
