"""Every command of the window with its shortcut, declared once."""

from __future__ import annotations

from itertools import chain
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from imagestudio.ui.menu_keys import guard

_Row = tuple[str, Any, str]
_TOP: tuple[_Row, ...] = (
    ("generate", QT_TRANSLATE_NOOP("Actions", "Generate"), "Ctrl+Return"),
    ("focus_prompt", QT_TRANSLATE_NOOP("Actions", "Write a prompt"), "Ctrl+L"),
)
_WORDS: tuple[_Row, ...] = (
    ("as_grid", QT_TRANSLATE_NOOP("Actions", "Open the prompt as a grid"), "Ctrl+Alt+Return"),
    ("recall", QT_TRANSLATE_NOOP("Actions", "Earlier prompts…"), "Ctrl+R"),
    ("snippet", QT_TRANSLATE_NOOP("Actions", "Insert a snippet…"), "Ctrl+Shift+X"),
    ("style", QT_TRANSLATE_NOOP("Actions", "Put styles around the prompt…"), "Ctrl+T"),
    ("styles", QT_TRANSLATE_NOOP("Actions", "Styles and snippets…"), "Ctrl+Shift+Y"),
    ("word_lists", QT_TRANSLATE_NOOP("Actions", "Word lists…"), "Ctrl+Shift+L"),
)
_FIND: tuple[_Row, ...] = (
    ("search", QT_TRANSLATE_NOOP("Actions", "Search"), "Ctrl+F"),
    ("places", QT_TRANSLATE_NOOP("Actions", "Choose what is shown"), "Ctrl+Shift+G"),
    ("filter", QT_TRANSLATE_NOOP("Actions", "Filter"), "Ctrl+Shift+E"),
    ("arrange", QT_TRANSLATE_NOOP("Actions", "Sort and group"), "Ctrl+Shift+S"),
    ("months", QT_TRANSLATE_NOOP("Actions", "Jump to a month"), "Ctrl+Shift+M"),
)
_PICTURE: tuple[_Row, ...] = (
    ("open", QT_TRANSLATE_NOOP("Actions", "Open\tEnter"), ""),  # the key is the gallery's own
    ("compare", QT_TRANSLATE_NOOP("Actions", "Compare"), "C"),
    ("family", QT_TRANSLATE_NOOP("Actions", "Family…"), "L"),
    ("use_settings", QT_TRANSLATE_NOOP("Actions", "Use these settings"), "Ctrl+U"),
    ("vary", QT_TRANSLATE_NOOP("Actions", "Vary the prompt"), "Ctrl+Alt+V"),
    ("copy_image", QT_TRANSLATE_NOOP("Actions", "Copy image"), "Ctrl+Shift+I"),
    ("copy_prompt", QT_TRANSLATE_NOOP("Actions", "Copy prompt"), "Ctrl+Shift+C"),
    ("show_in_folder", QT_TRANSLATE_NOOP("Actions", "Show in folder"), "Ctrl+Shift+O"),
)
_GIVING: tuple[_Row, ...] = (
    ("copy", QT_TRANSLATE_NOOP("Actions", "Copy"), "Ctrl+C"),
    ("export", QT_TRANSLATE_NOOP("Actions", "Export…"), "Ctrl+E"),
    ("contact_sheet", QT_TRANSLATE_NOOP("Actions", "Contact sheet…"), "Ctrl+Shift+P"),
    ("print", QT_TRANSLATE_NOOP("Actions", "Print…"), "Ctrl+P"),
)
_VIEW: tuple[_Row, ...] = (
    ("focus_gallery", QT_TRANSLATE_NOOP("Actions", "Go to the gallery"), "Ctrl+G"),
    ("toggle_compose", QT_TRANSLATE_NOOP("Actions", "Compose panel"), "Ctrl+["),
    ("toggle_details", QT_TRANSLATE_NOOP("Actions", "Details panel"), "Ctrl+]"),
    ("toggle_panels", QT_TRANSLATE_NOOP("Actions", "Both panels"), "Ctrl+\\"),
    ("toggle_jobs", QT_TRANSLATE_NOOP("Actions", "Jobs"), "Ctrl+J"),
)
_QUEUE: tuple[_Row, ...] = (
    ("pause_queue", QT_TRANSLATE_NOOP("Actions", "Pause the queue"), "Ctrl+Alt+P"),
    ("send_kept", QT_TRANSLATE_NOOP("Actions", "Send what is kept for later…"), "Ctrl+Alt+S"),
    ("retry_failed", QT_TRANSLATE_NOOP("Actions", "Retry all that failed"), "Ctrl+Alt+R"),
    ("cancel_waiting", QT_TRANSLATE_NOOP("Actions", "Cancel all that wait"), "Ctrl+Alt+X"),
    ("limits", QT_TRANSLATE_NOOP("Actions", "Limits on spending…"), "Ctrl+Alt+L"),
)
_LIBRARY: tuple[_Row, ...] = (
    ("take_in", QT_TRANSLATE_NOOP("Actions", "Take in pictures…"), "Ctrl+I"),
    ("take_in_folder", QT_TRANSLATE_NOOP("Actions", "Take in a folder…"), "Ctrl+Alt+I"),
    ("grids", QT_TRANSLATE_NOOP("Actions", "Grids…"), "Ctrl+Alt+G"),
    ("spending", QT_TRANSLATE_NOOP("Actions", "Spending…"), "Ctrl+Shift+B"),
    ("wins", QT_TRANSLATE_NOOP("Actions", "Wins of comparisons…"), "Ctrl+Shift+W"),
    ("open_library", QT_TRANSLATE_NOOP("Actions", "Open a library…"), "Ctrl+O"),
)
_PROGRAM: tuple[_Row, ...] = (
    ("palette", QT_TRANSLATE_NOOP("Actions", "Find a command…"), "Ctrl+K"),
    ("key", QT_TRANSLATE_NOOP("Actions", "Key and account…"), "Ctrl+Shift+K"),
    ("demo", QT_TRANSLATE_NOOP("Actions", "Draw demo pictures"), "Ctrl+Shift+D"),
    ("settings", QT_TRANSLATE_NOOP("Actions", "Settings…"), "Ctrl+,"),
    ("shortcuts", QT_TRANSLATE_NOOP("Actions", "Shortcuts…"), "Ctrl+?"),
    ("about", QT_TRANSLATE_NOOP("Actions", "About Image Studio"), ""),
    ("quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q"),
)
_ALL = (_TOP, _WORDS, _FIND, _PICTURE, _GIVING, _VIEW, _QUEUE, _LIBRARY, _PROGRAM)
_CHECKABLE = frozenset({"toggle_compose", "toggle_details", "toggle_jobs", "pause_queue", "demo"})
PICTURE = tuple(name for name, _text, _keys in _PICTURE)
QUEUE = tuple(name for name, _text, _keys in _QUEUE)
GIVING = tuple(name for name, _text, _keys in _GIVING)


