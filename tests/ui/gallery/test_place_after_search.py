"""Who looks for something and clears the search is where he was before."""

from __future__ import annotations

import pytest

from imagestudio.core.times import now_us
from tests.ui.gallery.conftest import Hands
from tests.ui.gallery.shelf import Shelf

NOW = now_us()
HOUR = 3_600_000_000


@pytest.fixture
def searched(shelf: Shelf, hands: Hands) -> Hands:
    """Six hundred pictures of many days, every sixth with a crown, looked at somewhere in the middle."""
    for number in range(600):
        shelf.add(NOW - number * HOUR, prompt="a crown" if number % 6 == 0 else "a fox")
    hands.load()
    hands.qtbot.waitUntil(lambda: hands.model.pictures == 600)
    hands.view.verticalScrollBar().setValue(3333)
    return hands


def search(hands: Hands, text: str) -> None:
    with hands.qtbot.waitSignal(hands.model.completed):
        hands.panel.search_edit.show_search(text)


def place(hands: Hands) -> tuple[int, int]:
    """The first picture in sight, and where it stands."""
    row = hands.view.visible_rows().start
    return hands.model.listed[row], hands.view.visualRect(hands.model.index(row)).top()


def test_the_place_is_the_one_before(searched: Hands) -> None:
    before = place(searched)
    search(searched, "crown")
    assert searched.view.verticalScrollBar().value() == 0
    search(searched, "")
    assert place(searched) == before


def test_what_was_selected_is_selected_again(searched: Hands) -> None:
    row = searched.view.visible_rows().start + 2
    row += row % 6 == 0
    searched.click(row)
    time, before = searched.model.listed[row], place(searched)
    search(searched, "crown")
    assert searched.selected == []
    search(searched, "")
    assert [searched.model.listed[one] for one in searched.selected] == [time]
    assert place(searched) == before


def test_who_chose_a_picture_of_the_search_stays_with_that(searched: Hands) -> None:
    search(searched, "crown")
    searched.click(0)
    search(searched, "")
    assert searched.selected == [0]
    assert 0 in searched.view.visible_rows()
