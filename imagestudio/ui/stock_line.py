"""The part of the bottom line that tells of thumbnails being made in bulk."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from imagestudio.ui.progress_line import ProgressLine
from imagestudio.ui.theme import Theme
from imagestudio.workers.thumbnail_stock import ThumbnailStock


class StockLine(ProgressLine):
    """Says how many thumbnails are made, and stops it."""

    def __init__(self, stock: ThumbnailStock, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.name_parts(
            self.tr("Progress of the thumbnails"),
            self.tr("Stop making thumbnails"),
            self.tr("Stop; those that are missing are made when you look at them"),
        )
        stock.progressed.connect(self._on_progressed)
        stock.ended.connect(self.hide)
        self.stop_button.clicked.connect(stock.stop)

    def _on_progressed(self, done: int, total: int) -> None:
        self.show_step(self.tr("Making thumbnails: {0} of {1}").format(f"{done:,}", f"{total:,}"), done, total)
        self.show()
