"""A selection of thousands comes through whatever fills the list anew, in any order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from pytestqt.qtbot import QtBot

from imagestudio.core.organisation import Change
from imagestudio.core.search_query import Order
from imagestudio.core.times import now_us
from imagestudio.library.folder import open_library
from imagestudio.ui.gallery import sifter
from imagestudio.ui.gallery.arrangement import NEWEST_BY_DAY
from tests.ui.gallery.conftest import Hands
from tests.ui.gallery.shelf import Shelf

NOW = now_us()
MANY = 6000


@pytest.fixture(params=[0.0, 60.0], ids=["in steps", "at once"])
def many(request: pytest.FixtureRequest, shelf: Shelf, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """So many pictures, sorted by rating."""
    monkeypatch.setattr(sifter, "_AT_ONCE_S", request.param)
    shelf.add(*(NOW - number for number in range(MANY)))
    hands.load()
    arranged(hands, Order.RATING)
    return hands


def arranged(hands: Hands, order: Order) -> None:
    with hands.qtbot.waitSignal(hands.model.completed):
        hands.model.arrange(NEWEST_BY_DAY.in_order(order))


def chosen(hands: Hands) -> list[int]:
    return [hands.model.listed[row] for rows in hands.view.selected_rows() for row in rows]


def choose(hands: Hands, first: int, last: int) -> list[int]:
    selection = QItemSelection(hands.model.index(first), hands.model.index(last))
    hands.view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    return chosen(hands)


def organise(shelf: Shelf, hands: Hands, times: list[int], change: Change) -> None:
    library = open_library(shelf.folder)
    try:
        hands.model.organised(library.organiser.change(change, times))
    finally:
        library.close()


def test_rating_some_of_them_keeps_them_selected(many: Hands, shelf: Shelf, qtbot: QtBot) -> None:
    selected = choose(many, 500, 5499)
    organise(shelf, many, selected[3000:], Change(rating=4))
    qtbot.waitUntil(lambda: many.model.listed[0] == selected[3000])
    qtbot.waitUntil(lambda: len(chosen(many)) == 5000)
    assert sorted(chosen(many)) == sorted(selected)


def test_another_order_keeps_them_selected(many: Hands, qtbot: QtBot) -> None:
    selected = choose(many, 500, 5499)
    arranged(many, Order.OLDEST)
    qtbot.waitUntil(lambda: len(chosen(many)) == 5000)
    assert chosen(many) == selected[::-1]


def test_who_selects_something_else_meanwhile_keeps_that(many: Hands, shelf: Shelf, qtbot: QtBot) -> None:
    selected = choose(many, 500, 5499)
    organise(shelf, many, selected[3000:], Change(rating=4))
    with qtbot.waitSignal(many.model.completed):
        pass
    many.click(2)
    qtbot.wait(0)
    assert len(chosen(many)) == 1


def test_where_all_of_them_go_the_next_one_is_selected(many: Hands, shelf: Shelf, qtbot: QtBot) -> None:
    many.view.select_row(10)
    selected = choose(many, 10, 5009)
    left = many.model.listed[5010]
    organise(shelf, many, [*selected, many.model.listed[5020]], Change(trash=True))
    qtbot.waitUntil(lambda: many.model.pictures == MANY - 5001)
    qtbot.waitUntil(lambda: chosen(many) == [left])
