"""What organising changes is seen at once, and the list follows with the place and the selection kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.core.organisation import Change, Organisation
from imagestudio.core.ports import Changed
from imagestudio.core.search_query import Order
from imagestudio.core.times import now_us
from imagestudio.library.folder import open_library
from imagestudio.ui.gallery.arrangement import Arrangement, Group
from tests.ui.gallery.conftest import Hands
from tests.ui.gallery.shelf import Shelf

NOW = now_us()
Organise = Callable[..., Changed]


@pytest.fixture
def organise(shelf: Shelf) -> Organise:
    """Change pictures as the program does, in the database beside the window."""

    def change(times: list[int], **what: object) -> Changed:
        library = open_library(shelf.folder)
        try:
            return library.organiser.change(Change(**what), times)  # type: ignore[arg-type]
        finally:
            library.close()

    return change


def times_of(hands: Hands) -> list[int]:
    return [hands.model.cell(row).time for row in range(hands.model.rowCount())]


def searched(hands: Hands, text: str) -> None:
    with hands.qtbot.waitSignal(hands.model.completed):
        hands.panel.search_edit.show_search(text)


def test_a_rating_is_shown_without_asking_again(shelf: Shelf, hands: Hands, organise: Organise) -> None:
    shelf.add(NOW, NOW - 1)
    hands.load()
    hands.record(0)
    hands.model.organised(organise([NOW], rating=4))
    record = hands.model.cell(0).record
    assert record is not None
    assert record.organisation == Organisation(rating=4)


def test_bare_times_are_read_again(shelf: Shelf, hands: Hands, organise: Organise, qtbot: QtBot) -> None:
    shelf.add(NOW)
    hands.load()
    hands.record(0)
    organise([NOW], rating=2)
    hands.model.organised([NOW])
    qtbot.waitUntil(lambda: hands.record(0).organisation.rating == 2)


def test_who_puts_pictures_away_goes_on_with_the_next_one(
    shelf: Shelf, hands: Hands, organise: Organise, qtbot: QtBot
) -> None:
    shelf.add(*(NOW - number for number in range(9)))
    hands.load()
    hands.click(3)
    hands.model.organised(organise([NOW - 3], trash=True))
    qtbot.waitUntil(lambda: len(times_of(hands)) == 8)
    assert [hands.model.cell(row).time for row in hands.selected] == [NOW - 4]
    assert hands.current == 3
    hands.model.organised(organise([NOW - 3], trash=False))
    qtbot.waitUntil(lambda: len(times_of(hands)) == 9)
    assert [hands.model.cell(row).time for row in hands.selected] == [NOW - 4]


def test_many_that_go_at_once_leave_the_view_where_it_is(
    shelf: Shelf, hands: Hands, organise: Organise, qtbot: QtBot
) -> None:
    shelf.add(*(NOW - number for number in range(400)))
    hands.load()
    hands.panel.view.select_row(201)
    first = hands.view.visible_rows().start
    time = hands.model.cell(first).time
    y = hands.view.visualRect(hands.model.index(first)).top()
    hands.model.organised(organise([NOW - 4 * number for number in range(40)] + [NOW - 201], trash=True))
    qtbot.waitUntil(lambda: len(times_of(hands)) == 359)
    assert hands.view.visualRect(hands.model.index(hands.model.row_of(time))).top() == y
    assert [hands.model.cell(row).time for row in hands.selected] == [NOW - 202]


def test_what_no_longer_fits_the_search_leaves_it(shelf: Shelf, hands: Hands, organise: Organise, qtbot: QtBot) -> None:
    shelf.add(NOW, NOW - 1, NOW - 2)
    hands.load()
    searched(hands, "rating:0")
    hands.click(1)
    hands.model.organised(organise([NOW - 1], rating=5))
    qtbot.waitUntil(lambda: times_of(hands) == [NOW, NOW - 2])
    assert [hands.model.cell(row).time for row in hands.selected] == [NOW - 2]


def test_sorted_by_rating_a_rated_picture_moves(shelf: Shelf, hands: Hands, organise: Organise, qtbot: QtBot) -> None:
    shelf.add(NOW, NOW - 1, NOW - 2)
    hands.load()
    with qtbot.waitSignal(hands.model.completed):
        hands.model.arrange(Arrangement(Order.RATING, Group.NONE))
    hands.click(0)
    hands.model.organised(organise([NOW - 2], rating=3))
    qtbot.waitUntil(lambda: times_of(hands) == [NOW - 2, NOW, NOW - 1])
    assert [hands.model.cell(row).time for row in hands.selected] == [NOW]


def test_the_first_page_is_there_before_the_rest(shelf: Shelf, hands: Hands, qtbot: QtBot) -> None:
    shelf.add(*(NOW - number for number in range(1000)), prompt="a fox")
    hands.load()
    pages: list[tuple[int, bool]] = []
    hands.model.modelReset.connect(lambda: pages.append((hands.model.pictures, hands.model.complete)))
    searched(hands, "fox")
    assert pages[0][0] == 200
    assert hands.model.pictures == 1000
    assert hands.model.complete
    assert hands.panel.line.count_label.text() == "1,000 pictures"


def test_the_first_groups_are_there_before_the_rest(shelf: Shelf, hands: Hands, qtbot: QtBot) -> None:
    shelf.add(*(NOW - number for number in range(0, 800, 2)), prompt="a fox")
    shelf.add(*(NOW - number for number in range(1, 800, 2)), prompt="an owl")
    shelf.add(*(NOW - number for number in range(800, 1000)), prompt="a dog")
    hands.load()
    pages: list[tuple[list[int], bool]] = []
    hands.model.modelReset.connect(
        lambda: pages.append(([one.pictures for one in hands.model.sections()], hands.model.complete))
    )
    with qtbot.waitSignal(hands.model.completed):
        hands.model.arrange(Arrangement(Order.TIME, Group.PROMPT))
    assert pages[0] == ([400, 400], False)
    assert [one.pictures for one in hands.model.sections()] == [400, 400, 200]
    assert times_of(hands)[:400] == [NOW - number for number in range(0, 800, 2)]


def test_a_selection_behind_the_first_page_is_found_again(shelf: Shelf, hands: Hands, qtbot: QtBot) -> None:
    shelf.add(*(NOW - number for number in range(1000)), prompt="a fox")
    hands.load()
    hands.panel.select_record(NOW - 700)
    searched(hands, "fox")
    assert [hands.model.cell(row).time for row in hands.selected] == [NOW - 700]
    assert hands.current in hands.view.visible_rows()


def test_new_pictures_come_to_their_place_in_any_order(shelf: Shelf, hands: Hands, qtbot: QtBot) -> None:
    shelf.add(NOW, cost="0.05")
    shelf.add(NOW - 1, cost="0.01")
    hands.load()
    with qtbot.waitSignal(hands.model.completed):
        hands.model.arrange(Arrangement(Order.COST, Group.NONE))
    hands.model.add_records(shelf.add(NOW + 5, cost="0.03"))
    qtbot.waitUntil(lambda: times_of(hands) == [NOW, NOW + 5, NOW - 1])


def test_thousands_stay_selected_when_some_of_them_go(
    shelf: Shelf, hands: Hands, organise: Organise, qtbot: QtBot
) -> None:
    shelf.add(*(NOW - number for number in range(6000)))
    hands.load()
    hands.view.selectAll()
    hands.model.organised(organise([NOW, NOW - 3000, NOW - 4000, NOW - 5999], trash=True))
    qtbot.waitUntil(lambda: hands.model.pictures == 5996)
    assert hands.panel.selected_count == 5996
