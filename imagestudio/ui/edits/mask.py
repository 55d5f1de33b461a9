"""The mask of an edit: where change is wanted, painted in memory at the picture's exact size, with undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

_MOST_STEPS = 100
_MOST_BYTES = 256 * 1024 * 1024
_FORMAT = QImage.Format.Format_ARGB32_Premultiplied


class Ink(Enum):
    """What a tool does: ask for change, or take that back."""

    PAINT = "paint"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Step:
    """What a part of the mask was before it was changed."""

    rect: QRect
    before: QImage


class Mask(QObject):
    """A picture of one colour whose alpha says how much change is wanted: 0 none, 255 all.

    Every change is one step, however many strokes it was made of; `begin` and `end` stand around those of one step.

    Signals:
        changed(QRect): this part is another one, in pixels.
        steps_changed(): there is more or less to undo or redo.
    """

    changed = Signal(QRect)
    steps_changed = Signal()

    def __init__(self, size: QSize, color: QColor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._color = QColor(color)
        self._color.setAlpha(255)
        self.image = QImage(size, _FORMAT)
        self.image.fill(Qt.GlobalColor.transparent)
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._before: QImage | None = None
        self._touched = QRect()

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be changed."""
        alpha = self.alpha()
        return alpha == bytes(len(alpha))  # compared at once: a look at each of a million takes long

    def alpha(self) -> bytes:
        """A byte a pixel, row by row without gaps."""
        plane = self.image.convertToFormat(QImage.Format.Format_Alpha8)
        width, stride = plane.width(), plane.bytesPerLine()
        raw = bytes(plane.constBits())
        if stride == width:
            return raw
        return b"".join(raw[row * stride : row * stride + width] for row in range(plane.height()))

    # one step

    def begin(self) -> None:
        """What follows is one step."""
        self._before = QImage(self.image)  # shared: copied when it is written to
        self._touched = QRect()

    def abandon(self) -> None:
        """What was done since `begin` was not meant."""
        before, self._before = self._before, None
        if before is not None and not self._touched.isEmpty():
            self.image = before
            self.changed.emit(self._touched)

    def end(self) -> None:
        """The step is whole."""
        before, self._before = self._before, None
        if before is None or self._touched.isEmpty():
            return
        self._undo.append(Step(self._touched, before.copy(self._touched)))
        self._redo.clear()
        self._forget_oldest()
        self.steps_changed.emit()

    def stroke(self, start: QPointF, end: QPointF, width: float, ink: Ink) -> None:
        """A round stroke from point to point, in pixels of the picture; a dot where both are one."""
        painter = self._painter(ink)
        painter.setPen(QPen(self._color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if start == end:
            painter.drawPoint(start)
        else:
            painter.drawLine(start, end)
        painter.end()
        reach = width / 2 + 2
        self._touch(QRectF(start, end).normalized().adjusted(-reach, -reach, reach, reach))

    def area(self, points: Sequence[QPointF], ink: Ink) -> None:
        """All within a closed line: a rectangle or what a lasso went around."""
        shape = QPolygonF(list(points))
        painter = self._painter(ink)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawPolygon(shape)
        painter.end()
        self._touch(shape.boundingRect().adjusted(-2, -2, 2, 2))

    def put(self, alpha: bytes, ink: Ink) -> None:
        """Add or take away a plane of alpha of the same size, as `alpha` gives it."""
        width, height = self.image.width(), self.image.height()
        plane = QImage(alpha, width, height, width, QImage.Format.Format_Alpha8)
        layer = QImage(self.image.size(), _FORMAT)
        layer.fill(self._color)
        layer.setAlphaChannel(plane)
        painter = self._painter(ink)
        painter.drawImage(0, 0, layer)
        painter.end()
        self._touch(QRectF(self.image.rect()))

    def replace(self, alpha: bytes) -> None:
        """Put this plane in the place of everything."""
        self.image.fill(Qt.GlobalColor.transparent)
        self.put(alpha, Ink.PAINT)

    def fill_all(self, ink: Ink) -> None:
        """Ask for change everywhere, or nowhere."""
        self.image.fill(self._color if ink is Ink.PAINT else Qt.GlobalColor.transparent)
        self._touch(QRectF(self.image.rect()))

    def invert(self) -> None:
        """Ask for change wherever none was wanted, and the other way about."""
        whole = QImage(self.image.size(), _FORMAT)
        whole.fill(self._color)
        painter = QPainter(whole)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
        painter.drawImage(0, 0, self.image)
        painter.end()
        self.image = whole
        self._touch(QRectF(whole.rect()))

    # back and forth

    def undo(self) -> None:
        self._exchange(self._undo, self._redo)

    def redo(self) -> None:
        self._exchange(self._redo, self._undo)

    def _exchange(self, from_: list[Step], to: list[Step]) -> None:
        if not from_:
            return
        step = from_.pop()
        to.append(Step(step.rect, self.image.copy(step.rect)))
        painter = QPainter(self.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(step.rect.topLeft(), step.before)
        painter.end()
        self.changed.emit(step.rect)
        self.steps_changed.emit()

    def _painter(self, ink: Ink) -> QPainter:
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mode = QPainter.CompositionMode
        painter.setCompositionMode(
            mode.CompositionMode_SourceOver if ink is Ink.PAINT else mode.CompositionMode_DestinationOut
        )
        return painter

    def _touch(self, rect: QRectF) -> None:
        part = rect.toAlignedRect().intersected(self.image.rect())
        self._touched = self._touched.united(part)
        self.changed.emit(part)

    def _forget_oldest(self) -> None:
        """Steps are parts of the picture; very many, or very large ones, are not kept for ever."""
        total = sum(step.before.sizeInBytes() for step in self._undo)
        while len(self._undo) > 1 and (len(self._undo) > _MOST_STEPS or total > _MOST_BYTES):
            total -= self._undo.pop(0).before.sizeInBytes()
