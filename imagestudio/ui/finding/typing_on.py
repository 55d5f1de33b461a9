"""Who types on after Escape goes on searching: in the gallery the same letters would rate, reject and trash."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from imagestudio.ui.finding.search_edit import SearchEdit

_HARMLESS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_ERASING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_BUSY = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut})


class TypingOn(QObject):
    """Leads letters back into the field until something else is done in the gallery."""

    def __init__(self, field: SearchEdit, view: QWidget) -> None:
        super().__init__(view)
        self._field = field
        self._waits = False
        field.escaped.connect(self._on_escaped)
        view.installEventFilter(self)

    def _on_escaped(self) -> None:
        self._waits = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not self._waits:
            return False
        if isinstance(event, QKeyEvent) and _is_typed(event):
            event.accept()  # before the commands of the window and the gallery take it
            if event.type() is QEvent.Type.KeyPress and event.key() not in _ERASING:
                self._waits = False
                self._field.setFocus()
                QApplication.sendEvent(self._field, event)
            return True
        if event.type() in _BUSY or event.type() is QEvent.Type.KeyPress:
            self._waits = False
        return False


def _is_typed(event: QKeyEvent) -> bool:
    """Whether a key writes or erases."""
    if event.modifiers() & ~_HARMLESS != Qt.KeyboardModifier.NoModifier:
        return False
    return event.key() in _ERASING or (event.text().isprintable() and bool(event.text().strip()))
