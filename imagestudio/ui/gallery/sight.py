"""Asks for what is in sight and for what one comes to next."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QObject, QTimer

from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.grid_view import GridView
from imagestudio.ui.gallery.record_cache import PAGE

_ASK_MS = 25
_STILL_MS = 120  # who stays as long as that may want to know more


class Sight(QObject):
    """At once where somebody comes to stand, and not more often than it can be of use where somebody scrolls."""

    def __init__(self, view: GridView, gallery: GalleryModel) -> None:
        super().__init__(view)
        self._view = view
        self._gallery = gallery
        self._asked = 0.0
        self._top = 0
        self._upwards = False
        self._soon = QTimer(self, singleShot=True)
        self._still = QTimer(self, singleShot=True, interval=_STILL_MS)
        self._soon.timeout.connect(self._on_soon)
        self._still.timeout.connect(self._on_still)

    def ask(self) -> None:
        """At the next turn, and then not again for a moment: who scrolls on wants what comes then."""
        if not self._soon.isActive():
            self._soon.start(_ASK_MS if monotonic() - self._asked < _ASK_MS / 1000 else 0)

    def _on_soon(self) -> None:
        """Ask for what is in sight, and for a screen above and below."""
        self._asked = monotonic() if self._gallery.rowCount() else 0.0  # the first ones are asked for at once
        top = self._view.verticalOffset()
        if top != self._top:
            self._top, self._upwards = top, top < self._top
        self._gallery.show_rows(self._view.visible_rows(), self._view.rows_around(), self._upwards)
        self._still.start()

    def _on_still(self) -> None:
        """Read records whose thumbnails were there; of groups whole pages, as their costs are added up from these."""
        rows = self._view.rows_around()
        if not self._gallery.arrangement.is_by_time:
            rows = range(rows.start - rows.start % PAGE, -(-rows.stop // PAGE) * PAGE)
        self._gallery.want_rows(rows)
