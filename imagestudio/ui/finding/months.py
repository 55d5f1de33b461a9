"""The months of the pictures shown, to jump to."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QWidget

from imagestudio.core.search_query import Order
from imagestudio.ui.finding.choice_list import Choice
from imagestudio.ui.finding.popover import Popover
from imagestudio.ui.gallery.month_book import Month, months_of
from imagestudio.ui.gallery.picture_list import PictureList
from imagestudio.ui.theme import Theme


class MonthPopover(Popover):
    """Years with their months.

    Signals:
        month_chosen: the pictures from this place of the list on are wanted.
    """

    month_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, self.tr("Jump to a month"), parent)
        self.chosen.connect(self._on_chosen)

    def show_months(self, pictures: PictureList, order: Order, current: int) -> None:
        """Offer the months of these pictures; the one that holds this place is marked."""
        choices: list[Choice] = []
        here: Month | None = None
        english = QLocale(QLocale.Language.English)
        for month in months_of(pictures, order):
            year = str(month.first.year)
            if not choices or here is None or here.first.year != month.first.year:
                choices.append(Choice(year))
            name = english.toString(QDate(month.first.year, month.first.month, 1), "MMMM")
            choices.append(Choice(name, month, month.pictures, month.place <= current < month.place + month.pictures))
            here = month
        marked = next((choice.data for choice in choices if choice.checked), None)
        self.show_choices(choices or [Choice(self.tr("No pictures"))], marked)

    def _on_chosen(self, choice: Choice) -> None:
        if isinstance(choice.data, Month):
            self.hide()
            self.month_chosen.emit(choice.data.place)
