"""The card of one picture in its family: its sizes, and how it is painted."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen, QTextLayout

from imagestudio.core.family_tree import Place
from imagestudio.ui.family.few_lines import few_lines
from imagestudio.ui.family.step import Step
from imagestudio.ui.family.words import kind_text, price_text, short_branch_text, state_text
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import RADIUS, RADIUS_LARGE, SPACE_S, SPACE_XS

_THUMBNAIL_LINES, _LEAST_THUMBNAIL = 9.5, 136  # as wide as the words below it need
_LINES = 4  # below the picture, the head not counted
_KEPT = 600  # texts that are laid out
_FAINT = 0.4


@dataclass(frozen=True, slots=True)
class CardSize:
    """In the units of the tree at 100 %, which are those of the window."""

    thumbnail: float
    width: float
    height: float
    gap: float  # to the next column
    space: float  # to the next row

    @property
    def column(self) -> float:
        return self.width + self.gap

    @property
    def row(self) -> float:
        return self.height + self.space


def card_size(theme: Theme) -> CardSize:
    """With the size of the text."""
    metrics = QFontMetricsF(theme.font(-1))
    line = metrics.lineSpacing()
    thumbnail = max(_LEAST_THUMBNAIL, round(_THUMBNAIL_LINES * line))
    words = QFontMetricsF(theme.font(0, bold=True)).lineSpacing() + _LINES * line
    height = round(thumbnail + words + 3 * SPACE_S + SPACE_XS)
    return CardSize(thumbnail, thumbnail + 2 * SPACE_S, height, round(2.8 * line), 2 * SPACE_S)


@dataclass(frozen=True, slots=True)
class Look:
    """What a card shows beside what is written in it."""

    image: QImage | None = None
    current: bool = False
    on_path: bool = False
    focused: bool = False
    waits: bool = False  # what became different is not known yet
    words: bool = True  # they can be read at this scale
    pictures: bool = True  # and these can be made out


class CardPainter:
    """Paints cards, and keeps the texts it has laid out."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._layouts: OrderedDict[str, tuple[Step | None, QTextLayout]] = OrderedDict()
        self.refresh()

    def refresh(self) -> None:
        """Colours or fonts are other ones."""
        self._layouts.clear()
        self.size = card_size(self._theme)
        self._bold, self._small = self._theme.font(0, bold=True), self._theme.font(-1)

    def paint(self, painter: QPainter, corner: QPointF, place: Place, step: Step | None, look: Look) -> None:
        """One card, with its upper left corner there."""
        card = QRectF(corner.x(), corner.y(), self.size.width, self.size.height)
        if not look.pictures:
            edge = "accent_edge" if look.current or look.on_path else "text3"
            painter.fillRect(card, self._theme.color(edge))
            return
        self._paint_ground(painter, card, place, look)
        self._paint_picture(painter, card, place, look)
        if look.words:
            self._paint_words(painter, card, place, step, look)

    def _paint_ground(self, painter: QPainter, card: QRectF, place: Place, look: Look) -> None:
        edge = "accent_edge" if look.current or look.on_path else "line"
        pen = QPen(self._theme.color(edge), 2 if look.current else 1)
        if place.record is None:
            pen = QPen(self._theme.color("text3"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._theme.color("selected" if look.current else "raised"))
        if place.record is None and not look.current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(card, RADIUS_LARGE, RADIUS_LARGE)
        if look.focused:
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(-4, -4, 4, 4), RADIUS_LARGE + 4, RADIUS_LARGE + 4)

    def _paint_picture(self, painter: QPainter, card: QRectF, place: Place, look: Look) -> None:
        rect = QRectF(card.x() + SPACE_S, card.y() + SPACE_S, self.size.thumbnail, self.size.thumbnail)
        if look.image is not None:
            painter.setOpacity(_FAINT if state_text(place.record) else 1.0)
            painter.drawImage(rect, look.image, QRectF(look.image.rect()))
            painter.setOpacity(1.0)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("field" if place.record is None else "hover"))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if place.record is None and look.words:
            self._theme.icon("image", "text3").paint(painter, rect.toRect())

    def _paint_words(self, painter: QPainter, card: QRectF, place: Place, step: Step | None, look: Look) -> None:
        left, top, width = card.x() + SPACE_S, card.y() + 2 * SPACE_S + self.size.thumbnail, self.size.thumbnail
        head = QFontMetricsF(self._bold).lineSpacing()
        line = QFontMetricsF(self._small).lineSpacing()
        self._paint_head(painter, QRectF(left, top, width, head), place)
        self._layout(place, step, look, width).draw(painter, QPointF(left, top + head))
        foot = QRectF(left, top + head + (_LINES - 1) * line + SPACE_XS, width, line)
        state = state_text(place.record)
        self._write(painter, foot, state or short_branch_text(place), self._small, "danger" if state else "text3")

    def _paint_head(self, painter: QPainter, rect: QRectF, place: Place) -> None:
        """What it is, and at the right what it cost."""
        price = price_text(place.record) if place.record is not None else ""
        width = QFontMetricsF(self._small).horizontalAdvance(price) + 1
        self._write(painter, rect, price, self._small, "text2", Qt.AlignmentFlag.AlignRight)
        self._write(painter, rect.adjusted(0, 0, -width - SPACE_S, 0), kind_text(place), self._bold, "text")

    def _write(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        font: QFont,
        color: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(color))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _layout(self, place: Place, step: Step | None, look: Look, width: float) -> QTextLayout:
        """The words in the middle of a card, laid out once."""
        kept = self._layouts.get(place.id)
        if kept is None or kept[0] is not step:
            prompt = place.record.prompt if place.record is not None else ""
            kept = step, few_lines(prompt, step, look.waits, width, self._small, self._theme)
            self._layouts[place.id] = kept
            while len(self._layouts) > _KEPT:
                self._layouts.popitem(last=False)
        return kept[1]
