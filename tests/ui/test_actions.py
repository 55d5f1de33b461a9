"""The commands of the window, and the letters that reach its controls."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.core.job import JobState
from imagestudio.studio import Studio
from imagestudio.ui.actions import GIVING, PICTURE, Actions
from imagestudio.ui.theme import Theme
from tests.faults import close_before_answer, vendor_error
from tests.server import ServiceServer
from tests.ui.driving import generate, opened


def letters(window: QWidget) -> list[str]:
    """What Alt and a letter do now, as "Alt+P", for everything that is in sight and enabled."""
    labels: list[QLabel] = [label for label in window.findChildren(QLabel) if label.buddy() is not None]
    buttons: list[QAbstractButton] = window.findChildren(QAbstractButton)
    texts = [label.text() for label in labels if label.isVisible()]
    texts += [button.text() for button in buttons if button.isVisible() and button.isEnabled()]
    return [key for key in (QKeySequence.mnemonic(text).toString() for text in texts) if key]


def assert_each_letter_once(studio: Studio) -> None:
    counted = Counter(letters(studio.workspace.window()))
    assert [key for key, count in counted.items() if count > 1] == []


def test_every_command_has_a_text_and_no_shortcut_is_taken_twice(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    Actions(window)
    commands = window.actions()
    assert all(command.text() for command in commands)
    shortcuts = Counter(command.shortcut().toString() for command in commands if not command.shortcut().isEmpty())
    assert [keys for keys, count in shortcuts.items() if count > 1] == []
    without = {command.text().split("\t")[0] for command in commands if command.shortcut().isEmpty()}
    assert without == {"Open", "About Image Studio"}  # the gallery itself hears the key of the first


def commands(menu: QMenu) -> list[QAction]:
    """What can be chosen in a menu and in those within it."""
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        found += commands(inner) if isinstance(inner, QMenu) else [] if action.isSeparator() else [action]
    return found


def test_both_menus_hold_commands_of_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    assert commands(actions.menu(window)) == window.actions()
    of_pictures = [action for action in actions.picture_menu(window).actions() if not action.isSeparator()]
    assert of_pictures == [actions[name] for name in (*PICTURE, *GIVING)]


def test_no_letter_reaches_two_controls(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> None:
    service.script(vendor_error(400, "no"), close_before_answer())
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        workspace, panel = studio.workspace, studio.workspace.compose_panel
        panel.options_form.show_more(True)
        for index in range(panel.model_combo.count()):
            panel.model_combo.setCurrentIndex(index)
            assert_each_letter_once(studio)
        panel.model_combo.setCurrentIndex(0)
        for prompt in ("refused", "not known", "a picture " * 200):
            generate(qtbot, studio, prompt)
        workspace.actions_of["toggle_jobs"].trigger()
        for job in studio.parts.queue.jobs:
            assert job.state in (JobState.NOT_CHARGED, JobState.UNKNOWN, JobState.CHARGED_LOST)
            workspace.gallery_panel.select_job(job.id)
            qtbot.waitUntil(lambda: workspace.jobs_panel.current_job() is not None)
            workspace.details_panel.show_job(job)
            assert_each_letter_once(studio)
        workspace.details_panel.show_record(studio.parts.history.page(studio.parts.history.times())[0], None)
        assert_each_letter_once(studio)
