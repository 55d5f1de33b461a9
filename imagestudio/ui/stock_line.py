"""The part of the bottom line that tells of thumbnails being made in bulk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_S
from imagestudio.workers.thumbnail_stock import ThumbnailStock

_WIDTH = 120


class StockLine(QWidget):
    """Says how many thumbnails are made, and stops it; only there while it goes on."""

    def __init__(self, stock: ThumbnailStock, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = QLabel(self)
        self._bar = QProgressBar(self)
        self._stop = QToolButton(self)
        self._build_layout()
        stock.progressed.connect(self._on_progressed)
        stock.ended.connect(self.hide)
        self._stop.clicked.connect(stock.stop)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def _build_layout(self) -> None:
        set_role(self._label, "label")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDTH)
        self._bar.setAccessibleName(self.tr("Progress of the thumbnails"))
        self._stop.setAccessibleName(self.tr("Stop making thumbnails"))
        self._stop.setToolTip(self.tr("Stop; those that are missing are made when you look at them"))
        self._stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        for widget in (self._label, self._bar, self._stop):
            layout.addWidget(widget)

    def _on_progressed(self, done: int, total: int) -> None:
        self._label.setText(self.tr("Making thumbnails: {0} of {1}").format(f"{done:,}", f"{total:,}"))
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        self.show()

    def _on_theme_changed(self) -> None:
        self._stop.setIcon(self._theme.icon("close", "text2"))
