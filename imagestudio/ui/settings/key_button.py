"""A button that shows the keys of a command, and takes other ones when it is pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from imagestudio.ui.commands.commands import is_free_to_choose
from imagestudio.ui.theme import set_role

_WIDTH = 190
_ONLY_HELD = frozenset(
    {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown}
)
_CLEARS = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})
_NATIVE, _PORTABLE = QKeySequence.SequenceFormat.NativeText, QKeySequence.SequenceFormat.PortableText


class KeyButton(QPushButton):
    """Press it, then the keys: Escape leaves things as they are, Backspace takes the keys away.

    Signals:
        pressed_keys(str): these keys are wanted, in a form that is the same everywhere; none where it is empty.
        refused: those keys are for moving and closing everywhere.
    """

    pressed_keys = Signal(str)
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[str, ...] = ()
        self._listening = False
        self.setFixedWidth(_WIDTH)
        self.setCheckable(True)
        set_role(self, "small")
        self.toggled.connect(self._on_toggled)

    def show_keys(self, keys: tuple[str, ...]) -> None:
        """The keys in force; what was being chosen is chosen."""
        self._keys = keys
        self.setChecked(False)
        self._write()

    def event(self, event: QEvent) -> bool:
        """While it listens no key means anything else, neither to the window nor to the dialog."""
        if self._listening and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self._listening and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setChecked(False)

    def _take(self, event: QKeyEvent) -> None:
        combination = event.keyCombination()
        if combination.key() in _ONLY_HELD:
            return
        bare = combination.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
        if bare and combination.key() == Qt.Key.Key_Escape:
            self.setChecked(False)
        elif bare and combination.key() in _CLEARS:
            self.setChecked(False)
            self.pressed_keys.emit("")
        elif is_free_to_choose(combination):
            self.pressed_keys.emit(_text(combination))
        else:
            self.refused.emit()

    def _on_toggled(self, on: bool) -> None:
        self._listening = on
        self._write()

    def _write(self) -> None:
        shown = ", ".join(QKeySequence.fromString(key, _PORTABLE).toString(_NATIVE) for key in self._keys)
        text = self.tr("Press the keys…") if self._listening else shown or self.tr("None")
        self.setText(text.replace("&", "&&"))


def _text(combination: QKeyCombination) -> str:
    return QKeySequence(combination).toString(_PORTABLE)
