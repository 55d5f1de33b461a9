"""The size of all text: the system's font, made larger or smaller by the person's choice."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from imagestudio.ui.tokens import LEAST_TEXT, MOST_TEXT

_USUAL = 100
_LEAST_POINTS = 6.0


class TextSize:
    """Gives the application its font; as long as nobody has chosen a size, that is left to the system."""

    def __init__(self) -> None:
        self._percent = _USUAL
        self._chosen = False  # once a font is set, Qt leaves the system's changes to us
        self._set = QFont()

    def choose(self, percent: int) -> None:
        """Make all text so many per cent of the system's size, within bounds."""
        percent = min(max(percent, LEAST_TEXT), MOST_TEXT)
        if percent != self._percent:
            self._percent = percent
            self._apply()

    def follow(self) -> bool:
        """Look at the system's font again; whether the application has another one by that."""
        if not self._chosen:
            changed = QApplication.font() != self._set
            self._set = QApplication.font()
            return changed
        return self._apply()

    def _apply(self) -> bool:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPointSizeF(points(font) * self._percent / 100)
        changed = font != self._set
        if changed:
            self._set, self._chosen = font, True
            QApplication.setFont(font)
        return changed


def points(font: QFont) -> float:
    """The size of a font in points, also where the system gave it in pixels."""
    size = font.pointSizeF()
    return size if size > 0 else QFontInfo(font).pointSizeF()


def stepped(size: float, step: int) -> float:
    """A size so many steps larger or smaller: a tenth each, so that a title stays one with large and small text."""
    return max(_LEAST_POINTS, round(size * (1 + step / 10), 1))
