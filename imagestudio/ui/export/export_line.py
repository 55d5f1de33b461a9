"""The part of the bottom line that tells how far giving away is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_S
from imagestudio.workers.export_desk import ExportDesk

_WIDTH = 120


class ExportLine(QWidget):
    """Says how many copies are written, and cancels; only there while it goes on."""

    def __init__(self, desk: ExportDesk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = QLabel(self)
        self._bar = QProgressBar(self)
        self.cancel_button = QToolButton(self)
        self._build_layout()
        desk.progressed.connect(self._on_progressed)
        desk.idle.connect(self.hide)
        self.cancel_button.clicked.connect(desk.cancel)
        self.cancel_button.clicked.connect(self._on_cancelled)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def begin(self) -> None:
        """Be there from the first moment."""
        self._label.setText(self.tr("Exporting…"))
        self._bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self.show()

    def _build_layout(self) -> None:
        set_role(self._label, "label")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDTH)
        self._bar.setAccessibleName(self.tr("Progress of the export"))
        self.cancel_button.setAccessibleName(self.tr("Cancel the export"))
        self.cancel_button.setToolTip(self.tr("Cancel; files that are whole already stay"))
        self.cancel_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        for widget in (self._label, self._bar, self.cancel_button):
            layout.addWidget(widget)

    def _on_progressed(self, done: int, total: int) -> None:
        if self.cancel_button.isEnabled():
            self._label.setText(self.tr("Exporting: {0} of {1}").format(f"{done:,}", f"{total:,}"))
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_cancelled(self) -> None:
        self.cancel_button.setEnabled(False)
        self._label.setText(self.tr("Cancelling…"))

    def _on_theme_changed(self) -> None:
        self.cancel_button.setIcon(self._theme.icon("close", "text2"))
