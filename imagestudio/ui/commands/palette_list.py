"""The list of the palette: what was found, its group, and its keys as caps at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QStyle, QStyleOptionViewItem

from imagestudio.ui.commands.entry import Entry
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XS

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FOUND = Qt.ItemDataRole.UserRole + 1
_CHECK = 20


@dataclass(frozen=True, slots=True)
class Found:
    """An entry and the places in its text by which it was found."""

    entry: Entry
    marks: tuple[tuple[int, int], ...] = ()


class PaletteModel(QAbstractListModel):
    """The entries that answer what is typed, the closest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: Sequence[Found] = ()

    def show_found(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.found)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        # one can also go to what is not possible now: else the arrows would stop at it
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self.found[index.row()]
        if role == _FOUND:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._spoken(found.entry))
        return None

    def _spoken(self, entry: Entry) -> list[str]:
        parts = [entry.text, entry.group, entry.keys]
        parts += [self.tr("on")] if entry.checked else []
        parts += [] if entry.enabled else [self.tr("not possible now")]
        return [part for part in parts if part]


class PaletteDelegate(QAbstractItemDelegate):
    """Paints one entry; what cannot be done now is quieter."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, QFontMetrics(self._theme.font()).height() + 2 * SPACE_S + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        found: Found = index.data(_FOUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setBrush(self._theme.color("selected" if chosen else "hover"))
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), 6, 6)
        rect: QRect = option.rect.adjusted(SPACE_M, 0, -SPACE_M, 0)
        right = self._paint_keys(painter, rect, found.entry)
        rect.setRight(right - SPACE_M)
        if found.entry.checked:
            place = QRect(rect.left(), rect.center().y() - _CHECK // 2 + 1, _CHECK, _CHECK)
            self._theme.icon("check", "accent_text").paint(painter, place)
            rect.setLeft(place.right() + SPACE_S)
        self._paint_text(painter, rect, found)

    def _paint_text(self, painter: QPainter, rect: QRect, found: Found) -> None:
        """The text with what was found in it bold, then the group."""
        entry = found.entry
        color = self._theme.color("text" if entry.enabled else "text3")
        marked = {place for start, length in found.marks for place in range(start, start + length)}
        left = rect.left()
        for text, bold in _runs(entry.text, marked):
            left = self._draw(painter, text, self._theme.font(bold=bold), QRect(rect), left, color)
        group = QRect(rect)
        self._draw(painter, entry.group, self._theme.font(-1), group, left + SPACE_M, self._theme.color("text3"))

    def _draw(self, painter: QPainter, text: str, font: QFont, rect: QRect, left: int, color: Any) -> int:
        """Where what was drawn ends."""
        rect.setLeft(left)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(color)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        return left + metrics.horizontalAdvance(shown)

    def _paint_keys(self, painter: QPainter, rect: QRect, entry: Entry) -> int:
        """Where the first cap begins, or the right edge where there is none."""
        font = self._theme.font(-1)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        right = rect.right()
        for key in reversed(_caps(entry.keys)):
            width = max(metrics.horizontalAdvance(key) + 2 * (SPACE_XS + 1), metrics.height() + 2)
            cap = QRect(right - width, rect.center().y() - metrics.height() // 2 - 1, width, metrics.height() + 3)
            painter.setPen(QPen(self._theme.color("edge"), 1))
            painter.setBrush(self._theme.color("surface"))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(self._theme.color("text2" if entry.enabled else "text3"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
            right = cap.left() - SPACE_XS
        return right


def _runs(text: str, marked: set[int]) -> list[tuple[str, bool]]:
    """The text cut where found letters begin and end."""
    runs: list[tuple[str, bool]] = []
    for place, letter in enumerate(text):
        bold = place in marked
        if runs and runs[-1][1] == bold:
            runs[-1] = (runs[-1][0] + letter, bold)
        else:
            runs.append((letter, bold))
    return runs


def _caps(keys: str) -> list[str]:
    """One cap for each key that is held: “Ctrl++” is two."""
    if keys.endswith("++"):
        return [*keys[:-2].split("+"), "+"]
    return keys.split("+") if keys else []
