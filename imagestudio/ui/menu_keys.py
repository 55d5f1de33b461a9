"""Keys pressed while a menu is open are the menu's: no letter rates, picks or moves pictures behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu


class MenuKeys(QObject):
    """Takes every key that an open menu does not offer itself before the window's commands hear it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not (isinstance(event, QKeyEvent) and isinstance(watched, QMenu)):
            return False
        if event.type() is QEvent.Type.ShortcutOverride and not _offers(watched, event):
            event.accept()
            return True
        return False


def guard(menu: QMenu) -> None:
    """Keep the keys for this menu and the menus in it."""
    keys = MenuKeys(menu)
    menu.installEventFilter(keys)
    for inner in menu.findChildren(QMenu):
        inner.installEventFilter(keys)


def _offers(menu: QMenu, event: QKeyEvent) -> bool:
    pressed = QKeySequence(event.keyCombination())
    return any(pressed in action.shortcuts() for action in menu.actions())
