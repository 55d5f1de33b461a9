"""The commands that begin an edit, with their keys; declared once, carried out elsewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

_ROWS: tuple[tuple[str, Any, str], ...] = (
    ("edit_picture", QT_TRANSLATE_NOOP("EditActions", "Edit this…"), "E"),
    ("vary_picture", QT_TRANSLATE_NOOP("EditActions", "Vary this"), "V"),
    ("extend_picture", QT_TRANSLATE_NOOP("EditActions", "Extend this…"), "Shift+E"),
    ("use_reference", QT_TRANSLATE_NOOP("EditActions", "Use as a reference"), "Shift+V"),
    ("make_final", QT_TRANSLATE_NOOP("EditActions", "Make final…"), "M"),
)
_OF_RESULTS: tuple[tuple[str, Any, str], ...] = (
    ("lock_pixels", QT_TRANSLATE_NOOP("EditActions", "Keep everything outside the mask as it was"), "Shift+L"),
    ("show_drift", QT_TRANSLATE_NOOP("EditActions", "Show what drifted outside the mask"), "D"),
)
_OF_ONE = ("edit_picture", "vary_picture", "extend_picture")
_OF_SOME = ("use_reference", "make_final")
OF_RESULTS = tuple(name for name, _text, _key in _OF_RESULTS)


class EditActions(QObject):
    """The commands by name; they hear their keys only where pictures are looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        for name, text, key in (*_ROWS, *_OF_RESULTS):
            action = QAction(QCoreApplication.translate("EditActions", text), self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._actions[name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> dict[str, QAction]:
        """Every command by its name."""
        return dict(self._actions)

    def hear_in(self, widget: QWidget) -> None:
        """Let the keys do something in this widget too."""
        widget.addActions(list(self._actions.values()))

    def offer(self, one: bool, some: bool, masked: bool, lockable: bool, blocked: bool) -> None:
        """Enable what can be done: one picture is selected, some are, that one was made with a mask, and can drift."""
        for name in _OF_ONE:
            self[name].setEnabled(one and not blocked)
        for name in _OF_SOME:
            self[name].setEnabled(some and not blocked)
        self["lock_pixels"].setEnabled(lockable and not blocked)
        self["show_drift"].setEnabled(masked)

    def add_to(self, menu: QMenu) -> None:
        """Add them to a menu; those for what came of a mask only where they mean something."""
        menu.addActions([self._actions[name] for name, _text, _key in _ROWS])
        menu.addActions([self[name] for name in OF_RESULTS if self[name].isEnabled()])
