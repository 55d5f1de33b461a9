"""Fills the cache of thumbnails where it is gone, once the window has come to rest; helper processes decode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from imagestudio.library.folder import Library
from imagestudio.library.thumbnail_makers import ThumbnailMakers
from imagestudio.ui.bottom_line import BottomLine
from imagestudio.ui.theme import Theme

if TYPE_CHECKING:
    from imagestudio.workers.thumbnail_stock import ThumbnailStock

_AT_REST_MS = 3000
_HELPERS_REST_MS = 20_000


class Restocking(QObject):
    """Has thumbnails made in helper processes from now on, and those that are missing all at once."""

    def __init__(self, library: Library, theme: Theme, line: BottomLine, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._theme = theme
        self._line = line
        self._makers = ThumbnailMakers()
        self.stock: ThumbnailStock | None = None
        self._at_rest = QTimer(self, singleShot=True, interval=_AT_REST_MS)
        self._helpers_rest = QTimer(self, interval=_HELPERS_REST_MS)
        self._at_rest.timeout.connect(self.start)
        self._helpers_rest.timeout.connect(self._makers.rest)
        library.thumbnails.shrink_with(self._makers.make)

    def begin(self) -> None:
        """Look after the cache in a while."""
        self._helpers_rest.start()
        if not self._library.read_only:
            self._at_rest.start()

    def start(self) -> None:
        """Look after the cache now."""
        if self.stock is None:
            from imagestudio.library.stocking import LibraryStocking
            from imagestudio.ui.stock_line import StockLine
            from imagestudio.workers.thumbnail_stock import ThumbnailStock

            stocking = LibraryStocking(self._library.history, self._library.thumbnails)
            self.stock = ThumbnailStock(stocking, self)
            self.stock.ended.connect(self._makers.rest)
            self._line.add_progress(StockLine(self.stock, self._theme, self._line))
        self.stock.start()

    def close(self) -> None:
        """End the helpers; whoever waits for one hears that there is no thumbnail."""
        self._at_rest.stop()
        if self.stock is not None:
            self.stock.stop()
        self._makers.close()
        if self.stock is not None:
            self.stock.close()
