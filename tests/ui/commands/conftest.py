"""A window with a few commands, and settings in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from imagestudio.profile.settings import JsonSettings
from imagestudio.ui.commands.commands import Commands


class Bench:
    """Commands a test can give, and what was done."""

    def __init__(self, window: QMainWindow, path: Path) -> None:
        self.window = window
        self.path = path
        self.settings = JsonSettings(path)
        self.done: list[str] = []
        self.actions: dict[str, QAction] = {}
        for name, text, keys in (
            ("export", "&Export…", "Ctrl+E"),
            ("open", "Open\tEnter", ""),
            ("pick", "Pick", "P"),
            ("jobs", "Jobs", "Ctrl+J"),
        ):
            action = QAction(text, window)
            action.setShortcut(keys)
            action.triggered.connect(lambda _checked, name=name: self.done.append(name))
            window.addAction(action)
            self.actions[name] = action
        self.commands = self._taken_in()

    def start_again(self) -> None:
        """The next start: the same commands, and what the file says."""
        for name, command in {one.name: one for one in self.commands.all()}.items():
            self.actions[name].setShortcuts([QKeySequence(key) for key in command.usual])
        self.settings = JsonSettings(self.path)
        self.commands = self._taken_in()

    def _taken_in(self) -> Commands:
        commands = Commands(self.settings, self.window)
        commands.add("Picture", {name: self.actions[name] for name in ("export", "open", "pick")})
        commands.add("View", {"jobs": self.actions["jobs"]})
        return commands


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    return Bench(window, tmp_path / "settings.json")
