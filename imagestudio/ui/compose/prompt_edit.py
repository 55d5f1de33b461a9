"""The prompt editor: grows with what is written, pastes plain text, counts characters."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

_LEAST_LINES = 6
_MOST_LINES = 18


class PromptEdit(QPlainTextEdit):
    """A plain-text editor as high as its text, between six and eighteen lines.

    Signals:
        send_requested(): Ctrl+Enter.
    """

    send_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("PromptEdit")
        self.setAccessibleName(self.tr("Prompt"))
        self.setPlaceholderText(self.tr("Describe the picture: what is there, the light, the style…"))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

    def prompt(self) -> str:
        """The text as typed; Qt's paragraph separators are line breaks."""
        return self.toPlainText()

    def set_prompt(self, text: str) -> None:
        """Replace the text so that Ctrl+Z brings the old one back."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.movePosition(cursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height_of(_LEAST_LINES))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():  # a key that is held down buys once
                self.send_requested.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, without the NUL characters some programs leave behind."""
        self.insertPlainText(source.text().replace("\0", ""))

    def _on_size_changed(self) -> None:
        self.updateGeometry()

    def _wanted_height(self) -> int:
        lines = int(self.document().size().height())
        return self._height_of(min(max(lines, _LEAST_LINES), _MOST_LINES))

    def _height_of(self, lines: int) -> int:
        margins = self.contentsMargins()
        around = 2 * int(self.document().documentMargin()) + margins.top() + margins.bottom() + 14
        return lines * self.fontMetrics().lineSpacing() + around
