"""An icon, a title and a hint under one another: what a place says of itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_S

_ICON_SIDE = 40


class Placard(QWidget):
    """Stands in the middle of what it is laid out in."""

    def __init__(self, theme: Theme, tint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tint = tint
        self._name = ""
        self._icon = QLabel(self)
        self._title = QLabel(self)
        self._hint = QLabel(self)
        set_role(self._title, "title")
        set_role(self._hint, "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        for label in (self._icon, self._title, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._icon)
            layout.addWidget(label)
        theme.changed.connect(self._on_theme_changed)

    def say(self, icon: str, title: str, hint: str) -> None:
        """Show this."""
        self._name = icon
        self._title.setText(title)
        self._hint.setText(hint)
        self._on_theme_changed()

    def title(self) -> str:
        return self._title.text()

    def hint(self) -> str:
        return self._hint.text()

    def _on_theme_changed(self) -> None:
        if self._name:
            self._icon.setPixmap(self._theme.icon(self._name, self._tint).pixmap(_ICON_SIDE, _ICON_SIDE))
