"""The part of the bottom line that tells how far taking in is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_S
from imagestudio.workers.taking_desk import TakingDesk

_WIDTH = 120


class TakingLine(QWidget):
    """Says how many files were looked at, and stops it; only there while it goes on."""

    def __init__(self, desk: TakingDesk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = QLabel(self)
        self._bar = QProgressBar(self)
        self.stop_button = QToolButton(self)
        self._build_layout()
        desk.began.connect(self.begin)
        desk.progressed.connect(self._on_progressed)
        desk.idle.connect(self.hide)
        self.stop_button.clicked.connect(desk.stop)
        self.stop_button.clicked.connect(self._on_stopping)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def begin(self) -> None:
        """Be there from the first moment."""
        self.stop_button.setEnabled(True)
        self._on_progressed(0, 0)
        self.show()

    def _build_layout(self) -> None:
        set_role(self._label, "label")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDTH)
        self._bar.setAccessibleName(self.tr("Progress of taking in"))
        self.stop_button.setAccessibleName(self.tr("Stop taking in"))
        self.stop_button.setToolTip(self.tr("Stop; what is taken in stays"))
        self.stop_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        for widget in (self._label, self._bar, self.stop_button):
            layout.addWidget(widget)

    def _on_progressed(self, done: int, total: int) -> None:
        if self.stop_button.isEnabled():
            counted = self.tr("Taking in: {0} of {1}").format(f"{done:,}", f"{total:,}")
            self._label.setText(counted if total else self.tr("Looking what is there…"))
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_stopping(self) -> None:
        self.stop_button.setEnabled(False)
        self._label.setText(self.tr("Stopping…"))

    def _on_theme_changed(self) -> None:
        self.stop_button.setIcon(self._theme.icon("close", "text2"))
