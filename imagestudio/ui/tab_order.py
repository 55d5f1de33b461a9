"""The way of the Tab key through controls, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_stops(panel: QWidget) -> list[QWidget]:
    """What the Tab key stops at in a panel, in the order in which it was made; hidden controls too."""
    return [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None and not _is_part(widget)
    ]


def put_in_order(widgets: Iterable[QWidget]) -> None:
    """Let each be followed by the next one."""
    for widget, following in pairwise(widgets):
        QWidget.setTabOrder(widget, following)


def _is_part(widget: QWidget) -> bool:
    """Whether it is the inside of another control, as the line edit of a spin box is."""
    parent = widget.parentWidget()
    return parent is not None and parent.focusProxy() is widget
