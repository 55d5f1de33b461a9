"""Shows the pictures an edit starts from, as small as they can be told apart."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from imagestudio.ui.edits.references import Index, Reference, References
from imagestudio.ui.painting import rounded_picture
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import RADIUS

_SIDE, _GAP = 56, 6
_BADGE = 18


class ReferenceView(QListView):
    """A row of thumbnails, more rows where there are many. Dragging or Alt with an arrow changes the order.

    Signals:
        paint_requested(int): a mask is wanted for the picture of this row.
    """

    paint_requested = Signal(int)

    def __init__(self, references: References, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._references = references
        self.setObjectName("ReferenceView")
        self.setAccessibleName(self.tr("Reference pictures"))
        self.setModel(references)
        self.setItemDelegate(ReferenceDelegate(theme, self))
        self._lay_out()
        self.activated.connect(self._on_activated)
        for signal in (references.rowsInserted, references.rowsRemoved, references.modelReset):
            signal.connect(self._fit)
        theme.changed.connect(self.viewport().update)

    def _lay_out(self) -> None:
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def current_row(self) -> int:
        """The row the keys mean; the first where they mean none."""
        return max(0, self.currentIndex().row())

    def sizeHint(self) -> QSize:
        across = max(1, self.width() // (_SIDE + _GAP))
        rows = -(-self._references.rowCount() // across)
        return QSize(super().sizeHint().width(), max(1, rows) * (_SIDE + _GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(_SIDE + _GAP, self.sizeHint().height())

    def remove_current(self) -> None:
        row = self.current_row
        self._references.remove(row)
        if last := self._references.rowCount():
            self.setCurrentIndex(self._references.index(min(row, last - 1)))

    def move_current(self, by: int) -> None:
        self._references.move(self.current_row, self.current_row + by)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_current()
        elif alt and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.move_current(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and _cross(self.visualRect(index)).contains(event.position().toPoint()):
            self._references.remove(index.row())
            return
        super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def _on_activated(self, index: Index) -> None:
        self.paint_requested.emit(index.row())


class ReferenceDelegate(QStyledItemDelegate):
    """Paints a picture with its number, the sign of its mask, and under the pointer a cross that removes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_SIDE + _GAP, _SIDE + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(item, Reference):
            return
        rect = _picture(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect.topLeft(), rounded_picture(_square(item), rect.size(), RADIUS, ratio, self._theme))
        self._badge(painter, QRect(rect.left(), rect.bottom() - _BADGE + 1, _BADGE, _BADGE), str(index.row() + 1))
        if item.painted is not None:
            self._sign(painter, QRect(rect.right() - _BADGE + 1, rect.bottom() - _BADGE + 1, _BADGE, _BADGE), "mask")
        if state & QStyle.StateFlag.State_MouseOver:
            self._sign(painter, _cross(option.rect), "close")
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.restore()

    def _ground(self, painter: QPainter, place: QRect) -> None:
        ground = self._theme.color("on_accent")
        ground.setAlpha(190)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(place, 5, 5)

    def _badge(self, painter: QPainter, place: QRect, text: str) -> None:
        self._ground(painter, place)
        painter.setPen(self._theme.color("on_picture"))
        painter.setFont(self._theme.font(-1, bold=True))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _sign(self, painter: QPainter, place: QRect, icon: str) -> None:
        self._ground(painter, place)
        self._theme.icon(icon, "on_picture").paint(painter, place.adjusted(2, 2, -2, -2))


def _picture(cell: QRect) -> QRect:
    return QRect(cell.left(), cell.top() + _GAP // 2, _SIDE, _SIDE)


def _cross(cell: QRect) -> QRect:
    """Where a click removes the picture."""
    picture = _picture(cell)
    return QRect(picture.right() - _BADGE + 1, picture.top(), _BADGE, _BADGE)


def _square(item: Reference) -> QImage:
    image = item.image
    side = min(image.width(), image.height())
    return image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
