"""Paints stars and the sign of picked or rejected on a picture, from drawings that are made once."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from imagestudio.core.organisation import Organisation, Pick
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_S
from imagestudio.ui.viewer.marks import star

DIMMED = 0.4  # how much is seen of a rejected picture
_HEIGHT, _PAD, _RADIUS = 18, 5, 4
_STAR, _STEP, _SIGN = 5.0, 12, 14

_Key = tuple[int, Pick, bool, float]


class MarkPainter:
    """Quiet marks at the lower left of a picture, readable on any."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn: dict[_Key, QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRectF, organisation: Organisation) -> None:
        rating, pick = organisation.rating, organisation.pick
        if not rating and pick is Pick.NONE:
            return
        narrow = rect.width() < _width(rating, pick, False) + 2 * SPACE_S
        key = rating, pick, narrow, painter.device().devicePixelRatioF()
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = self._draw(*key)
        painter.drawPixmap(QPointF(rect.left() + SPACE_S, rect.bottom() - SPACE_S - _HEIGHT), drawn)

    def _draw(self, rating: int, pick: Pick, narrow: bool, ratio: float) -> QPixmap:
        width = _width(rating, pick, narrow)
        drawn = QPixmap(round(width * ratio), round(_HEIGHT * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("scrim"))
        painter.drawRoundedRect(QRectF(0, 0, width, _HEIGHT), _RADIUS, _RADIUS)
        left = _PAD
        if pick is not Pick.NONE:
            icon = self._theme.icon("pick-full" if pick is Pick.PICKED else "reject", "on_picture")
            icon.paint(painter, QRect(left, (_HEIGHT - _SIGN) // 2, _SIGN, _SIGN))
            left += _SIGN + (_PAD if rating else 0)
        self._draw_stars(painter, left, rating, narrow)
        painter.end()
        return drawn

    def _draw_stars(self, painter: QPainter, left: int, rating: int, narrow: bool) -> None:
        painter.setBrush(self._theme.color("on_picture"))
        for number in range(1 if narrow and rating else rating):
            middle = QPointF(left + _STEP / 2 + number * _STEP, _HEIGHT / 2 + 0.5)
            painter.drawPolygon(star(middle, _STAR))
        if narrow and rating:
            font = self._theme.font(-2, bold=True)
            painter.setFont(font)
            painter.setPen(self._theme.color("on_picture"))
            painter.drawText(QRectF(left + _STEP + 1, 0, _STEP, _HEIGHT), Qt.AlignmentFlag.AlignCenter, str(rating))


def _width(rating: int, pick: Pick, narrow: bool) -> int:
    """How wide the marks are; narrow ones say the number of stars instead of showing each."""
    stars = 2 if narrow and rating else rating
    sign = 0 if pick is Pick.NONE else _SIGN + (_PAD if rating else 0)
    return 2 * _PAD + sign + stars * _STEP
