"""What the pictures of a day cost together, asked of the history when its header comes into sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.money import Money
from imagestudio.core.ports import GoesOn, History
from imagestudio.ui.gallery.sections import Section, ends_of
from imagestudio.workers.task import Task, TaskRunner

_AHEAD = (-1, -1)  # asked before its pictures were known
_REST_MS = 250  # who types on sees no sums, and his next key waits for none

_Result = tuple[str, date, tuple[int, int], Money]


class SectionCosts(QObject):
    """Costs of days, asked one after the other; the last one known stands until a newer one is there.

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
        self._waiting: list[Callable[[GoesOn], _Result]] = []
        self._task: Task | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._next)

    def reset(self, search: str) -> None:
        """Forget everything: the pictures are other ones."""
        self._search = search
        self._costs.clear()
        self._asked.clear()
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._soon.start(_REST_MS if search else 0)

    def ask_ahead(self, today: date) -> None:
        """Ask for the newest day before it comes into sight: of very many pictures that takes a while."""
        self._ask(today, _AHEAD, today)

    def forget_ahead(self) -> None:
        """Pictures have come: what was asked before them holds for no day that was not seen since."""
        self._asked = {day: pictures for day, pictures in self._asked.items() if pictures != _AHEAD}

    def know(self, day: date, pictures: tuple[int, int], cost: Money) -> None:
        """What a day costs with these pictures, told by who knows."""
        self._asked[day], self._costs[day] = pictures, cost

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
        self._waiting.append(partial(_ask, self._history, self._search, day, pictures, ends_of(day, today)))
        if not self._soon.isActive():
            self._next()

    def _next(self) -> None:
        """The day that came into sight last, if nobody is being asked."""
        if self._task is None and self._waiting:
            self._task = self._runner.run_while_wanted(self._waiting.pop(), self._on_cost, self._on_failed)

    def _on_cost(self, result: _Result) -> None:
        self._task = None
        self._next()
        search, day, pictures, cost = result
        if search == self._search and self._asked.get(day) == pictures and self._costs.get(day) != cost:
            self._costs[day] = cost
            self.changed.emit()

    def _on_failed(self, _error: ImageStudioError) -> None:
        """A header without its cost says nothing wrong; the gallery itself tells of a history it cannot read."""
        self._task = None
        self._waiting.clear()
        self.forget_ahead()


def _ask(
    history: History, search: str, day: date, pictures: tuple[int, int], ends: tuple[int, int], goes_on: GoesOn
) -> _Result:
    return search, day, pictures, history.cost_between(*ends, search, goes_on)
