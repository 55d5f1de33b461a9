"""Completion in the editor: names of lists behind two underscores, and one's own phrases."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from imagestudio.core.phrases import LEAST_LETTERS, Offer, begun_list, list_offers, offers
from imagestudio.core.templates.lists import NO_LISTS, WordLists
from imagestudio.ui.compose.prompt_edit import PromptEdit
from imagestudio.ui.craft.memory import PromptMemory
from imagestudio.ui.craft.places import length_of
from imagestudio.ui.finding.completions import Completions
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_XS

_TAKES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_LOOKED_AT = 400  # characters before the cursor


class Completing(QObject):
    """Offers how to go on, below the cursor. Nothing is marked until Down is pressed, so Enter and Tab stay theirs."""

    def __init__(self, edit: PromptEdit, memory: PromptMemory, theme: Theme) -> None:
        super().__init__(edit)
        self._edit = edit
        self._memory = memory
        self.lists: WordLists = NO_LISTS
        self._typed = False
        self._taking = False
        self._offered_at = -1
        self.popup = Completions(theme, edit)
        edit.installEventFilter(self)
        edit.textChanged.connect(self._on_text_changed)
        edit.cursorPositionChanged.connect(self._on_cursor_moved)
        edit.verticalScrollBar().valueChanged.connect(self.popup.hide)
        self.popup.chosen.connect(self._on_chosen)
        memory.read.connect(self._on_read)
        self._asked = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Resize):
            self.popup.hide()
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.ask()
            return True
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if self.popup.isVisible() and plain and self._popup_takes(event):
            return True
        self._typed = plain and event.text().isprintable() and bool(event.text())
        self._typed = self._typed or event.key() == Qt.Key.Key_Backspace
        return False

    def ask(self) -> None:
        """Offer whatever there is, the first of it marked."""
        self._asked = not self._memory.is_read
        self._memory.want()
        self._offer(0)
        if self.popup.isVisible():
            self.popup.go(1)

    def _popup_takes(self, event: QKeyEvent) -> bool:
        """Whether the key was for the list."""
        if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
            return self.popup.go(step)
        if event.key() == Qt.Key.Key_Escape:
            self.popup.hide()
            return True
        if event.key() in _TAKES and (offer := self.popup.marked()) is not None:
            self.popup.hide()
            self._on_chosen(offer)
            return True
        return False

    # what is offered

    def _on_text_changed(self) -> None:
        if not self._typed or self._taking:
            self.popup.hide()
            return
        self._typed = False
        self._memory.want()
        if self._may_go_on():
            self._offer(LEAST_LETTERS)
        else:
            self.popup.hide()

    def _on_cursor_moved(self) -> None:
        if not self._typed and self._edit.textCursor().position() != self._offered_at:
            self.popup.hide()

    def _on_read(self) -> None:
        if self._asked and self._edit.hasFocus():
            self._asked = False
            self.ask()

    def _may_go_on(self) -> bool:
        """Whether one writes at the end of a phrase: who mends a word in the middle is left alone."""
        cursor = self._edit.textCursor()
        behind = cursor.block().text()[cursor.positionInBlock() :][:1]
        return not cursor.hasSelection() and not (behind.isalnum() or behind == "_")

    def _before(self) -> str:
        cursor = self._edit.textCursor()
        start = max(0, cursor.positionInBlock() - _LOOKED_AT)
        text = QTextCursor(cursor)
        text.setPosition(cursor.block().position() + start)
        text.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)
        return text.selectedText()

    def _offer(self, least: int) -> None:
        before = self._before()
        self._offered_at = self._edit.textCursor().position()
        begun = begun_list(before)
        if begun is not None and self.lists.names:
            found = list_offers(begun, self.lists.names)
        else:
            found = offers(before, self._memory.phrases, least)
        self._show(found)

    def _show(self, found: Sequence[Offer]) -> None:
        self.popup.offer(self._edit, [(offer.shown or offer.text, offer) for offer in found])
        if not found:
            return
        window = self._edit.window()
        below = self._edit.cursorRect().bottomLeft() + QPoint(0, SPACE_XS)
        place = self._edit.viewport().mapTo(window, below)
        place.setX(max(SPACE_XS, min(place.x(), window.width() - self.popup.width() - SPACE_XS)))
        if place.y() + self.popup.height() > window.height():
            place.setY(self._above(window))
        self.popup.move(place)

    def _above(self, window: QWidget) -> int:
        top = self._edit.viewport().mapTo(window, self._edit.cursorRect().topLeft())
        return max(0, top.y() - self.popup.height() - SPACE_XS)

    def _on_chosen(self, offer: object) -> None:
        if not isinstance(offer, Offer):
            return
        before = self._before()
        cursor = self._edit.textCursor()
        replaced = length_of(before[len(before) - offer.replaces :]) if offer.replaces else 0
        cursor.setPosition(cursor.position() - replaced, QTextCursor.MoveMode.KeepAnchor)
        self._taking = True
        cursor.insertText(offer.text)
        self._taking = False
        self._edit.setTextCursor(cursor)
        self._edit.setFocus()
