"""Which days one looks at."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QWidget

from imagestudio.core.spending_days import Days, Range, days_of
from imagestudio.ui.theme import indent, set_role
from imagestudio.ui.tokens import SPACE_S


class RangeRow(QWidget):
    """A choice of times, and two dates where one chooses them oneself.

    Signals:
        changed(): other days are looked at now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = QComboBox(self)
        self.first_edit = QDateEdit(self)
        self.last_edit = QDateEdit(self)
        self._to = QLabel(self.tr("to"), self)
        self._first: date | None = None
        self._build_layout()
        self.combo.currentIndexChanged.connect(self._on_chosen)
        for edit in (self.first_edit, self.last_edit):
            edit.dateChanged.connect(self._on_date)

    @property
    def chosen(self) -> Range:
        return Range(self.combo.currentData())

    def choose(self, chosen: Range) -> None:
        self.combo.setCurrentIndex(self.combo.findData(chosen.value))

    def know_first(self, first: date | None) -> None:
        """The first day there is anything of."""
        self._first = first

    def days(self) -> Days:
        return days_of(self.chosen, date.today(), self._first, self.custom())  # noqa: DTZ011 - the person's own day

    def custom(self) -> Days:
        """What the two dates say, whether they are looked at or not."""
        return Days(_day(self.first_edit), _day(self.last_edit))

    def _build_layout(self) -> None:
        titles = (
            (Range.WEEK, self.tr("Last 7 days")),
            (Range.MONTH, self.tr("Last 30 days")),
            (Range.QUARTER, self.tr("Last 90 days")),
            (Range.YEAR, self.tr("Last year")),
            (Range.ALL, self.tr("All time")),
            (Range.CUSTOM, self.tr("From … to …")),
        )
        for chosen, title in titles:
            self.combo.addItem(title, chosen.value)
        self.combo.setCurrentIndex(1)
        label = QLabel(self.tr("&Time"), self)
        label.setBuddy(self.combo)
        set_role(label, "label")
        set_role(self._to, "label")
        today = QDate.currentDate()
        for edit, name, day in (
            (self.first_edit, self.tr("First day"), today.addDays(-29)),
            (self.last_edit, self.tr("Last day"), today),
        ):
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setAccessibleName(name)
            edit.setMaximumDate(today)
            edit.setDate(day)
            edit.setKeyboardTracking(False)
            edit.hide()
        self._to.hide()
        indent(self.first_edit, self.last_edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for widget in (label, self.combo, self.first_edit, self._to, self.last_edit):
            row.addWidget(widget)

    def _on_chosen(self) -> None:
        for widget in (self.first_edit, self._to, self.last_edit):
            widget.setVisible(self.chosen is Range.CUSTOM)
        self.changed.emit()

    def _on_date(self) -> None:
        self.changed.emit()


def _day(edit: QDateEdit) -> date:
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())
