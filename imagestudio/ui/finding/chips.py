"""What a search is filtered by, as chips that can be taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from imagestudio.core.search_language import parse
from imagestudio.core.search_terms import Term, terms_of, without
from imagestudio.ui.finding.words import chip_text
from imagestudio.ui.tab_order import put_in_order
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_S, SPACE_XS

_LONGEST = 40


class Chip(QPushButton):
    """One filter; a click, Enter, Space, Delete or Backspace takes it away."""

    def __init__(self, term: Term, text: str, theme: Theme, parent: QWidget) -> None:
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
        self._shown = shown.replace("&", "&&")
        super().__init__(self._shown, parent)
        self.term = term
        set_role(self, "chip")
        self.setIcon(theme.icon("close", "text2"))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        self.setAccessibleName(self.tr("Take away the filter {0}").format(text))
        self.setToolTip(self.tr("Take this filter away"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_count(self, count: int | None) -> None:
        """Tell how many pictures the filter finds alone."""
        self.setText(self._shown if count is None else f"{self._shown} · {count:,}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Chips(QWidget):
    """The chips of a search, in as many lines as they need; there only while there are any.

    Signals:
        changed: a chip was taken away, and this is the search without it.
    """

    changed = Signal(str)

    def __init__(self, theme: Theme, name_of: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Chips")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name_of = name_of
        self.after: QWidget | None = None  # the control that Tab comes from
        self._theme = theme
        self._text = ""
        self._told: Callable[[Term], bool] = _nowhere
        self._counts: Mapping[str, int] = {}
        self._chips: list[Chip] = []
        self._flow = FlowLayout(self)
        self._theme.changed.connect(self._on_theme_changed)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def terms(self) -> list[Term]:
        """What is shown."""
        return [chip.term for chip in self._chips]

    def leave_out(self, told: Callable[[Term], bool]) -> None:
        """Show none of the filters for which this holds: they are told elsewhere."""
        self._told = told

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Tell how many pictures each filter finds alone, by its text."""
        self._counts = counts
        for chip in self._chips:
            chip.show_count(counts.get(chip.term.text))
        self.updateGeometry()

    def show_search(self, text: str) -> None:
        """Show the filters of this search; words are none, and what is not understood filters nothing."""
        misread = {problem.start for problem in parse(text).problems}
        known = [term for term in terms_of(text) if term.is_known and term.start not in misread]
        terms = [term for term in known if not self._told(term)]
        self._text = text
        if terms != [chip.term for chip in self._chips]:
            self._fill(terms)
        self.setVisible(bool(terms))

    def _fill(self, terms: list[Term]) -> None:
        focused = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), -1)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(term) for term in terms]
        if self.after is not None:
            put_in_order([self.after, *self._chips])
        self.updateGeometry()
        if focused >= 0 and self._chips:
            self._chips[min(focused, len(self._chips) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _chip(self, term: Term) -> Chip:
        chip = Chip(term, chip_text(term.key, term.value, term.negated, self.name_of), self._theme, self)
        chip.show_count(self._counts.get(term.text))
        chip.clicked.connect(self._on_clicked)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.changed.emit(without(self._text, chip.term))

    def _on_theme_changed(self) -> None:
        for chip in self._chips:
            chip.setIcon(self._theme.icon("close", "text2"))


def _nowhere(_term: Term) -> bool:
    return False


class FlowLayout(QLayout):
    """Lays widgets out like words: as many in a line as fit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), moving=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        tallest = max((item.sizeHint().height() for item in self._items), default=0)
        return QSize(min(widest, 1) + margins.left() + margins.right(), tallest + margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, moving=True)

    def _arrange(self, rect: QRect, moving: bool) -> int:
        """Put everything into lines; how high they are together."""
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        x, y, line = area.left(), area.top(), 0
        for item in self._items:
            size = item.sizeHint()
            if x > area.left() and x + size.width() > area.left() + area.width():
                x, y, line = area.left(), y + line + SPACE_XS, 0
            if moving:
                width = min(size.width(), area.width())
                item.setGeometry(QRect(QPoint(x, y), QSize(width, size.height())))
            x += size.width() + SPACE_S
            line = max(line, size.height())
        return y + line + margins.bottom() - rect.top()
