"""Words of a prompt to read, with signs in them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from imagestudio.ui.theme import Theme, set_role


class MarkedText(QTextEdit):
    """Plain text to read and copy; it scrolls where it is long. Nothing in it is taken for markup."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        set_role(self, "selectable")
        theme.changed.connect(self._fill)

    def _fill(self) -> None:
        """Write the words in the colours of the theme."""
        raise NotImplementedError
