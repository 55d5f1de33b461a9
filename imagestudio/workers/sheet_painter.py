"""Paints one page of a contact sheet on anything that can be painted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QTextLayout, QTextOption

from imagestudio.core.record import Record
from imagestudio.core.sheet import NUMBER_LINE, PROMPT_LINE, PROMPT_LINES, Box, SheetChoices, SheetLayout

_INK, _QUIET, _LINE = QColor("#1a1a1a"), QColor("#5c5c5c"), QColor("#c8c8c8")
_TITLE_MM, _NUMBER_MM, _PROMPT_MM, _FOOT_MM = 4.6, 3.3, 2.7, 2.6


@dataclass(frozen=True, slots=True)
class Printed:
    """One picture of a page: its number on the whole sheet, and None where it cannot be read."""

    number: int
    record: Record
    image: QImage | None


class PagePainter:
    """Paints pages with so many dots to the millimetre."""

    def __init__(self, painter: QPainter, choices: SheetChoices, layout: SheetLayout, dots: float) -> None:
        self._painter = painter
        self._choices = choices
        self._layout = layout
        self._dots = dots

    def paint(self, pictures: Sequence[Printed], page: int, pages: int) -> None:
        painter = self._painter
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._choices.title:
            self._line(self._layout.title, self._choices.title, _TITLE_MM, _INK, bold=True)
        if pages > 1:
            text = QCoreApplication.translate("Sheet", "Page {0} of {1}").format(page, pages)
            self._line(self._layout.foot, text, _FOOT_MM, _QUIET, Qt.AlignmentFlag.AlignRight)
        for printed, box in zip(pictures, self._layout.boxes, strict=False):
            self._picture(box, printed.image)
            self._caption(box, printed)

    def _picture(self, box: Box, image: QImage | None) -> None:
        """Whole, in the middle of its box; a frame where there is none."""
        place = self._rect(box)
        if image is None or image.isNull():
            self._painter.setPen(QPen(_LINE, max(1.0, self._dots / 8)))
            self._painter.drawRect(place)
            return
        size = QSizeF(image.size()).scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(place.center())
        target.moveBottom(place.bottom())
        self._painter.drawImage(target, image)

    def _caption(self, box: Box, printed: Printed) -> None:
        top = box.top + box.height + 1.0
        if self._choices.numbers or self._choices.prices:
            line = Box(box.left, top, box.width, NUMBER_LINE)
            if self._choices.numbers:
                self._line(line, str(printed.number), _NUMBER_MM, _INK, bold=True)
            if self._choices.prices:
                self._line(line, self._price(printed.record), _PROMPT_MM, _QUIET, Qt.AlignmentFlag.AlignRight)
            top += NUMBER_LINE
        if self._choices.prompts:
            self._prompt(Box(box.left, top, box.width, PROMPT_LINES * PROMPT_LINE), printed.record.prompt)

    @staticmethod
    def _price(record: Record) -> str:
        if record.is_demo:
            return QCoreApplication.translate("Sheet", "demo")
        return str(record.cost) if record.cost is not None else ""

    def _line(
        self,
        box: Box,
        text: str,
        height: float,
        color: QColor,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        *,
        bold: bool = False,
    ) -> None:
        font = self._font(height, bold=bold)
        self._painter.setFont(font)
        self._painter.setPen(color)
        place = self._rect(box)
        shown = QFontMetricsF(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, place.width())
        self._painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _prompt(self, box: Box, prompt: str) -> None:
        """As many lines as there is room for, the last one cut with an ellipsis."""
        font = self._font(_PROMPT_MM)
        self._painter.setPen(_QUIET)
        self._painter.setFont(font)
        text = " ".join(prompt.split())
        for number, line in enumerate(self._lines(text, font, box.width * self._dots)):
            place = self._rect(Box(box.left, box.top + number * PROMPT_LINE, box.width, PROMPT_LINE))
            self._painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)

    @staticmethod
    def _lines(text: str, font: QFont, width: float) -> list[str]:
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines: list[str] = []
        layout.beginLayout()
        while len(lines) < PROMPT_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start, length = line.textStart(), line.textLength()
            if len(lines) == PROMPT_LINES - 1:
                rest = _units(text, start, 4 * length + 8)
                lines.append(QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
            else:
                lines.append(_units(text, start, length).rstrip())
        layout.endLayout()
        return lines

    def _font(self, height: float, *, bold: bool = False) -> QFont:
        font = QFont()
        font.setPixelSize(max(1, round(height * self._dots)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def _rect(self, box: Box) -> QRectF:
        dots = self._dots
        return QRectF(box.left * dots, box.top * dots, box.width * dots, box.height * dots)


def _units(text: str, start: int, length: int) -> str:
    """A part of a text as Qt counts it: characters beyond the first 65,536 are two."""
    return text.encode("utf-16-le", "replace")[2 * start : 2 * (start + length)].decode("utf-16-le", "ignore")
