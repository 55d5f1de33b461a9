"""Light or dark: as the person chose, else as the system is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from imagestudio.ui.tokens import DARK, LIGHT, Tokens


def tokens_for(choice: str) -> Tokens:
    """The tokens for 'dark', 'light', or anything else for the system's; dark where the system does not say."""
    if choice in ("dark", "light"):
        return DARK if choice == "dark" else LIGHT
    return LIGHT if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light else DARK
