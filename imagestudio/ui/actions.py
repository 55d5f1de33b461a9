"""Every command of the window with its shortcut, declared once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

_SEPARATOR = ("", "", "")
_TABLE: tuple[tuple[str, Any, str], ...] = (
    ("generate", QT_TRANSLATE_NOOP("Actions", "Generate"), "Ctrl+Return"),
    ("focus_prompt", QT_TRANSLATE_NOOP("Actions", "Write a prompt"), "Ctrl+L"),
    ("search", QT_TRANSLATE_NOOP("Actions", "Search"), "Ctrl+F"),
    ("focus_gallery", QT_TRANSLATE_NOOP("Actions", "Go to the gallery"), "Ctrl+G"),
    ("places", QT_TRANSLATE_NOOP("Actions", "Choose what is shown"), "Ctrl+Shift+G"),
    ("filter", QT_TRANSLATE_NOOP("Actions", "Filter"), "Ctrl+Shift+E"),
    ("arrange", QT_TRANSLATE_NOOP("Actions", "Sort and group"), "Ctrl+Shift+S"),
    ("months", QT_TRANSLATE_NOOP("Actions", "Jump to a month"), "Ctrl+Shift+M"),
    _SEPARATOR,
    ("open", QT_TRANSLATE_NOOP("Actions", "Open\tEnter"), ""),  # the key is the gallery's own
    ("compare", QT_TRANSLATE_NOOP("Actions", "Compare"), "C"),
    ("use_settings", QT_TRANSLATE_NOOP("Actions", "Use these settings"), "Ctrl+U"),
    ("copy_image", QT_TRANSLATE_NOOP("Actions", "Copy image"), "Ctrl+Shift+I"),
    ("copy_prompt", QT_TRANSLATE_NOOP("Actions", "Copy prompt"), "Ctrl+Shift+C"),
    ("show_in_folder", QT_TRANSLATE_NOOP("Actions", "Show in folder"), "Ctrl+Shift+O"),
    _SEPARATOR,
    ("take_in", QT_TRANSLATE_NOOP("Actions", "Take in pictures…"), "Ctrl+I"),
    ("take_in_folder", QT_TRANSLATE_NOOP("Actions", "Take in a folder…"), "Ctrl+Alt+I"),
    _SEPARATOR,
    ("copy", QT_TRANSLATE_NOOP("Actions", "Copy"), "Ctrl+C"),
    ("export", QT_TRANSLATE_NOOP("Actions", "Export…"), "Ctrl+E"),
    ("contact_sheet", QT_TRANSLATE_NOOP("Actions", "Contact sheet…"), "Ctrl+Shift+P"),
    ("print", QT_TRANSLATE_NOOP("Actions", "Print…"), "Ctrl+P"),
    _SEPARATOR,
    ("toggle_compose", QT_TRANSLATE_NOOP("Actions", "Compose panel"), "Ctrl+["),
    ("toggle_details", QT_TRANSLATE_NOOP("Actions", "Details panel"), "Ctrl+]"),
    ("toggle_panels", QT_TRANSLATE_NOOP("Actions", "Both panels"), "Ctrl+\\"),
    ("toggle_jobs", QT_TRANSLATE_NOOP("Actions", "Jobs"), "Ctrl+J"),
    _SEPARATOR,
    ("wins", QT_TRANSLATE_NOOP("Actions", "Wins of comparisons…"), "Ctrl+Shift+W"),
    ("key", QT_TRANSLATE_NOOP("Actions", "Key and account…"), "Ctrl+Shift+K"),
    ("demo", QT_TRANSLATE_NOOP("Actions", "Draw demo pictures"), "Ctrl+Shift+D"),
    _SEPARATOR,
    ("quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q"),
)
_CHECKABLE = frozenset({"toggle_compose", "toggle_details", "toggle_jobs", "demo"})
PICTURE = ("open", "compare", "use_settings", "copy_image", "copy_prompt", "show_in_folder")
GIVING = ("copy", "export", "contact_sheet", "print")


class Actions(QObject):
    """The commands by name; the window connects them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for name, text, shortcut in _TABLE:
            if name:
                action = QAction(QCoreApplication.translate("Actions", text), window)
                action.setShortcut(QKeySequence(shortcut))
                action.setCheckable(name in _CHECKABLE)
                self._actions[name] = action
                window.addAction(action)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def menu(self, parent: QWidget) -> QMenu:
        """All commands in one menu."""
        menu = QMenu(parent)
        for name, _text, _shortcut in _TABLE:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        return menu

    def picture_menu(self, parent: QWidget) -> QMenu:
        """The commands for a picture."""
        menu = QMenu(parent)
        for name in PICTURE:
            menu.addAction(self._actions[name])
        menu.addSeparator()
        for name in GIVING:
            menu.addAction(self._actions[name])
        return menu
