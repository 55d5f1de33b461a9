"""A prompt in which what only this one has is marked by a sign and by weight, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from imagestudio.core.differences import Part
from imagestudio.ui.marked_text import MarkedText
from imagestudio.ui.theme import Theme

_MOST_LINES = 5
_SIGN = "+"


class DifferingText(MarkedText):
    """As high as its words, up to some lines."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._parts: tuple[Part, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_parts(self, parts: Sequence[Part]) -> None:
        self._parts = tuple(parts)
        self._fill()
        own = "; ".join(" ".join(part.text.split()) for part in self._parts if part.own)
        self.setAccessibleDescription(self.tr("Not in all: {0}").format(own) if own else self.tr("Nothing of its own"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the text at this width, up to some lines."""
        line = self.fontMetrics().lineSpacing()
        document = self.document().clone()
        document.setTextWidth(max(40, self.viewport().width()))
        height = min(round(document.size().height()), _MOST_LINES * line)
        document.deleteLater()
        return QSize(120, max(line, height) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.fontMetrics().lineSpacing() + 2)

    def _fill(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        common, own = QTextCharFormat(), QTextCharFormat()
        common.setForeground(self._theme.color("text2"))
        own.setForeground(self._theme.color("accent_text"))
        own.setFontWeight(QFont.Weight.Bold)
        for part in self._parts:
            space = part.text[: len(part.text) - len(part.text.lstrip())]
            if part.own:
                cursor.insertText(space or ("" if cursor.atStart() else " "), common)
                cursor.insertText(f"{_SIGN}{part.text[len(space) :]}", own)
            else:
                cursor.insertText(part.text, common)
        self.moveCursor(QTextCursor.MoveOperation.Start)
