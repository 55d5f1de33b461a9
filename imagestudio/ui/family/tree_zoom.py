"""How large a family is drawn and which part of it is seen; arithmetic only, in the window's own pixels."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

from imagestudio.ui.viewer.zoom import STEP, Zoom

LARGEST, SMALLEST, READABLE = 2.0, 0.05, 0.8
_MARGIN = 32.0


class TreeZoom:
    """Never larger than twice its size, and at first so that it can be read."""

    def __init__(self) -> None:
        self._zoom = Zoom()

    @property
    def zoom(self) -> Zoom:
        return self._zoom

    @property
    def scale(self) -> float:
        return self._zoom.scale

    @property
    def shift(self) -> QPointF:
        """Where the upper left card begins in the view."""
        return QPointF(self._zoom.left + _MARGIN * self.scale, self._zoom.top + _MARGIN * self.scale)

    @property
    def seen(self) -> QRectF:
        """The part of the tree that is in the view."""
        left, top = self._zoom.point_at(0, 0)
        width, height = self._zoom.view
        return QRectF(left - _MARGIN, top - _MARGIN, width / self.scale, height / self.scale)

    def point_at(self, where: QPointF) -> QPointF:
        x, y = self._zoom.point_at(where.x(), where.y())
        return QPointF(x - _MARGIN, y - _MARGIN)

    def measure(self, tree: QSizeF, view: QSizeF) -> None:
        """A tree of this size in a view of that size; place and scale stay as far as they can."""
        size = (tree.width() + 2 * _MARGIN, tree.height() + 2 * _MARGIN)
        zoom = replace(self._zoom, picture=size, fits=False).in_view(view.width(), view.height())
        self._zoom = zoom.zoomed(self._held(zoom.scale))

    def begin(self) -> None:
        """All of it where that can be read, else at a size that can."""
        self._zoom = self._zoom.zoomed(self._held(max(READABLE, self._fitting)))

    def fit(self) -> None:
        self._zoom = self._zoom.zoomed(self._held(self._fitting))

    def to_actual_size(self) -> None:
        """At 100 %, or all of it where it is that large already."""
        self._zoom = self._zoom.zoomed(self._held(self._fitting if abs(self.scale - 1) < 0.01 else 1.0))

    def step(self, times: float, where: QPointF | None = None) -> None:
        """Larger or smaller by so many steps; the point there stays where it is."""
        scale = self._held(self.scale * STEP**times)
        at = (where.x(), where.y()) if where is not None else (None, None)
        self._zoom = self._zoom.zoomed(scale, *at)

    def pan(self, across: float, down: float) -> None:
        self._zoom = self._zoom.panned(across, down)

    def show(self, card: QRectF, *, in_middle: bool = False) -> None:
        """Bring a card into sight, moving no more than that takes."""
        x, y = card.center().x() + _MARGIN, card.center().y() + _MARGIN
        if in_middle:
            self._zoom = replace(self._zoom, x=x, y=y).panned(0, 0)
            return
        seen, room = self.seen, _MARGIN / 2
        across = _beyond(card.left() - room, card.right() + room, seen.left(), seen.right())
        down = _beyond(card.top() - room, card.bottom() + room, seen.top(), seen.bottom())
        self._zoom = self._zoom.panned(-across * self.scale, -down * self.scale)

    @property
    def _fitting(self) -> float:
        return min(1.0, self._zoom.fit_scale)

    def _held(self, scale: float) -> float:
        return min(max(scale, SMALLEST, self._zoom.smallest), LARGEST)


def _beyond(low: float, high: float, seen_low: float, seen_high: float) -> float:
    """How far a stretch lies outside of what is seen."""
    if low < seen_low:
        return low - seen_low
    return max(0.0, high - seen_high)
