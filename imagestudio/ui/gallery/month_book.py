"""The months of the pictures that are shown, worked out beside the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QLocale, QObject, QTimer, Signal

from imagestudio.core.search_query import Order
from imagestudio.ui.gallery.arrangement import Arrangement
from imagestudio.ui.gallery.picture_list import PictureList
from imagestudio.ui.gallery.sections import day_of, start_of
from imagestudio.workers.task import Task, TaskRunner

_SOON_MS = 60  # pictures that come together are looked at together


@dataclass(frozen=True, slots=True)
class Month:
    """A month with pictures: its first day, where they begin in the list, and how many they are."""

    first: date
    place: int
    pictures: int

    @property
    def title(self) -> str:
        """“March 2026”, in English as all dates of the program are until it is translated."""
        return QLocale(QLocale.Language.English).toString(QDate(self.first.year, self.first.month, 1), "MMMM yyyy")


def months_of(pictures: PictureList, order: Order) -> Iterator[Month]:
    """The months of a list that is by time, in its order; a few steps for each."""
    place, count = 0, len(pictures)
    while place < count:
        first = day_of(pictures[place]).replace(day=1)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        end = pictures.place_for(start_of(following) if order is Order.OLDEST else start_of(first) - 1)
        yield Month(first, place, end - place)
        place = max(end, place + 1)


class MonthBook(QObject):
    """Keeps the months of what is shown; none where the order is another one, or not everything is known yet.

    Signals:
        changed: the months are other ones now.
    """

    changed = Signal()

    def __init__(self, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._pictures = PictureList()
        self._arrangement = Arrangement()
        self._task: Task | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._ask)
        self.months: tuple[Month, ...] = ()

    def open(self, pictures: PictureList, arrangement: Arrangement, complete: bool) -> None:
        """Speak of these pictures from now on."""
        self._pictures, self._arrangement = pictures, arrangement
        if complete and arrangement.is_by_time:
            if self.months:
                self._soon.start()
            else:
                self._ask()  # so that the timeline is there with the pictures
        else:
            self._stop()
            self._show(())

    def refresh(self) -> None:
        """Pictures came, or the zone of the clock is another one."""
        if self._task is not None:  # it may have looked before they came, and not have answered yet
            self._soon.start()

    def _stop(self) -> None:
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _ask(self) -> None:
        self._stop()
        self._task = self._runner.run(partial(_months, self._pictures, self._arrangement.order), self._show)

    def _show(self, months: tuple[Month, ...]) -> None:
        if months != self.months:
            self.months = months
            self.changed.emit()


def _months(pictures: PictureList, order: Order) -> tuple[Month, ...]:
    return tuple(months_of(pictures, order))
