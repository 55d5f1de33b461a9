"""What one sees at first of all that is about words: the way to earlier prompts, a menu, and the styles."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QToolButton

from imagestudio.ui.compose.prompt_box import PromptBox
from imagestudio.ui.craft.style_row import StyleRow
from imagestudio.ui.theme import ICON_SIZE, Theme


class PromptTools(QObject):
    """Stands with the editor on the first screen, so that nothing there moves later; `Craft` makes it work."""

    def __init__(self, box: PromptBox, theme: Theme) -> None:
        super().__init__(box)
        self._theme = theme
        self.history_button, self.more_button = QToolButton(), QToolButton()
        self.styles = StyleRow(theme)
        self._place(box)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _place(self, box: PromptBox) -> None:
        for button, name in (
            (self.history_button, self.tr("Earlier prompts (Ctrl+R)")),
            (self.more_button, self.tr("Snippets, styles, word lists")),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setIconSize(ICON_SIZE)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.tools.addWidget(button)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.styles.after = self.more_button
        box.below.addWidget(self.styles)

    def _on_theme_changed(self) -> None:
        self.history_button.setIcon(self._theme.icon("history"))
        self.more_button.setIcon(self._theme.icon("more"))
