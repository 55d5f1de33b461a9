"""A row of widgets in which the less important ones are seen only where there is room for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

_ASKS_AGAIN = frozenset({QEvent.Type.Resize, QEvent.Type.LayoutRequest})


class GivingWay(QObject):
    """Shows as many of the dispensable widgets of a row as fit, and says how narrow the row can be without them."""

    def __init__(self, row: QWidget, layout: QBoxLayout, dispensable: Sequence[QWidget]) -> None:
        """`dispensable` begins with what is missed most."""
        super().__init__(row)
        self._row = row
        self._layout = layout
        self._wanted = dict.fromkeys(dispensable, True)
        row.installEventFilter(self)

    def want(self, widget: QWidget, wanted: bool) -> None:
        """Whether it has something to say now."""
        self._wanted[widget] = wanted
        self._fit()

    def least(self) -> QSize:
        """The size of the row without them."""
        size = self._layout.totalMinimumSize()
        spare = sum(self._needed(widget) for widget in self._wanted if not widget.isHidden())
        return QSize(size.width() - spare, size.height())

    def eventFilter(self, _row: QObject, event: QEvent) -> bool:
        if event.type() in _ASKS_AGAIN:
            self._fit()
        return False

    def _needed(self, widget: QWidget) -> int:
        return max(widget.minimumWidth(), widget.minimumSizeHint().width()) + self._layout.spacing()

    def _fit(self) -> None:
        room = self._row.width() - self.least().width()
        for widget, wanted in self._wanted.items():
            needed = self._needed(widget) if wanted else 0
            fits = wanted and needed <= room
            widget.setVisible(fits)
            room -= needed if fits else 0
