"""A bar that says something without being in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from imagestudio.ui.theme import ICON_SIZE, Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS

INFO, WARNING = "info", "warning"
_ICONS = {INFO: ("info", "accent_text"), WARNING: ("alert", "accent_text")}


class NoticeBar(QFrame):
    """One plain text, perhaps with something to do about it; closed by its button or Esc.

    Signals:
        action_clicked: the person takes up the offer.
        closed: the person has read it; the bar is hidden by then.
    """

    action_clicked = Signal()
    closed = Signal()

    def __init__(
        self, theme: Theme, text: str, kind: str = INFO, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self.action_button = QPushButton(action, self)
        self.close_button = QToolButton(self)
        self._build_layout(bool(action))
        self._connect_signals()
        self.set_text(text)
        self._on_theme_changed()

    def text(self) -> str:
        return self._text.text()

    def set_text(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)

    def close_notice(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_notice()
        else:
            super().keyPressEvent(event)

    def _build_layout(self, with_action: bool) -> None:
        set_role(self, f"notice-{self._kind}")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setMinimumWidth(120)
        self.action_button.setVisible(with_action)
        self.close_button.setIconSize(ICON_SIZE)
        self.close_button.setAccessibleName(self.tr("Close this notice"))
        self.close_button.setToolTip(self.tr("Close this notice (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(SPACE_M)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)

    def _connect_signals(self) -> None:
        self.action_button.clicked.connect(self.action_clicked)
        self.close_button.clicked.connect(self.close_notice)
        self._theme.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self._icon.setPixmap(self._theme.icon(*_ICONS[self._kind]).pixmap(ICON_SIZE, self.devicePixelRatioF()))
        self.close_button.setIcon(self._theme.icon("close"))
