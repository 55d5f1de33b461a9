"""What the charts share: bars one walks through with keys or pointer, each saying what it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from imagestudio.core.money import ZERO, Money
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import RADIUS, SPACE_S, SPACE_XS

_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: -(10**9),
    Qt.Key.Key_End: 10**9,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount with its name as short as it fits, whole, and what else there is to say."""

    name: str
    title: str
    amount: Money
    text: str

    @property
    def spoken(self) -> str:
        return f"{self.title}: {self.text}"


class Chart(QWidget):
    """Bars of one colour; the one that is meant is brighter and tells its numbers.

    Signals:
        current_changed(int): this bar is meant now.
    """

    current_changed = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.bars: tuple[Bar, ...] = ()
        self.current = -1
        self.hovered = -1
        self.waits = True
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    # what it is told

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self.bars, self.current, self.hovered, self.waits = tuple(bars), -1, -1, False
        self._describe()
        self.updateGeometry()
        self.update()

    def wait(self) -> None:
        """Nothing is known yet: the places of bars are shown."""
        self.bars, self.current, self.hovered, self.waits = (), -1, -1, True
        self.update()

    def set_current(self, place: int) -> None:
        """Mean this bar; nobody is told."""
        if place != self.current and -1 <= place < len(self.bars):
            self.current = place
            self._describe()
            self.update()

    @property
    def most(self) -> Money:
        return max((bar.amount for bar in self.bars), default=ZERO)

    # what each kind of chart does its own way

    def rect_of(self, place: int) -> QRectF:
        """Where a bar is drawn."""
        raise NotImplementedError

    def place_at(self, point: QPointF) -> int:
        """Which bar is meant by a point; -1 for none."""
        raise NotImplementedError

    def paint_around(self, painter: QPainter) -> None:
        """Lines and names."""
        raise NotImplementedError

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.theme.font(-1))
        if self.waits:
            self.paint_waiting(painter)
            return
        self.paint_around(painter)
        meant = self.hovered if self.hovered >= 0 else self.current
        for place, bar in enumerate(self.bars):
            self._paint_bar(painter, self.rect_of(place), place == meant, bar.amount == ZERO)
        if meant >= 0:
            self._paint_bubble(painter, self.rect_of(meant), self.bars[meant])

    def paint_waiting(self, painter: QPainter) -> None:
        """Places of bars."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("raised"))
        count, gap = 12, SPACE_S
        width = (self.width() - gap * (count - 1)) / count
        for place in range(count):
            height = self.height() * (0.25 + 0.5 * ((place * 5) % 7) / 7)
            painter.drawRoundedRect(QRectF(place * (width + gap), self.height() - height, width, height), 3, 3)

    def _paint_bar(self, painter: QPainter, rect: QRectF, meant: bool, empty: bool) -> None:
        color = self.theme.color("accent_edge")
        color = color if meant else _mixed(color, self.theme.color("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("edge") if empty else color)
        painter.drawRoundedRect(rect, min(3.0, rect.width() / 2), min(3.0, rect.height() / 2))

    def _paint_bubble(self, painter: QPainter, rect: QRectF, bar: Bar) -> None:
        """The numbers of a bar, beside it as far as there is room."""
        bold = self.theme.font(-1, bold=True)
        metrics = QFontMetricsF(bold)
        width = max(metrics.horizontalAdvance(bar.title), QFontMetricsF(painter.font()).horizontalAdvance(bar.text))
        size = QRectF(0, 0, width + 2 * SPACE_S, 2 * metrics.height() + 3 * SPACE_XS)
        left = min(max(0.0, rect.center().x() - size.width() / 2), self.width() - size.width() - 1)
        top = rect.top() - size.height() - SPACE_XS
        top = top if top >= 0 else min(rect.bottom() + SPACE_XS, self.height() - size.height() - 1)
        box = size.translated(max(0.5, left), max(0.5, top))
        painter.setPen(QPen(self.theme.color("edge"), 1))
        painter.setBrush(self.theme.color("raised"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        inner = box.adjusted(SPACE_S, SPACE_XS, -SPACE_S, -SPACE_XS)
        painter.setPen(self.theme.color("text"))
        painter.setFont(bold)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, bar.title)
        painter.setFont(self.theme.font(-1))
        painter.setPen(self.theme.color("text2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, bar.text)

    # keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None or not self.bars or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        begin = self.current if self.current >= 0 else (0 if step < 0 else -1)
        self._choose(min(max(0, begin + step), len(self.bars) - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = self.place_at(event.position())
        if place >= 0:
            self._choose(place)

    def _hover(self, place: int) -> None:
        if place != self.hovered:
            self.hovered = place
            self.update()

    def _choose(self, place: int) -> None:
        self.set_current(place)
        self.current_changed.emit(place)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.bars[place].spoken))

    def _describe(self) -> None:
        said = self.bars[self.current].spoken if self.current >= 0 else ""
        self.setAccessibleDescription(said or self.tr("The arrow keys go from bar to bar."))


def _mixed(color: QColor, ground: QColor) -> QColor:
    """A quieter colour that no line shows through."""
    pairs = zip(color.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]  # missing in the stubs
    return QColor(*((7 * own + 3 * other) // 10 for own, other in pairs))
