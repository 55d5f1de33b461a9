"""What the pictures of a day cost together, asked of the history when its header comes into sight."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.money import Money
from imagestudio.core.ports import History
from imagestudio.ui.gallery.sections import Section
from imagestudio.workers.task import TaskRunner


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
        self._asked: dict[date, Section] = {}

    def reset(self, search: str) -> None:
        """Forget everything: the pictures are other ones."""
        self._search = search
        self._costs.clear()
        self._asked.clear()

    def cost(self, section: Section) -> Money | None:
        """The cost of a day as far as it is known; asks for it when its pictures are other ones than last time."""
        if section.pictures and not self._is_asked(section):
            self._asked[section.day] = section
            ask = partial(_ask, self._history, self._search, section)
            self._runner.run(ask, self._on_cost, self._on_failed)
        return self._costs.get(section.day)

    def _is_asked(self, section: Section) -> bool:
        asked = self._asked.get(section.day)
        return asked is not None and _pictures(asked) == _pictures(section)

    def _on_cost(self, result: tuple[str, Section, Money]) -> None:
        search, section, cost = result
        if search == self._search and self._is_asked(section) and self._costs.get(section.day) != cost:
            self._costs[section.day] = cost
            self.changed.emit()

    def _on_failed(self, _error: ImageStudioError) -> None:
        """A header without its cost says nothing wrong; the gallery itself tells of a history it cannot read."""


def _pictures(section: Section) -> tuple[int, int, int]:
    return section.newest, section.oldest, section.pictures


def _ask(history: History, search: str, section: Section) -> tuple[str, Section, Money]:
    return search, section, history.cost_between(section.oldest, section.newest, search)
