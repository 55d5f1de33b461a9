"""The filters wanted most, one click away, each with how many pictures it would leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QDate, QSize, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from imagestudio.core.search_terms import Term, add_term, remove_term, replace_term, terms_of
from imagestudio.ui.finding.words import value_title
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_S

_ROOM = "8,888"  # kept free for the number, so that nothing moves when it comes
_LARGE = 10_000  # from here on thousands are enough
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TAKING_AWAY = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


@dataclass(frozen=True, slots=True)
class Quick:
    """What a chip stands for: a key, and the one value it turns on and off; none where a list is offered."""

    key: str
    value: str
    title: str

    def asks(self, term: Term) -> bool:
        """Whether this term is what the chip says."""
        return term.key == self.key and not term.negated and (not self.value or term.value == self.value)

    def added_to(self, text: str) -> str:
        """The search with it; of what a picture can be only one of, in the place of another value."""
        add = add_term if self.key == "is" else replace_term
        return add(text, self.key, self.value)

    def taken_from(self, text: str) -> str:
        return remove_term(text, self.key, self.value or None, negated=False)


class QuickChip(QPushButton):
    """One of them; pressed as long as the search says so.

    Signals:
        taken_away: Delete or Backspace was pressed: the filter is to go.
    """

    taken_away = Signal()

    def __init__(self, quick: Quick, parent: QWidget) -> None:
        super().__init__(parent)
        self.quick = quick
        self._title = quick.title
        self._count: int | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(self, "chip-quick")
        self._say()

    def show_title(self, title: str) -> None:
        self._title = title
        self._say()

    def show_count(self, count: int | None) -> None:
        self._count = count
        self._say()

    def _say(self) -> None:
        title = self._title.replace("&", "&&")
        self.setText(title if self._count is None else f"{title} · {_short(self._count)}")
        self.setAccessibleName(self.tr("Filter: {0}").format(self.text()))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _TAKING_AWAY:
            self.taken_away.emit()
        elif event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Wide enough for its number, whether that is there or not."""
        hint, metrics = super().sizeHint(), self.fontMetrics()
        if not self.quick.value:
            return hint
        spare = metrics.horizontalAdvance(f"{self._title} · {_ROOM}") - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, spare), hint.height())


class QuickChips(QWidget):
    """As many of them as there is room for, in the line below the search field.

    Signals:
        changed: this is the search with one of them on or off.
        list_wanted: the values of this key are to be offered below this chip.
        fitted: more or fewer of them are shown now.
    """

    changed = Signal(str)
    list_wanted = Signal(str, QWidget)
    fitted = Signal()

    def __init__(self, name_of: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_of = name_of
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        quick = (
            Quick("rating", ">=3", self.tr("★ 3+")),
            Quick("date", _this_month(), self.tr("This month")),
            Quick("model", "", self.tr("Any model")),
            Quick("is", "picked", value_title("is", "picked")),
        )
        self.chips = [QuickChip(one, self) for one in quick]
        for chip in self.chips:
            chip.clicked.connect(self._on_clicked)
            chip.taken_away.connect(self._on_taken_away)

    def searches(self, text: str) -> dict[str, str]:
        """By their keys the searches whose pictures are counted: this one with the chip's filter on."""
        return {chip.quick.key: chip.quick.added_to(text) for chip in self._counted()}

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for chip in self._counted():
            chip.show_count(counts.get(chip.quick.key))
        self._place()

    def show_search(self, text: str) -> None:
        """Press those that this search asks for."""
        self._text = text
        terms = terms_of(text)
        for chip in self.chips:
            if chip.quick.key == "date":
                chip.quick = replace(chip.quick, value=_this_month())  # another one has begun
            asked = [term.value for term in terms if chip.quick.asks(term)]
            chip.setChecked(bool(asked))
            if not chip.quick.value:
                chip.show_title(self._list_title(chip.quick, asked))
        self._place()

    def shows(self, term: Term) -> bool:
        """Whether this filter is already told by a chip that is in sight."""
        return any(chip.isVisibleTo(self) and chip.quick.asks(term) for chip in self.chips)

    def _counted(self) -> list[QuickChip]:
        return [chip for chip in self.chips if chip.quick.value]

    def _list_title(self, quick: Quick, asked: list[str]) -> str:
        if not asked:
            return quick.title
        return self.name_of(asked[0]) if len(asked) == 1 else self.tr("%n model(s)", "", len(asked))

    def sizeHint(self) -> QSize:
        return QSize(0, max(chip.sizeHint().height() for chip in self.chips))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """One after the other; what does not fit is in the list of filters too."""
        x, before = 0, [chip.isVisibleTo(self) for chip in self.chips]
        for chip in self.chips:
            size = chip.sizeHint()
            fits = x + size.width() <= self.width()
            chip.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
            chip.setVisible(fits)
            x += size.width() + SPACE_S if fits else 0
        if before != [chip.isVisibleTo(self) for chip in self.chips]:
            self.fitted.emit()

    def _on_taken_away(self) -> None:
        chip = self.sender()
        if isinstance(chip, QuickChip):
            self.changed.emit(chip.quick.taken_from(self._text))

    def _on_clicked(self) -> None:
        chip = self.sender()
        if not isinstance(chip, QuickChip):
            return
        quick, on = chip.quick, chip.isChecked()
        self.show_search(self._text)  # pressed is what the search says
        if not quick.value:
            self.list_wanted.emit(quick.key, chip)
        else:
            self.changed.emit(quick.added_to(self._text) if on else quick.taken_from(self._text))


def _short(count: int) -> str:
    """“1,669”, “17 k”, “1.2 M”: no longer than what is kept free."""
    if count < _LARGE:
        return f"{count:,}"
    return f"{count // 1000} k" if count < 1_000_000 else f"{count / 1e6:.1f} M"


def _this_month() -> str:
    return QDate.currentDate().toString("yyyy-MM")
