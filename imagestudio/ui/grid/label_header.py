"""The labels beside the rows and above the columns of a grid, which stay in sight while it is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from imagestudio.ui.gallery.elided import elided_lines
from imagestudio.ui.grid.sheet_delegate import INSET
from imagestudio.ui.grid.sheet_model import SheetModel, SheetRole
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S

_PILL = 24
_MOST_LINES = 6
_COLUMN_LINES = 2
_WIDEST = 168
_LONGEST_OFFER = "Make 10 · $0.0000"


class LabelHeader(QHeaderView):
    """Paints labels of several lines; of a row with holes also the button that fills them.

    Signals:
        row_wanted(int): the holes of this row are to be filled.
    """

    row_wanted = Signal(int)

    def __init__(self, orientation: Qt.Orientation, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self._lit = -1
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        height = QFontMetrics(self._theme.font(-1)).lineSpacing()
        size = super().sizeHint()
        if self.orientation() is Qt.Orientation.Horizontal:
            return QSize(size.width(), _COLUMN_LINES * height + SPACE_M)
        return QSize(self._width(), size.height())

    def _width(self) -> int:
        """As wide as the labels need, within bounds, with room for buttons; the same whether there are any or not."""
        model = self.model()
        texts = [str(model.headerData(row, self.orientation()) or "") for row in range(model.rowCount())]
        metrics = QFontMetrics(self._theme.font(-1))
        longest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        button = self._pill_width(_LONGEST_OFFER) if model.columnCount() > 1 else 0
        return max(min(longest + SPACE_L + SPACE_S, _WIDEST), button + SPACE_L, SPACE_L)

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        painter.save()
        painter.fillRect(rect, self._theme.color("window"))
        text = str(self.model().headerData(number, self.orientation()) or "")
        if self.orientation() is Qt.Orientation.Horizontal:
            self._paint_column(painter, rect, text)
        elif not self._is_title(number):
            self._paint_row(painter, rect, number, text)
        painter.restore()

    def _is_title(self, row: int) -> bool:
        model = self.model()
        return isinstance(model, SheetModel) and model.is_title(row)

    def _offer(self, row: int) -> str:
        return str(self.model().headerData(row, Qt.Orientation.Vertical, SheetRole.OFFER) or "")

    def _paint_column(self, painter: QPainter, rect: QRect, text: str) -> None:
        font = self._theme.font(-1)
        height = QFontMetrics(font).lineSpacing()
        lines = elided_lines(text, font, rect.width() - 2 * INSET, _COLUMN_LINES)
        top = rect.bottom() + 1 - len(lines) * height
        self._paint_lines(painter, QRect(rect.left() + INSET, top, rect.width() - 2 * INSET, height), lines)

    def _paint_row(self, painter: QPainter, rect: QRect, number: int, text: str) -> None:
        font = self._theme.font(-1)
        height = QFontMetrics(font).lineSpacing()
        offer = self._offer(number)
        room = rect.height() - 2 * INSET - (_PILL + SPACE_S if offer else 0)
        lines = elided_lines(text, font, rect.width() - SPACE_L - SPACE_S, min(_MOST_LINES, room // height))
        place = QRect(rect.left() + SPACE_L, rect.top() + INSET, rect.width() - SPACE_L - SPACE_S, height)
        self._paint_lines(painter, place, lines)
        if offer:
            self._paint_offer(painter, self._pill(number), offer, self._lit == number)

    def _paint_lines(self, painter: QPainter, place: QRect, lines: list[str]) -> None:
        painter.setFont(self._theme.font(-1))
        painter.setPen(self._theme.color("text2"))
        for number, line in enumerate(lines):
            painter.drawText(place.translated(0, number * place.height()), Qt.TextFlag.TextSingleLine, line)

    def _paint_offer(self, painter: QPainter, pill: QRect, text: str, lit: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("text3" if lit else "edge"), 1))
        painter.setBrush(self._theme.color("hover" if lit else "raised"))
        painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), _PILL / 2, _PILL / 2)
        painter.setFont(self._theme.font(-1))
        painter.setPen(self._theme.color("text"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _pill_width(self, text: str) -> int:
        return QFontMetrics(self._theme.font(-1)).horizontalAdvance(text) + 2 * SPACE_M

    def _pill(self, row: int) -> QRect:
        """Where the button of a row is, at the lower edge."""
        bottom = self.sectionViewportPosition(row) + self.sectionSize(row) - INSET
        return QRect(SPACE_L, bottom - _PILL, self._pill_width(self._offer(row)), _PILL)

    # the mouse

    def _row_at(self, point: QPoint) -> int:
        """The row whose button is there, or -1."""
        if self.orientation() is Qt.Orientation.Horizontal:
            return -1
        row = self.logicalIndexAt(point)
        return row if row >= 0 and self._offer(row) and self._pill(row).contains(point) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        lit = self._row_at(event.position().toPoint())
        if lit != self._lit:
            self._lit = lit
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor if lit < 0 else Qt.CursorShape.PointingHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and row >= 0:
            self.row_wanted.emit(row)
