"""What is said in place of a picture that cannot be shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.ui.error_text import describe
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S

_WIDTH = 380


class NoteCard(QFrame):
    """A title and a text in the middle of what it is laid over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._text = QLabel(self)
        set_role(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        for label, role in ((self._title, "section"), (self._text, "note")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self.hide()

    def tell(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(f"{title} {text}")
        self.show()
        self.place()

    def tell_error(self, error: ImageStudioError) -> None:
        told = describe(error.failure)
        self.tell(told.title, f"{told.what} {told.remedy}")

    def text(self) -> str:
        return f"{self._title.text()} {self._text.text()}" if not self.isHidden() else ""

    def place(self) -> None:
        """In the middle, as high as its text."""
        layout, parent = self.layout(), self.parentWidget()
        if layout is None or parent is None or self.isHidden():
            return
        width = min(_WIDTH, parent.width() - 2 * SPACE_L)
        height = layout.heightForWidth(width)
        self.setGeometry((parent.width() - width) // 2, (parent.height() - height) // 2, width, height)
        self.raise_()
