"""By keyboard alone: the palette, the settings and the about box; what is changed there is there after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.library.folder import open_library
from imagestudio.other_windows import OtherWindows
from imagestudio.profile.licences import licences_text
from imagestudio.profile.report import versions
from imagestudio.profile.settings import JsonSettings
from imagestudio.studio import Studio
from imagestudio.ui.commands.command_host import CommandHost
from imagestudio.ui.commands.palette import Palette
from imagestudio.ui.first.about_dialog import AboutDialog, AboutTexts
from imagestudio.ui.look import Look
from imagestudio.ui.recent_libraries import RecentLibraries
from imagestudio.ui.settings.key_button import KeyButton
from imagestudio.ui.settings.settings_dialog import SettingsDialog
from imagestudio.ui.theme import Theme
from tests.ui.driving import opened

CTRL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """A person at the keyboard."""

    def __init__(self, studio: Studio, qtbot: QtBot, host: CommandHost) -> None:
        self.studio = studio
        self.qtbot = qtbot
        self.host = host

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def command(self, typed: str) -> None:
        """Ctrl+K, a few letters, Enter."""
        self.press(Qt.Key.Key_K, CTRL)
        palette = self.studio.workspace.findChild(Palette)
        assert palette is not None
        self.qtbot.waitUntil(palette.isVisible)
        QTest.keyClicks(palette.field, typed)
        QTest.keyClick(palette.field, Qt.Key.Key_Return)

    def settings(self) -> SettingsDialog:
        window = self.studio.workspace.window()
        self.qtbot.waitUntil(lambda: window.findChild(SettingsDialog) is not None)
        dialog = window.findChild(SettingsDialog)
        assert dialog is not None
        self.qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    def row_of(self, typed: str) -> QWidget:
        """Search the settings; what one chooses with in the first row found."""
        dialog = self.settings()
        dialog.search_edit.setFocus()
        dialog.search_edit.selectAll()
        self.type(typed)
        control: QWidget = dialog.shown_rows()[0].control
        control.setFocus(Qt.FocusReason.TabFocusReason)
        return control


@contextmanager
def started(qtbot: QtBot, theme: Theme, folder: Path) -> Iterator[Hand]:
    """The program as a start makes it, with what the front door adds."""
    with opened(qtbot, theme, folder, "", key="", demo=True) as studio:
        look = Look(theme, studio.parts.settings)
        look.apply()
        places = [("Library", folder / "library")]
        host = CommandHost(
            studio.workspace,
            studio.parts,
            studio.organise.actions.all(),
            look,
            places,
            lambda: AboutTexts(versions(), licences_text()),
            QIcon(),
        )
        host.begin()
        yield Hand(studio, qtbot, host)


def test_theme_text_size_and_a_shortcut_are_kept(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    points = theme.font().pointSizeF()
    with started(qtbot, theme, tmp_path) as hand:
        hand.press(Qt.Key.Key_Comma, CTRL)
        combo = hand.row_of("light or dark")
        assert isinstance(combo, QComboBox)
        hand.press(Qt.Key.Key_End)
        assert theme.tokens.mode == "light"
        spin = hand.row_of("size of the text")
        assert isinstance(spin, QSpinBox)
        for _ in range(4):
            hand.press(Qt.Key.Key_Up)
        assert theme.font().pointSizeF() > points
        button = hand.row_of("contact sheet")
        assert isinstance(button, KeyButton)
        hand.press(Qt.Key.Key_Space)
        hand.press(Qt.Key.Key_F9)
        assert button.text() == "F9"
        hand.press(Qt.Key.Key_Escape)
    theme.choose_look("dark", "", 100)  # as a new start is before it has read the settings
    with started(qtbot, theme, tmp_path) as hand:
        assert theme.tokens.mode == "light"
        assert theme.font().pointSizeF() > points
        assert hand.studio.workspace.actions_of["contact_sheet"].shortcut().toString() == "F9"
        hand.command("settings appearance")
        spin = hand.row_of("size of the text")
        assert isinstance(spin, QSpinBox)
        assert spin.value() == 120
    theme.choose_look("dark", "", 100)


def test_resetting_everything_can_be_taken_back(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with started(qtbot, theme, tmp_path) as hand:
        hand.host.preferences.set("max_running", 9)
        hand.host.commands.rebind("export", ["F8"])
        hand.command("settings making")
        dialog = hand.settings()
        for expected in ((4, "Ctrl+E"), (9, "F8")):
            dialog.reset_button.setFocus()
            hand.press(Qt.Key.Key_Space)
            export = hand.studio.workspace.actions_of["export"]
            assert (hand.studio.parts.queue.max_running, export.shortcut().toString()) == expected


def test_the_palette_leads_to_the_about_box(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with started(qtbot, theme, tmp_path) as hand:
        hand.command("about")
        qtbot.waitUntil(lambda: hand.studio.workspace.window().findChild(AboutDialog) is not None)
        dialog = hand.studio.workspace.window().findChild(AboutDialog)
        assert dialog is not None
        qtbot.waitUntil(dialog.isActiveWindow)
        assert "PySide6" in dialog.licences_edit.toPlainText()
        hand.press(Qt.Key.Key_Escape)


def test_every_command_of_the_menus_is_in_the_palette(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with started(qtbot, theme, tmp_path) as hand:
        names = {entry.name for entry in hand.host.entries()}
        shown = {entry.text for entry in hand.host.entries()}
        assert {"export", "trash", "rate_5", "months", "whole_pictures", "theme:dark", "settings:keys"} <= names
        assert f"Use {hand.studio.parts.catalog.models[0].name}" in shown
        assert len(names) == len(hand.host.entries())


def test_a_model_is_chosen_from_the_palette(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with started(qtbot, theme, tmp_path) as hand:
        last = hand.studio.parts.catalog.models[-1]
        hand.command(f"use {last.name}")
        qtbot.waitUntil(lambda: hand.studio.workspace.compose_panel.model_combo.currentData() == last.id)


class _Windows(OtherWindows):
    """Writes down which windows it would open."""

    def __init__(self, opened_on: list[Path]) -> None:
        super().__init__()
        object.__setattr__(self, "opened_on", opened_on)

    def open_window(self, folder: Path) -> bool:
        self.opened_on.append(folder)  # type: ignore[attr-defined]
        return True


def test_recent_libraries_are_opened_from_the_palette_and_one_is_chosen_for_the_start(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    other = tmp_path / "client y"
    open_library(other).close()
    opened_on: list[Path] = []
    with started(qtbot, theme, tmp_path) as hand:
        parts, workspace = hand.studio.parts, hand.studio.workspace
        parts.settings.set("recent_libraries", [str(other)])
        menu, notices = workspace.menu_button.menu(), hand.studio.notices
        windows, current = _Windows(opened_on), tmp_path / "library"
        actions, tasks = workspace.actions_of, parts.tasks
        hand.host.offer_libraries(RecentLibraries(current, windows, parts.settings, actions, menu, notices, tasks))
        hand.command("open client")
        qtbot.waitUntil(lambda: opened_on == [other])
        hand.host.show_settings()
        combo = hand.row_of("library at the start")
        assert isinstance(combo, QComboBox)
        assert combo.itemText(0) == "The usual folder"
        combo.setCurrentIndex(combo.findText("client y"))
    assert JsonSettings(tmp_path / "settings.json").get("library", "") == str(other)
