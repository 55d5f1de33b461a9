"""What could be meant, below the search field: it never takes the keyboard away from what is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from imagestudio.ui.finding.choice_list import Choice, ChoiceList
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_XS

_NARROWEST, _HIGHEST = 220, 400


class Completions(QFrame):
    """A list over the pictures, whose rows are marked with Up and Down and chosen with Enter, Tab or the mouse.

    Signals:
        chosen: the data of this row was.
        closed: the list was put away.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Completions")
        self.list = ChoiceList(theme, self.tr("Completions"), self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(False)  # a pointer that rests there by chance must not decide what Enter takes
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        layout.addWidget(self.list)
        self.list.chosen.connect(self._on_chosen)
        self.hide()

    def offer(self, below: QWidget, rows: Sequence[tuple[str, object]], title: str = "") -> None:
        """Show these rows below a widget, none of them marked; go away where there are none."""
        if not rows:
            self.hide()
            return
        choices = [Choice(text, data) for text, data in rows]
        self.list.show_choices([Choice(title), *choices] if title else choices)
        self.list.setCurrentIndex(QModelIndex())
        self.list.scrollToTop()
        if self.parentWidget() is not below.window():
            self.setParent(below.window())
        size = self.list.content_size()
        width = min(max(size.width() + 4 * SPACE_XS, _NARROWEST), max(below.width(), _NARROWEST))
        self.resize(width, min(size.height(), _HIGHEST) + 2 * SPACE_XS + 4)
        self.move(below.mapTo(below.window(), QPoint(0, below.height() + SPACE_XS)))
        self.show()
        self.raise_()

    def go(self, step: int) -> bool:
        """Mark the next or the last row before; whether there is one."""
        rows = [row for row, choice in enumerate(self.list.choices.choices) if not choice.is_header]
        current = self.list.currentIndex()
        place = rows.index(current.row()) + step if current.isValid() else (0 if step > 0 else -1)
        if place < 0:
            self.list.setCurrentIndex(QModelIndex())
            return current.isValid()
        if place >= len(rows):
            return False
        self.list.setCurrentIndex(self.list.choices.index(rows[place]))
        return True

    def marked(self, first: bool = False) -> object | None:
        """The data of the marked row; with `first` of the first one where none is."""
        choice = self.list.current_choice()
        if choice is None and first:
            choice = next(choice for choice in self.list.choices.choices if not choice.is_header)
        return None if choice is None else choice.data

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def _on_chosen(self, choice: Choice) -> None:
        self.hide()
        self.chosen.emit(choice.data)
