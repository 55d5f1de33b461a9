"""A small window with a field to search in and a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from imagestudio.core.closeness import closeness
from imagestudio.ui.finding.choice_list import Choice
from imagestudio.ui.finding.popover import Popover
from imagestudio.ui.theme import Theme

_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_TAKES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOST_SHOWN = 200


class PickPopover(Popover):
    """Type to find, go with the arrows, Enter takes; commands below the list are always there.

    Signals:
        picked(object): the data of this row was chosen.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, name: str, hint: str, parent: QWidget, width: int = 300) -> None:
        super().__init__(theme, name, parent)
        self._offered: Sequence[Choice] = ()
        self._commands: Sequence[Choice] = ()
        self._nothing = ""
        self._by_letters = True
        self._wide = width
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setProperty("ownFocus", True)
        self.field.installEventFilter(self)
        self._layout.insertWidget(0, self.field)
        self.field.textChanged.connect(self._search)
        self.chosen.connect(self._on_chosen)

    def search_sentences(self) -> None:
        """What is offered is text, of which whole words are looked for, not letters."""
        self._by_letters = False

    def offer(self, choices: Sequence[Choice], commands: Sequence[Choice] = (), nothing: str = "") -> None:
        """Offer these, and commands below them; `nothing` is said where there are none at all."""
        self._offered, self._commands, self._nothing = choices, commands, nothing
        self._search(self.field.text())

    def open_below(self, anchor: QWidget) -> None:
        """Come up below this widget, with the keyboard in the field."""
        self.field.clear()
        super().open_below(anchor)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list, pressed in the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._move(event)
                return True
            if event.key() in _TAKES:
                if (choice := self.list.current_choice()) is not None:
                    self.chosen.emit(choice)
                return True
        return super().eventFilter(watched, event)

    def _move(self, event: QKeyEvent) -> None:
        self.list.keyPressEvent(event)

    def _search(self, typed: str) -> None:
        found = self._found(typed)
        rows = list(found) or [Choice(self.tr("Nothing found") if self._offered else self._nothing)]
        self.show_choices([*rows, *self._commands], found[0].data if found else None)

    def _found(self, typed: str) -> list[Choice]:
        if not typed.strip():
            return list(self._offered[:_MOST_SHOWN])
        close = [(closeness(typed, choice.text, self._by_letters), choice) for choice in self._offered]
        found = [(near.distance, choice) for near, choice in close if near is not None]
        return [choice for _distance, choice in sorted(found, key=lambda one: one[0])][:_MOST_SHOWN]

    def _on_chosen(self, choice: Choice) -> None:
        self.picked.emit(choice.data)

    def _fit(self) -> None:
        super()._fit()
        self.setFixedWidth(max(self.width(), self._wide))

    def _extras(self) -> list[QWidget]:
        return [*super()._extras(), self.field]
