"""What days cost: asked one after the other, and not of everything somebody types."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio.core.money import Money
from imagestudio.core.ports import GoesOn
from imagestudio.core.times import now_us
from imagestudio.ui.gallery import section_costs
from imagestudio.workers.task import TaskRunner
from tests.ui.gallery.conftest import Hands
from tests.ui.gallery.shelf import Shelf

NOW = now_us()
DAY = 86_400_000_000


class Sums:
    """Hears what is asked of the history, and lets its answers wait at a gate."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, shelf: Shelf) -> None:
        history = type(shelf.library.history)
        self._real = history.cost_between
        self._guard = threading.Lock()
        self._at_once = 0
        self.most_at_once = 0
        self.searches: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        monkeypatch.setattr(history, "cost_between", lambda *asked: self._asked(*asked))

    def _asked(self, history: object, oldest: int, newest: int, search: str, goes_on: GoesOn) -> Money:
        with self._guard:
            self.searches.append(search)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        self.gate.wait(60)
        try:
            return self._real(history, oldest, newest, search, goes_on)  # type: ignore[arg-type]
        finally:
            with self._guard:
                self._at_once -= 1


def costs(hands: Hands) -> list[Money | None]:
    return [hands.model.book.cost(section) for section in hands.model.sections()]


def test_days_in_sight_are_added_up_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, hands: Hands, qtbot: QtBot
) -> None:
    sums = Sums(monkeypatch, shelf)
    sums.gate.clear()
    shelf.add(*(NOW - day * DAY for day in range(3)))
    hands.load()
    qtbot.waitUntil(lambda: len(sums.searches) == 1)
    costs(hands)  # as often as it is painted
    costs(hands)
    sums.gate.set()
    qtbot.waitUntil(lambda: costs(hands) == [Money.from_usd("0.01")] * 3)
    assert sums.most_at_once == 1
    assert len(sums.searches) <= 4  # today may be asked ahead


def test_who_types_on_has_nothing_added_up_before_he_rests(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, hands: Hands, qtbot: QtBot
) -> None:
    shelf.add(*(NOW - day * DAY for day in range(3)))
    hands.load()
    qtbot.waitUntil(lambda: None not in costs(hands))
    sums = Sums(monkeypatch, shelf)
    monkeypatch.setattr(section_costs, "_REST_MS", 3_600_000)
    for text in ("f", "fo"):
        search(hands, qtbot, text)
    assert sums.searches == []
    monkeypatch.setattr(section_costs, "_REST_MS", 0)  # now he does rest
    search(hands, qtbot, "fox")
    qtbot.waitUntil(lambda: costs(hands) == [Money.from_usd("0.01")] * 3)
    assert set(sums.searches) == {"fox"}


def test_what_was_asked_before_the_first_picture_came_is_not_believed(
    shelf: Shelf, hands: Hands, runner: TaskRunner, qtbot: QtBot
) -> None:
    hands.load()  # an empty library: today is asked for ahead
    qtbot.waitUntil(lambda: not runner.busy)
    hands.model.add_records(shelf.add(NOW, NOW - 1_000_000))
    qtbot.waitUntil(lambda: costs(hands) == [Money.from_usd("0.02")])


def search(hands: Hands, qtbot: QtBot, text: str) -> None:
    with qtbot.waitSignal(hands.model.completed):
        hands.model.set_search(text)
    hands.view.grab()  # headers are painted
    QApplication.processEvents()
