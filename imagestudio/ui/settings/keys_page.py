"""The rows of the settings in which commands are given other keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from imagestudio.ui.commands.commands import Command, Commands
from imagestudio.ui.commands.entry import plain_text
from imagestudio.ui.settings.key_button import KeyButton
from imagestudio.ui.settings.row import SettingRow
from imagestudio.ui.theme import Theme


def key_rows(commands: Commands, theme: Theme, parent: QWidget) -> list[SettingRow]:
    """A row for each command, in the order of the menus."""
    return [KeyRow(command, commands, theme, parent).row for command in commands.all()]


class KeyRow(QObject):
    """Binds one command to its row. Keys that another command hears are taken from it when they are pressed again."""

    def __init__(self, command: Command, commands: Commands, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._command = command
        self._commands = commands
        self._wanted = ""
        self.button = KeyButton(parent)
        self.row = SettingRow(plain_text(command.action), command.group, self.button, theme, parent)
        self.button.pressed_keys.connect(self._on_pressed)
        self.button.refused.connect(self._on_refused)
        self.button.toggled.connect(self._on_toggled)
        self.row.reset_requested.connect(lambda: commands.reset(command.name))
        commands.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self._wanted = ""
        self.button.show_keys(self._command.keys)
        self.row.show_changed(self._commands.is_changed(self._command.name))
        self.row.say(self._command.group)

    def _on_pressed(self, key: str) -> None:
        other = self._commands.clash(self._command.name, key) if key else None
        if other is not None and self._wanted != key:
            self._wanted = key
            shown = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
            text = QCoreApplication.translate(
                "KeyRow", "{0} is for “{1}” now. Press it once more to take it from there."
            )
            self.row.say(text.format(shown.toString(QKeySequence.SequenceFormat.NativeText), plain_text(other.action)))
            return
        if key:
            self._commands.take(key, self._command.name)
        self._commands.rebind(self._command.name, [key] if key else [])

    def _on_refused(self) -> None:
        self.row.say(
            QCoreApplication.translate("KeyRow", "These keys move, choose and close everywhere; try others, or Escape.")
        )

    def _on_toggled(self, listening: bool) -> None:
        if not listening:
            self._wanted = ""
            self.row.say(self._command.group)
