"""Keeps what is scrolled from moving sideways when its scroll bar comes or goes."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLayout, QScrollArea


class Steady(QObject):
    """Takes the room of the scroll bar from the right margin of what is scrolled, which must be wider."""

    def __init__(self, area: QScrollArea, layout: QLayout) -> None:
        """`layout` is that of what is scrolled."""
        super().__init__(area)
        self._bar = area.verticalScrollBar()
        self._layout = layout
        self._margin = layout.contentsMargins().right()
        self._bar.rangeChanged.connect(self._on_range_changed)

    def _on_range_changed(self, least: int, most: int) -> None:
        margins = self._layout.contentsMargins()
        margins.setRight(self._margin - (self._bar.sizeHint().width() if most > least else 0))
        self._layout.setContentsMargins(margins)