class Actions(QObject):
    """The commands by name; the window connects them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for name, text, shortcut in chain(*_ALL):
            action = QAction(QCoreApplication.translate("Actions", text), window)
            action.setShortcut(QKeySequence(shortcut))
            action.setCheckable(name in _CHECKABLE)
            action.setAutoRepeat(name != "generate")  # a key that is held down buys once
            self._actions[name] = action
            window.addAction(action)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def groups(self) -> list[tuple[str, dict[str, QAction]]]:
        """The commands under the titles of their groups, in the order of the menu."""
        translate = QCoreApplication.translate
        titled = (
            (translate("Actions", "Make"), (*_TOP, *_WORDS)),
            (translate("Actions", "Find"), _FIND),
            (translate("Actions", "Picture"), (*_PICTURE, *_GIVING)),
            (translate("Actions", "View"), _VIEW),
            (translate("Actions", "Queue"), _QUEUE),
            (translate("Actions", "Library"), _LIBRARY),
            (translate("Actions", "Program"), _PROGRAM),
        )
        return [(title, {name: self._actions[name] for name, _text, _keys in rows}) for title, rows in titled]

    def menu(self, parent: QWidget) -> QMenu:
        """All commands in one menu, most of them in menus within it."""
        menu = QMenu(parent)
        self._fill(menu, _TOP)
        menu.addSeparator()
        self._fill(menu.addMenu(QCoreApplication.translate("Actions", "P&rompt")), _WORDS)
        self._fill(menu.addMenu(QCoreApplication.translate("Actions", "&Find")), _FIND)
        self._fill(menu.addMenu(QCoreApplication.translate("Actions", "&Picture")), _PICTURE, _GIVING)
        self._fill(menu.addMenu(QCoreApplication.translate("Actions", "&View")), _VIEW)
        self._fill(menu.addMenu(QCoreApplication.translate("Actions", "&Queue")), _QUEUE)
        menu.addSeparator()
        self._fill(menu, _LIBRARY, _PROGRAM)
        guard(menu)
        return menu

    def _fill(self, menu: QMenu, *groups: tuple[_Row, ...]) -> None:
        for index, rows in enumerate(groups):
            if index:
                menu.addSeparator()
            menu.addActions([self._actions[name] for name, _text, _shortcut in rows])

    def words_menu(self, parent: QWidget) -> QMenu:
        """The commands for what one writes."""
        menu = QMenu(parent)
        self._fill(menu, _WORDS)
        guard(menu)
        return menu

    def picture_menu(self, parent: QWidget) -> QMenu:
        """The commands for a picture."""
        menu = QMenu(parent)
        self._fill(menu, _PICTURE, _GIVING)
        return menu
