"""The note on one or many pictures, written down when one is done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_PAUSE_MS = 3000
_LINES = 3


class NoteEdit(QPlainTextEdit):
    """Several lines of plain text; Tab goes on.

    Signals:
        written(str, list): this is the note on the pictures of these times now.
    """

    written = Signal(str, list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times: Sequence[int] = ()
        self._note = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.textChanged.connect(self._pause.start)
        self.setObjectName("NoteEdit")
        self.setAccessibleName(self.tr("Note"))
        self.setTabChangesFocus(True)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 18)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def show_note(self, times: Sequence[int], note: str, mixed: bool) -> None:
        """Show what is known; what is being written on the same pictures stays."""
        if times != self._times:
            self.keep()
        elif self.document().isModified() and self.hasFocus():
            return
        self._times, self._note = times, note
        self.setPlaceholderText(
            self.tr("Notes differ; what you write replaces them all") if mixed else self.tr("Write a note")
        )
        if note != self.toPlainText():
            self.setPlainText(note)
        self.document().setModified(False)
        self._pause.stop()

    def keep(self) -> None:
        """Let it be written down if it is another one."""
        self._pause.stop()
        if self.document().isModified() and self.toPlainText() != self._note:
            self._note = self.toPlainText()
            self.document().setModified(False)
            self.written.emit(self._note, list(self._times))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()
