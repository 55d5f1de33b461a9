"""One setting: its name and a line of what it does at the left, what one chooses at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from imagestudio.core.closeness import closeness
from imagestudio.ui.theme import ICON_SIZE, Theme, set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XS, SPACE_XXS


class SettingRow(QWidget):
    """A row of the settings; the arrow gives the usual value back, and keeps its place where there is nothing to give.

    Signals:
        reset_requested: the usual value is wanted.
    """

    reset_requested = Signal()

    def __init__(
        self, label: str, hint: str, control: QWidget, theme: Theme, parent: QWidget | None = None, also: str = ""
    ) -> None:
        """`also` are other words it is found by."""
        super().__init__(parent)
        self.control = control
        self._words = f"{label} {hint} {also}"
        self._theme = theme
        self.label = QLabel(label, self)
        self.hint = QLabel(hint, self)
        self.reset_button = QToolButton(self)
        self._build(label, hint)
        self.reset_button.clicked.connect(self.reset_requested)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self, label: str, hint: str) -> None:
        for text in (self.label, self.hint):
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
        self.label.setBuddy(self.control)
        set_role(self.hint, "hint")
        self.hint.setVisible(bool(hint))
        self.control.setAccessibleName(label)
        self.control.setAccessibleDescription(hint)
        name = self.tr("Back to the usual: {0}").format(label)
        self.reset_button.setAccessibleName(name)
        self.reset_button.setToolTip(self.tr("Back to the usual"))
        self.reset_button.setIconSize(ICON_SIZE)
        self.reset_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = self.reset_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(policy)
        self.reset_button.hide()
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_XXS)
        texts.addWidget(self.label)
        texts.addWidget(self.hint)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, SPACE_S, 0, SPACE_S)
        line.setSpacing(SPACE_XS)
        line.addLayout(texts, 1)
        line.addSpacing(SPACE_M)
        line.addWidget(self.control, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_changed(self, changed: bool) -> None:
        """Whether there is another value than the usual one."""
        self.reset_button.setVisible(changed)

    def say(self, hint: str) -> None:
        """Another line below the name, where something has to be told of what was just chosen."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def answers(self, typed: str) -> bool:
        """Whether somebody who types this may mean it."""
        return closeness(typed, self._words, by_letters=False) is not None

    def _on_theme_changed(self) -> None:
        self.reset_button.setIcon(self._theme.icon("back"))
