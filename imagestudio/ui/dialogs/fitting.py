"""Dialogs as high as their wrapped texts need, and no larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QScrollArea, QWidget

_FRAME = 40  # what the desktop puts around a window


def fit_height(dialog: QDialog) -> None:
    """Set the height for the dialog's width; its own guess is made before the style sheet is known."""
    dialog.ensurePolished()
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        layout.invalidate()
        wraps = layout.hasHeightForWidth()
        height = layout.heightForWidth(dialog.width()) if wraps else layout.sizeHint().height()
        dialog.setFixedHeight(min(height, _room(dialog).height()))


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Have this size at first, or what the screen has of it."""
    dialog.resize(QSize(width, height).boundedTo(_room(dialog)))


def _room(dialog: QDialog) -> QSize:
    return dialog.screen().availableGeometry().size() - QSize(0, _FRAME)


def low_area(column: QLayout, parent: QWidget) -> LowArea:
    """What stands in this column, in an area that scrolls where the screen is lower."""
    inside = QWidget(parent)
    inside.setLayout(column)
    return LowArea(inside, parent)


class LowArea(QScrollArea):
    """As high as what is in it, and scrolls where the screen is lower."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = inside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # wrapped texts are as high as the width makes them

    def sizeHint(self) -> QSize:
        hint = self._inside.sizeHint()
        return QSize(hint.width(), max(hint.height(), self._inside.heightForWidth(max(self.width(), hint.width()))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inside.minimumSizeHint().width(), super().minimumSizeHint().height())
