"""Puts the settings together: every page with its rows, and the way back to how everything was at first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from imagestudio.ui.commands.commands import Commands
from imagestudio.ui.settings.controls import Preference, row_for
from imagestudio.ui.settings.keys_page import key_rows
from imagestudio.ui.settings.pages import KEYS, LIBRARY, PAGES, STORAGE, page_titles, start_library
from imagestudio.ui.settings.preferences import Preferences
from imagestudio.ui.settings.settings_dialog import Page, SettingsDialog
from imagestudio.ui.theme import Theme


def settings_dialog(
    preferences: Preferences, commands: Commands, theme: Theme, window: QWidget, libraries: Sequence[Path] = ()
) -> SettingsDialog:
    """The dialog with all its pages; one of the libraries may be that of the start."""
    dialog = SettingsDialog(theme, window)
    titles = dict(page_titles())
    every: list[Preference] = []
    for name, make in PAGES.items():
        page = make()
        if name == STORAGE:
            page = (start_library(libraries, preferences.get(LIBRARY, "")), *page)
        every += page
        dialog.add_page(Page(name, titles[name], [row_for(one, preferences, theme, dialog) for one in page]))
    dialog.add_page(Page(KEYS, titles[KEYS], key_rows(commands, theme, dialog)))
    Resetting(dialog, preferences, commands, every)
    return dialog


class Resetting(QObject):
    """Gives everything its usual value; the same button takes that back as long as nothing else was chosen."""

    def __init__(
        self, dialog: SettingsDialog, preferences: Preferences, commands: Commands, every: Sequence[Preference]
    ) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._preferences = preferences
        self._commands = commands
        self._every = every
        self._before: dict[str, object] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._at_work = False
        dialog.reset_requested.connect(self._on_reset)
        preferences.changed.connect(self._on_changed)
        commands.changed.connect(self._on_changed)

    def _on_reset(self) -> None:
        self._at_work = True
        if self._before:
            self._take_back()
        else:
            self._reset()
        self._at_work = False
        self._name_button()

    def _reset(self) -> None:
        self._before = {one.name: self._preferences.get(one.name, one.usual) for one in self._every}
        self._keys = {one.name: one.keys for one in self._commands.all() if one.keys != one.usual}
        for one in self._every:
            self._preferences.set(one.name, one.usual)
        self._commands.reset_all()

    def _take_back(self) -> None:
        for name, value in self._before.items():
            self._preferences.set(name, value)
        for name, keys in self._keys.items():
            self._commands.rebind(name, keys)
        self._before = {}

    def _on_changed(self, _name: str = "") -> None:
        if not self._at_work and self._before:
            self._before = {}
            self._name_button()

    def _name_button(self) -> None:
        button = self._dialog.reset_button
        button.setText(self.tr("&Undo the reset") if self._before else self.tr("&Reset everything"))
