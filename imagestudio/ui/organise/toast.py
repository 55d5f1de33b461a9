"""A few words over the lower edge of the window about what was just done, with a way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from imagestudio.ui.theme import ICON_SIZE, Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_S, SPACE_XS

_SHOWN_MS = 8000
_ABOVE = 56  # the bottom line stays readable


class Toast(QFrame):
    """Stands over a widget for some seconds, longer while the pointer or the keyboard is on it.

    Signals:
        taken_up: the button was pressed.
    """

    taken_up = Signal()

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._over = over
        self._text = QLabel(self)
        self.button = QPushButton(self)
        self.close_button = QToolButton(self)
        self._leaving = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._build_layout()
        self._leaving.timeout.connect(self._on_time_over)
        self.button.clicked.connect(self._on_taken_up)
        self.close_button.clicked.connect(self.hide)
        theme.changed.connect(self._on_theme_changed)
        over.installEventFilter(self)
        self._on_theme_changed()
        self.hide()

    def _build_layout(self) -> None:
        set_role(self, "card")
        set_role(self.button, "link")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button.setIconSize(ICON_SIZE)
        self.close_button.setAccessibleName(self.tr("Close this notice"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_XS, SPACE_XS, SPACE_XS)
        row.setSpacing(SPACE_S)
        for widget in (self._text, self.button, self.close_button):
            row.addWidget(widget)

    def say(self, text: str, action: str) -> None:
        """Come up, in place of what was said before."""
        self._text.setText(text)
        self.button.setText(action)
        self.setAccessibleName(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._leaving.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text(self) -> str:
        return self._text.text()

    def _place(self) -> None:
        area = self._over.rect()
        width = min(self.width(), area.width() - 2 * SPACE_L)
        self.resize(width, self.height())
        self.move(QPoint((area.width() - width) // 2, area.height() - self.height() - _ABOVE))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._leaving.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._leaving.start()

    def _on_time_over(self) -> None:
        if self.button.hasFocus() or self.close_button.hasFocus():
            self._leaving.start()
        else:
            self.hide()

    def _on_taken_up(self) -> None:
        self.hide()
        self.taken_up.emit()

    def _on_theme_changed(self) -> None:
        self.close_button.setIcon(self._theme.icon("close"))
