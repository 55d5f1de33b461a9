"""The commands that organise pictures, with their keys and menus; declared once, carried out elsewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from imagestudio.core.organisation import MOST_STARS, Change, Pick
from imagestudio.ui.menu_keys import guard

_CHANGES: tuple[tuple[str, Any, str, Change], ...] = (
    ("pick", QT_TRANSLATE_NOOP("OrganiseActions", "Pick"), "P", Change(pick=Pick.PICKED)),
    ("reject", QT_TRANSLATE_NOOP("OrganiseActions", "Reject"), "X", Change(pick=Pick.REJECTED)),
    ("unpick", QT_TRANSLATE_NOOP("OrganiseActions", "Neither picked nor rejected"), "U", Change(pick=Pick.NONE)),
    ("trash", QT_TRANSLATE_NOOP("OrganiseActions", "Move to the trash"), "Del", Change(trash=True)),
    ("restore", QT_TRANSLATE_NOOP("OrganiseActions", "Restore from the trash"), "R", Change(trash=False)),
)
_OTHERS: tuple[tuple[str, Any, str], ...] = (
    ("tags", QT_TRANSLATE_NOOP("OrganiseActions", "Edit tags…"), "F2"),
    ("collections", QT_TRANSLATE_NOOP("OrganiseActions", "Put into a collection…"), "B"),
    ("new_collection", QT_TRANSLATE_NOOP("OrganiseActions", "New collection from these…"), "Ctrl+Shift+N"),
    ("note", QT_TRANSLATE_NOOP("OrganiseActions", "Write a note"), "N"),
)
_EVERYWHERE: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("undo", QT_TRANSLATE_NOOP("OrganiseActions", "Undo"), ("Ctrl+Z",)),
    ("redo", QT_TRANSLATE_NOOP("OrganiseActions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    ("show_trash", QT_TRANSLATE_NOOP("OrganiseActions", "Look into the trash"), ("Ctrl+Shift+T",)),
    ("empty_trash", QT_TRANSLATE_NOOP("OrganiseActions", "Empty the trash…"), ()),
)
RATINGS = tuple(f"rate_{stars}" for stars in range(MOST_STARS, -1, -1))
MARKING = (*RATINGS, "pick", "reject", "unpick")
IN_VIEWER = ("tags", "collections", "new_collection", "trash", "restore")  # it rates and picks itself, hides notes
_PICTURES = (*RATINGS, *(name for name, *_ in _CHANGES), *(name for name, *_ in _OTHERS))


class OrganiseActions(QObject):
    """The commands by name; those for pictures hear their keys only where pictures are looked at.

    Signals:
        change_requested(Change): somebody wants that for what is selected.
    """

    change_requested = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._changing = QActionGroup(self)
        self._changing.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._changing.triggered.connect(self._on_change)
        for stars in range(MOST_STARS, -1, -1):
            self._add_change(f"rate_{stars}", stars_text(stars), str(stars), Change(rating=stars))
        for name, text, key, change in _CHANGES:
            self._add_change(name, _tr(text), key, change)
        for name, text, key in _OTHERS:
            self._add(name, _tr(text), (key,))
        for name, text, keys in _EVERYWHERE:
            window.addAction(self._add(name, _tr(text), keys))
        for name in _PICTURES:
            self[name].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> dict[str, QAction]:
        """Every command by its name."""
        return dict(self._actions)

    def hear_in(self, widget: QWidget, *names: str) -> None:
        """Let the keys of the commands for pictures, or of these alone, do something in this widget too."""
        widget.addActions([self._actions[name] for name in names or _PICTURES])

    def offer(self, pictures: bool, in_trash: bool, blocked: bool) -> None:
        """Enable what can be done with what is selected."""
        for name in _PICTURES:
            self[name].setEnabled(pictures and not blocked)
        self["trash"].setEnabled(pictures and not in_trash and not blocked)
        self["restore"].setEnabled(pictures and in_trash and not blocked)
        self["empty_trash"].setEnabled(not blocked)

    def add_to(self, menu: QMenu, collections: QMenu) -> None:
        """Add the commands for pictures to a menu."""
        rating = menu.addMenu(QCoreApplication.translate("OrganiseActions", "Rating"))
        rating.addActions([self[name] for name in RATINGS])
        menu.addActions([self[name] for name in ("pick", "reject", "unpick")])
        menu.addSeparator()
        menu.addActions([self["tags"], self["note"]])
        menu.addMenu(collections)
        menu.addSeparator()
        menu.addAction(self["restore" if self["restore"].isEnabled() else "trash"])

    def main_menu(self, parent: QWidget) -> QMenu:
        """All of them but undo and redo, as a menu within the window's."""
        menu = QMenu(QCoreApplication.translate("OrganiseActions", "Organise"), parent)
        rating = menu.addMenu(QCoreApplication.translate("OrganiseActions", "Rating"))
        rating.addActions([self[name] for name in RATINGS])
        for names in (
            ("pick", "reject", "unpick"),
            ("tags", "note", "collections", "new_collection"),
            ("trash", "restore", "show_trash", "empty_trash"),
        ):
            menu.addActions([self[name] for name in names])
            menu.addSeparator()
        guard(menu)
        return menu

    def _add_change(self, name: str, text: str, key: str, change: Change) -> None:
        action = self._add(name, text, (key,))
        action.setData(change)
        self._changing.addAction(action)

    def _add(self, name: str, text: str, keys: tuple[str, ...]) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        self._actions[name] = action
        return action

    def _on_change(self, action: QAction) -> None:
        self.change_requested.emit(action.data())


def stars_text(stars: int) -> str:
    """A rating in words for menus."""
    if stars == 0:
        return QCoreApplication.translate("OrganiseActions", "No stars")
    return QCoreApplication.translate("OrganiseActions", "%n star(s)", "", stars)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OrganiseActions", text)
