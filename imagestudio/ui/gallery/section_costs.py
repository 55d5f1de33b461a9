"""What the pictures of a day cost together, asked of the history when its header comes into sight."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.money import Money
from imagestudio.core.ports import History
from imagestudio.ui.gallery.sections import Section, next_day, start_of
from imagestudio.workers.task import TaskRunner

_EVER = 1 << 62
_AHEAD = (-1, -1)  # asked before its pictures were known


class SectionCosts(QObject):
    """Costs of days; the last one known stands until a newer one is there.

    Signals:
        changed: the cost of a day is another one now.
    """

    changed = Signal()

    def __init__(self, history: History, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._runner = runner
        self._search = ""
        self._costs: dict[date, Money] = {}
        self._asked: dict[date, tuple[int, int]] = {}

    def reset(self, search: str) -> None:
        """Forget everything: the pictures are other ones."""
        self._search = search
        self._costs.clear()
        self._asked.clear()

    def ask_ahead(self, today: date) -> None:
        """Ask for the newest day before it comes into sight: of very many pictures that takes a while."""
        self._ask(today, _AHEAD, today)

    def cost(self, section: Section, today: date) -> Money | None:
        """The cost of a day as far as it is known; asks for it when its pictures are other ones than last time."""
        day = section.day
        if day is None:
            return None
        pictures = section.lead, section.pictures
        asked = self._asked.get(day)
        if asked == _AHEAD:
            if day not in self._costs:
                return None  # the answer is on its way
            self._asked[day] = pictures
        elif section.pictures and asked != pictures:
            self._ask(day, pictures, today)
        return self._costs.get(day)

    def _ask(self, day: date, pictures: tuple[int, int], today: date) -> None:
        self._asked[day] = pictures
        ends = start_of(day), _EVER if day >= today else start_of(next_day(day)) - 1
        ask = partial(_ask, self._history, self._search, day, pictures, ends)
        self._runner.run(ask, self._on_cost, self._on_failed)

    def _on_cost(self, result: tuple[str, date, tuple[int, int], Money]) -> None:
        search, day, pictures, cost = result
        if search == self._search and self._asked.get(day) == pictures and self._costs.get(day) != cost:
            self._costs[day] = cost
            self.changed.emit()

    def _on_failed(self, _error: ImageStudioError) -> None:
        """A header without its cost says nothing wrong; the gallery itself tells of a history it cannot read."""
        self._asked = {day: pictures for day, pictures in self._asked.items() if pictures != _AHEAD}


def _ask(
    history: History, search: str, day: date, pictures: tuple[int, int], ends: tuple[int, int]
) -> tuple[str, date, tuple[int, int], Money]:
    return search, day, pictures, history.cost_between(*ends, search)
