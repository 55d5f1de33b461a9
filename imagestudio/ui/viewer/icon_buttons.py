"""Buttons that are an icon each, tinted by the theme; and the scale of a picture as it is told beside them."""

from __future__ import annotations

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QToolButton, QWidget

from imagestudio.ui.theme import ICON_SIZE, Theme
from imagestudio.ui.viewer.zoom import Zoom


class IconButtons(QObject):
    """Makes the buttons of one bar and keeps their icons true to the theme; one that is pressed in stands out."""

    def __init__(self, theme: Theme, bar: QWidget) -> None:
        super().__init__(bar)
        self._theme = theme
        self._bar = bar
        self._icons: dict[QToolButton, str] = {}
        theme.changed.connect(self.refresh)

    def make(self, icon: str, name: str, signal: SignalInstance | None = None) -> QToolButton:
        """A button of this name, which is its tip too."""
        button = QToolButton(self._bar)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setIconSize(ICON_SIZE)
        if signal is not None:
            button.clicked.connect(signal)
        self._icons[button] = icon
        self._tint(button)
        return button

    def all_of_them(self) -> list[QWidget]:
        """In the order in which they were made."""
        return list(self._icons)

    def refresh(self) -> None:
        for button in self._icons:
            self._tint(button)

    def _tint(self, button: QToolButton) -> None:
        button.setIcon(self._theme.icon(self._icons[button], "accent_text" if button.isChecked() else "text2"))


def scale_text(zoom: Zoom) -> str:
    percent = zoom.scale * 100
    return f"{percent:.0f} %" if percent >= 10 else f"{percent:.1f} %"
