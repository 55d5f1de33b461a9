"""Keeps what is scrolled from moving sideways when its scroll bar comes or goes."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollArea


class Steady(QObject):
    """Takes the room of the scroll bar from the right margin of what is scrolled, which must be wider."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        layout = area.widget().layout()
        self._margin = layout.contentsMargins().right() if layout is not None else 0
        area.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def _on_range_changed(self, least: int, most: int) -> None:
        layout = self._area.widget().layout()
        if layout is None:
            return
        bar = self._area.verticalScrollBar().sizeHint().width() if most > least else 0
        margins = layout.contentsMargins()
        margins.setRight(self._margin - bar)
        layout.setContentsMargins(margins)
