"""A part of the bottom line that tells how far something is, and stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QToolButton, QWidget

from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_S
from imagestudio.ui.widgets import ElidedLabel

_WIDTH, _LEAST_TEXT = 120, 60


class ProgressLine(QWidget):
    """A few words, a bar and a button; only there while it goes on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = ElidedLabel(parent=self)
        self._bar = QProgressBar(self)
        self.stop_button = QToolButton(self)
        self._build_layout()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def name_parts(self, progress: str, stop: str, what_stays: str) -> None:
        """What bar and button are called, and what is told of the button."""
        self._bar.setAccessibleName(progress)
        self.stop_button.setAccessibleName(stop)
        self.stop_button.setToolTip(what_stays)

    def begin(self, text: str) -> None:
        """Be there from the first moment."""
        self.stop_button.setEnabled(True)
        self.show_step(text, 0, 0)
        self.show()

    def show_step(self, text: str, done: int, total: int) -> None:
        """So much of it is done; 0 of 0 where nobody knows yet."""
        if self.stop_button.isEnabled():
            self._label.set_text(text)
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def show_stopping(self, text: str) -> None:
        """It is asked to stop, and says so until it has."""
        self.stop_button.setEnabled(False)
        self._label.set_text(text)

    def _build_layout(self) -> None:
        set_role(self._label, "label")
        self._label.setMinimumWidth(_LEAST_TEXT)
        self._label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDTH)
        set_role(self.stop_button, "small")  # the line is no higher for it
        self.stop_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        for widget in (self._label, self._bar, self.stop_button):
            layout.addWidget(widget)

    def _on_theme_changed(self) -> None:
        self.stop_button.setIcon(self._theme.icon("close", "text2"))
