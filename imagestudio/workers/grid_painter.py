"""Paints a grid with its labels on anything that can be painted on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QTextLayout, QTextOption

from imagestudio.core.grid_paper import GridPage, Part
from imagestudio.core.sheet import Box

_INK, _QUIET, _LINE = QColor("#1a1a1a"), QColor("#5c5c5c"), QColor("#c8c8c8")
_TITLE_MM, _NOTE_MM, _SECTION_MM, _LABEL_MM = 4.6, 2.8, 3.6, 2.9
_LEADING = 1.35


@dataclass(frozen=True, slots=True)
class Words:
    """What is written on a grid: its name, what all cells share, and the labels of its axes."""

    title: str
    note: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    sections: tuple[str, ...]


class GridPainter:
    """Paints with so many dots to the millimetre."""

    def __init__(self, painter: QPainter, words: Words, dots: float) -> None:
        self._painter = painter
        self._words = words
        self._dots = dots
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)

    def heading(self, page: GridPage) -> None:
        self._lines(page.title, self._words.title, _TITLE_MM, _INK, 1, bold=True)
        self._lines(page.note, self._words.note, _NOTE_MM, _QUIET, 1)

    def labels(self, part: Part) -> None:
        if part.title.height:
            self._lines(part.title, self._words.sections[part.section], _SECTION_MM, _INK, 1, bold=True)
        for row, box in zip(part.rows, part.row_labels, strict=True):
            if box.width:
                self._lines(box, self._words.rows[row], _LABEL_MM, _INK, int(box.height / (_LABEL_MM * _LEADING)))
        for column, box in zip(part.columns, part.column_labels, strict=True):
            if box.height:
                self._lines(box, self._words.columns[column], _LABEL_MM, _INK, 2, at_bottom=True)

    def cell(self, box: Box, image: QImage | None) -> None:
        """The whole picture in the middle of its box; a frame where there is none."""
        place = self._rect(box)
        if image is None or image.isNull():
            self._painter.setPen(QPen(_LINE, max(1.0, self._dots / 8)))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(place)
            return
        size = QSizeF(image.size()).scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(place.center())
        self._painter.drawImage(target, image)

    def _lines(
        self,
        box: Box,
        text: str,
        height: float,
        color: QColor,
        most: int,
        *,
        bold: bool = False,
        at_bottom: bool = False,
    ) -> None:
        """As many lines as there is room for, the last one cut with an ellipsis."""
        font = QFont()
        font.setPixelSize(max(1, round(height * self._dots)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        self._painter.setFont(font)
        self._painter.setPen(color)
        lines = _broken(" ".join(text.split()), font, box.width * self._dots, max(1, most))
        step = height * _LEADING
        top = box.top + box.height - len(lines) * step - 1.0 if at_bottom else box.top
        for number, line in enumerate(lines):
            place = self._rect(Box(box.left, top + number * step, box.width, step))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            self._painter.drawText(place, flags, line)

    def _rect(self, box: Box) -> QRectF:
        dots = self._dots
        return QRectF(box.left * dots, box.top * dots, box.width * dots, box.height * dots)


def _broken(text: str, font: QFont, width: float, most: int) -> list[str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    lines = [_units(text, begin, end) for begin, end in zip(starts[:most], [*starts[1:], -1], strict=False)]
    if len(starts) > most:
        rest = _units(text, starts[most - 1], -1)
        lines[-1] = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return lines


def _units(text: str, start: int, end: int) -> str:
    """A part of a text as Qt counts it: characters beyond the first 65,536 are two."""
    encoded = text.encode("utf-16-le", "replace")
    part = encoded[2 * start :] if end < 0 else encoded[2 * start : 2 * end]
    return part.decode("utf-16-le", "ignore").strip()
