"""Lets tool tips and spoken names tell the keys the person has chosen."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from imagestudio.ui.commands.commands import Command, Commands
from imagestudio.ui.viewer.chosen_keys import Scope
from imagestudio.ui.viewer.keys import told
from imagestudio.ui.viewer.overlay import Overlay

_TIP = re.compile(r"^(?P<says>.+) \((?P<keys>[^()]+)\)$", re.DOTALL)  # “Jobs (Ctrl+J)”
_SPELLED = {"Del": "Delete", "Ctrl+-": "Ctrl+−"}
_TEXTS = (
    (QWidget.toolTip, QWidget.setToolTip, "tip"),
    (QWidget.accessibleName, QWidget.setAccessibleName, "name"),
)


class KeyTips:
    """Texts are written with the usual keys in brackets at their end; that is how the command is known."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    def write(self, parent: QWidget, scope: Scope) -> None:
        """Write the keys in force into the tips of everything below, but for what lies over the window."""
        told_by = {text: one for one in self._commands.all() if scope in one.scopes for text in _spellings(one)}
        for widget in [parent, *parent.findChildren(QWidget)]:
            if scope is not Scope.WINDOW or not _is_over(widget):
                self._write(widget, told_by)

    def _write(self, widget: QWidget, told_by: dict[str, Command]) -> None:
        for read, write, kind in _TEXTS:
            shown, ours = read(widget), widget.property(f"{kind}WithKeys")
            usual = widget.property(f"{kind}WithUsualKeys") if ours == shown and ours else shown
            found = _TIP.match(usual or "")
            command = told_by.get(found["keys"]) if found else None
            if found is None or command is None:
                continue
            text = usual if command.keys == command.usual else _with_keys(found["says"], command)
            if text != shown:
                write(widget, text)
            widget.setProperty(f"{kind}WithUsualKeys", usual)
            widget.setProperty(f"{kind}WithKeys", text)


def _is_over(widget: QWidget) -> bool:
    """Whether a widget belongs to what lies over the window."""
    above: QWidget | None = widget
    while above is not None and not above.isWindow():
        if isinstance(above, Overlay):
            return True
        above = above.parentWidget()
    return False


def _with_keys(says: str, command: Command) -> str:
    return f"{says} ({told(command.keys[0])})" if command.keys else says


def _spellings(command: Command) -> list[str]:
    """How tips may name the usual keys of a command."""
    return [name for key in command.usual for name in (key, told(key), _SPELLED.get(key, key))]
