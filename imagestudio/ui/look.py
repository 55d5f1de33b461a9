"""How the person wants the window to look: light or dark, whose accent, how large the text; kept, changed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from imagestudio.ui.tokens import LEAST_TEXT, MOST_TEXT

if TYPE_CHECKING:
    from imagestudio.core.ports import Settings
    from imagestudio.ui.theme import Theme

THEME, ACCENT, TEXT_SIZE = "theme", "accent", "text_size"  # the settings
SYSTEM, OURS = "system", "ours"
THEMES, ACCENTS = (SYSTEM, "dark", "light"), (SYSTEM, OURS)
USUAL_TEXT, TEXT_STEP = 100, 5
_SYSTEM_ACCENT = "system_accent"  # as it was last, so that a start need not ask for it


class Look(QObject):
    """Gives the theme what the settings say, and the settings what is chosen.

    Signals:
        changed(): one of the choices is another one now.
    """

    changed = Signal()

    def __init__(self, theme: Theme, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings

    @property
    def theme(self) -> str:
        """One of THEMES."""
        return self._one_of(THEME, THEMES)

    @property
    def accent(self) -> str:
        """One of ACCENTS."""
        return self._one_of(ACCENT, ACCENTS)

    @property
    def text_size(self) -> int:
        """Per cent of the system's."""
        return min(max(int(self._settings.get(TEXT_SIZE, USUAL_TEXT)), LEAST_TEXT), MOST_TEXT)

    def apply(self) -> None:
        """Let the theme be as it was chosen."""
        accent = self._settings.get(_SYSTEM_ACCENT, "") if self.accent == SYSTEM else ""
        self._theme.choose_look(self.theme, accent, self.text_size)

    def choose_theme(self, choice: str) -> None:
        """One of THEMES, from now on and in later sessions."""
        self._choose(THEME, choice, self.theme)

    def choose_accent(self, choice: str) -> None:
        """One of ACCENTS."""
        self._choose(ACCENT, choice, self.accent)

    def choose_text_size(self, percent: int) -> None:
        """Per cent of the system's, within the bounds of tokens.py."""
        self._choose(TEXT_SIZE, min(max(percent, LEAST_TEXT), MOST_TEXT), self.text_size)

    def know_accent(self, color: str) -> None:
        """The system's accent is this one (#rrggbb), or it has none (empty)."""
        if color != self._settings.get(_SYSTEM_ACCENT, ""):
            self._settings.set(_SYSTEM_ACCENT, color)
            if self.accent == SYSTEM:
                self.apply()

    def _choose(self, name: str, value: str | int, before: str | int) -> None:
        if value != before:
            self._settings.set(name, value)
            self.apply()
            self.changed.emit()

    def _one_of(self, name: str, choices: tuple[str, ...]) -> str:
        kept = self._settings.get(name, SYSTEM)
        return kept if kept in choices else SYSTEM
