"""The window itself: there at once, with the shape of what is coming, until the workspace fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from imagestudio.ui.tokens import Tokens
from imagestudio.ui.window_state import WindowState, keep_state, load_state

if TYPE_CHECKING:
    from imagestudio.core.ports import Settings

_USUAL = (1280, 800)
_BOTTOM_LINE, _BAR = 30, 91
_SHIFT, _KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier


class MainWindow(QMainWindow):
    """Remembers where it stood, and asks before it closes.

    Signals:
        close_requested(): the person wants to leave; `leave()` does it.
        keeping(): it closes now; whoever knows more of `state` should put it there.
    """

    close_requested = Signal()
    keeping = Signal()

    def __init__(self, settings: Settings, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("MainWindow")
        self.setWindowTitle(self.tr("Image Studio"))
        self._settings = settings
        self._leaving = False
        self._asking = False
        self._early: str | None = ""  # what is typed before there is anything to type it in
        self.state: WindowState = load_state(settings)
        if not (self.state.geometry and self.restoreGeometry(QByteArray.fromBase64(self.state.geometry.encode()))):
            self.resize(*_USUAL)
        self.skeleton = Skeleton(tokens, self.state, self)
        self.setCentralWidget(self.skeleton)

    def take_early(self) -> str:
        """What was typed into the bare window, once: from now on there is a place for it."""
        early, self._early = self._early or "", None
        return early

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._early is None or event.modifiers() & ~(_SHIFT | _KEYPAD):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Backspace:
            self._early = self._early[:-1]
        elif event.text().isprintable():
            self._early += event.text()

    def leave(self) -> None:
        """Close for good, without asking again."""
        self._leaving = True
        if not self._asking:  # else the close under way goes on: Qt ignores one within another
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving:
            self._asking = True
            self.close_requested.emit()
            self._asking = False
        if not self._leaving:
            event.ignore()
            return
        self.keeping.emit()
        keep_state(self._settings, self.state.with_geometry(bytes(self.saveGeometry().toBase64().data()).decode()))
        super().closeEvent(event)


class Skeleton(QWidget):
    """The surfaces and lines of the window, painted in the first moment, so that nothing jumps when it fills.

    Signals:
        painted(): it is on the screen, or about to be.
    """

    painted = Signal()

    def __init__(self, tokens: Tokens, state: WindowState, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state = state

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, state = self._tokens, self._state
        surface, line = QColor(tokens.surface), QColor(tokens.line)
        width, height = self.width(), self.height() - _BOTTOM_LINE
        left, details = state.sides(width)
        right = width - details
        painter = QPainter(self)
        painter.fillRect(self.rect(), surface)
        painter.fillRect(left, _BAR, right - left, height - _BAR, QColor(tokens.window))
        painter.fillRect(0, height, width, 1, line)
        painter.fillRect(left, _BAR, right - left, 1, line)
        for x in (left, right - 1):
            painter.fillRect(x, 0, 1, height, line)
        painter.end()
        self.painted.emit()
