"""A list to choose from, under headers and with counts, worked by keys and mouse alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QListView, QStyle, QStyleOptionViewItem, QWidget

from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XS

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_CHOICE = Qt.ItemDataRole.UserRole + 1
_ROW, _HEADER_ROW, _ICON = 30, 30, 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One row; a header where it stands for nothing (`data` is None)."""

    text: str
    data: object = None
    count: int | None = None
    checked: bool = False
    icon: str = ""

    @property
    def is_header(self) -> bool:
        return self.data is None


class ChoiceModel(QAbstractListModel):
    """The rows of a list of choices."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: Sequence[Choice] = ()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.choices = choices
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.choices)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.choices[index.row()].is_header:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        choice = self.choices[index.row()]
        if role == _CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [choice.text, "" if choice.count is None else f"{choice.count:,}"]
            return ", ".join(part for part in (*parts, self.tr("chosen") if choice.checked else "") if part)
        return None


class ChoiceDelegate(QAbstractItemDelegate):
    """Paints a mark or an icon, the text, and the count at the right."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.marked = True  # whether there is room for marks and icons

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        choice: Choice = index.data(_CHOICE)
        text = QFontMetrics(self._theme.font()).horizontalAdvance(choice.text)
        return QSize(text + _ICON + 4 * SPACE_M + self._count_width(choice), _HEADER_ROW if choice.is_header else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        choice: Choice = index.data(_CHOICE)
        rect: QRect = option.rect.adjusted(SPACE_S, 0, -SPACE_S, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if choice.is_header:
            self._text(painter, rect.adjusted(0, SPACE_XS, 0, 0), choice.text, "text2", -1)
            return
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("selected" if selected else "hover"))
            painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 4, 4)
        name = "check" if choice.checked else choice.icon
        if name:
            place = QRect(rect.left(), rect.center().y() - _ICON // 2 + 1, _ICON, _ICON)
            self._theme.icon(name, "accent_text" if choice.checked else "text2").paint(painter, place)
        width = self._count_width(choice)
        middle = rect.adjusted(_ICON + SPACE_S if self.marked else 0, 0, -width, 0)
        self._text(painter, middle, choice.text, "text", 0)
        if choice.count is not None:
            self._text(painter, rect, f"{choice.count:,}", "text3", -1, Qt.AlignmentFlag.AlignRight)

    def _count_width(self, choice: Choice) -> int:
        if choice.count is None:
            return 0
        return QFontMetrics(self._theme.font(-1)).horizontalAdvance(f"{choice.count:,}") + SPACE_M

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        color: str,
        step: int,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        font = self._theme.font(step, bold=color == "text2")
        painter.setFont(font)
        painter.setPen(self._theme.color(color))
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


class ChoiceList(QListView):
    """The list itself: arrows go, letters find, Enter or Space or a click chooses.

    Signals:
        chosen: this Choice was.
        declined: minus was pressed on this Choice.
    """

    chosen = Signal(object)
    declined = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = ChoiceModel(self)
        self.setModel(self.choices)
        self._delegate = ChoiceDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setObjectName("ChoiceList")
        self.setProperty("ownFocus", True)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.entered.connect(self._on_entered)
        self.clicked.connect(self._on_clicked)

    def show_choices(self, choices: Sequence[Choice], current: object = None) -> None:
        """Fill the list; the current row is that of `current`, else of what was current before, else the first."""
        kept, before = self.current_choice(), max(0, self.currentIndex().row())
        wanted = current if current is not None or kept is None else kept.data
        offset = self.verticalScrollBar().value()
        self._delegate.marked = any(choice.checked or choice.icon or choice.count is not None for choice in choices)
        self.choices.set_choices(choices)
        rows = [row for row, choice in enumerate(choices) if not choice.is_header]
        near = next((row for row in rows if row >= before), rows[-1] if rows else -1)  # what was current is gone
        row = next((row for row in rows if choices[row].data == wanted), near if wanted else -1)
        self.setCurrentIndex(self.choices.index(row))
        if kept is not None:
            self.verticalScrollBar().setValue(offset)
        elif row in rows[:1]:
            self.scrollToTop()  # with its header

    def current_choice(self) -> Choice | None:
        index = self.currentIndex()
        return self.choices.choices[index.row()] if index.isValid() else None

    def content_size(self) -> QSize:
        """How large the list is with all its rows."""
        option = QStyleOptionViewItem()
        hints = [
            self.itemDelegate().sizeHint(option, self.choices.index(row)) for row in range(self.choices.rowCount())
        ]
        return QSize(max((hint.width() for hint in hints), default=0), sum(hint.height() for hint in hints))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = self.current_choice()
        if choice is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(choice)
        elif choice is not None and event.key() == Qt.Key.Key_Minus:
            self.declined.emit(choice)
        else:
            super().keyPressEvent(event)

    def _on_entered(self, index: QModelIndex) -> None:
        if self.choices.flags(index) & Qt.ItemFlag.ItemIsSelectable:
            offset = self.verticalScrollBar().value()
            self.setCurrentIndex(index)
            self.verticalScrollBar().setValue(offset)  # a row half out of sight must not run away from the pointer

    def _on_clicked(self, index: QModelIndex) -> None:
        choice = self.choices.choices[index.row()]
        if not choice.is_header:
            self.chosen.emit(choice)
