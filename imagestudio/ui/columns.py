"""Compose, gallery and details side by side; what has no room makes way, and comes back when there is room again."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from imagestudio.ui.column_widths import HANDLE, LEAST_GALLERY, LEAST_SIDE, both_fit, side_widths


@dataclass
class Side:
    """A panel beside the gallery, and what the person chose for it."""

    panel: QWidget
    width: int = LEAST_SIDE
    wanted: bool = True  # the person did not fold it; it may still have made way
    waiting: bool = False  # it made way and stays away until both fit, whatever else is folded

    @property
    def asked(self) -> int:
        """The width it would like now."""
        return self.width if self.wanted and not self.waiting else 0


class Columns(QSplitter):
    """Folds a panel for want of room without forgetting what the person chose.

    Where only one of the two fits, the one asked for last is shown; folding it again brings back the one it came
    in place of.

    Signals:
        folded: a panel came or went, by the person or for want of room.
    """

    folded = Signal()

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._middle = middle
        self.left, self.right = Side(left), Side(right)
        self._first = self.left  # stays where only one fits
        self._came: tuple[Side, bool] | None = None  # in place of the other, and whether it was wanted before
        for widget in (left, middle, right):
            self.addWidget(widget)
        for side in (self.left, self.right):
            side.panel.setMinimumWidth(LEAST_SIDE)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(HANDLE)
        self.splitterMoved.connect(self._on_moved)

    def restore(self, left: tuple[int, bool], right: tuple[int, bool]) -> None:
        """Width and whether it is wanted, of both, as they were left; they are placed when there is a size."""
        for side, (width, wanted) in ((self.left, left), (self.right, right)):
            side.width, side.wanted = max(width, LEAST_SIDE), wanted
            side.panel.setVisible(wanted)

    def ask(self, panel: QWidget, shown: bool) -> None:
        """The person wants this panel to be seen, or folded."""
        side, other = (self.left, self.right) if panel is self.left.panel else (self.right, self.left)
        if shown:
            self._bring(side, other)
        else:
            self._fold(side, other)
        self._fit()

    def ask_both(self, shown: bool) -> None:
        """The person wants to see nothing but pictures, or both panels."""
        for side in (self.left, self.right):
            side.wanted, side.waiting = shown, False
        self._came, self._first = None, self.left
        self._fit()

    def shows(self, panel: QWidget) -> bool:
        """Whether it is not folded, by the person or for want of room."""
        return not panel.isHidden()

    def _bring(self, side: Side, other: Side) -> None:
        in_its_place = self.shows(other.panel) and not self._both_fit()
        self._came = (side, side.wanted) if in_its_place else None
        side.wanted, side.waiting = True, False
        self._first = side

    def _fold(self, side: Side, other: Side) -> None:
        if self._came is not None and self._came[0] is side:
            side.wanted, self._first = self._came[1], other
        else:
            side.wanted = False
            other.waiting = other.wanted and not self.shows(other.panel)
        self._came = None

    # places

    def minimumSizeHint(self) -> QSize:
        """One panel is always possible beside the gallery."""
        height = max(panel.minimumSizeHint().height() for panel in (self.left.panel, self._middle, self.right.panel))
        return QSize(LEAST_SIDE + HANDLE + self._middle.minimumSizeHint().width(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()  # first, or the gallery would ask for thumbnails of a width it has for a moment
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return done

    def _both_fit(self) -> bool:
        return both_fit(self.width(), self._comfort())

    def _comfort(self) -> int:
        """What the gallery keeps where both panels are there."""
        return max(LEAST_GALLERY, self._middle.minimumSizeHint().width())

    def _fit(self) -> None:
        """Show what there is room for, in the widths the person chose as far as that goes."""
        if self._both_fit():
            self.left.waiting = self.right.waiting = False
            self._came, self._first = None, self.left
        left, right = self._sides()
        changed = False
        for side, width in ((self.left, left), (self.right, right)):
            if side.panel.isHidden() is bool(width):
                side.panel.setVisible(bool(width))
                changed = True
        handles = HANDLE * (bool(left) + bool(right))
        sizes = [left, self.width() - left - right - handles, right]
        if sizes != self.sizes():
            self.setSizes(sizes)
        if changed:
            self.folded.emit()

    def _sides(self) -> tuple[int, int]:
        left, right = self.left.asked, self.right.asked
        if self._first is self.right and right and not self._both_fit():
            left = 0
        return side_widths(self.width(), left, right, self._comfort(), self._middle.minimumSizeHint().width())

    def _on_moved(self, _place: int, handle: int) -> None:
        """The person dragged the edge of a panel."""
        left, _middle, right = self.sizes()
        if handle == 1:
            self.left.width = left
        else:
            self.right.width = right
