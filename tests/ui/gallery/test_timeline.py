"""The timeline: there where it helps, true to the months, and in nobody's way."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio.core.search_query import Order
from imagestudio.core.times import now_us
from imagestudio.ui.gallery import month_book
from imagestudio.ui.gallery.arrangement import Arrangement, Group
from imagestudio.ui.gallery.month_book import Month
from imagestudio.ui.gallery.picture_list import PictureList
from imagestudio.ui.gallery.sections import day_of
from imagestudio.ui.gallery.timeline import Timeline
from imagestudio.ui.gallery.timeline_scale import scale_of
from imagestudio.ui.theme import Theme
from imagestudio.workers.task import TaskRunner
from tests.ui.gallery.conftest import Hands
from tests.ui.gallery.shelf import Shelf

NOW = now_us()
DAY = 86_400_000_000
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def years(shelf: Shelf, hands: Hands, qtbot: QtBot) -> Hands:
    """A picture each third day of two years, and three a day a year before them."""
    shelf.add(*(NOW - number * 3 * DAY for number in range(240)))
    shelf.add(*(NOW - 800 * DAY - number * DAY // 3 for number in range(120)))
    hands.load()
    qtbot.waitUntil(lambda: hands.panel.timeline.isVisible())
    return hands


def point(timeline: Timeline, y: float) -> None:
    """The pointer comes to this height."""
    place = QPointF(timeline.width() / 2, y)
    everywhere = timeline.mapToGlobal(place)
    QApplication.sendEvent(timeline, QEnterEvent(place, place, everywhere))


def press(timeline: Timeline, y: float) -> None:
    QTest.mousePress(timeline, LEFT, NONE, QPoint(6, round(y)))


def release(timeline: Timeline, y: float) -> None:
    QTest.mouseRelease(timeline, LEFT, NONE, QPoint(6, round(y)))


def middle(timeline: Timeline, number: int) -> float:
    return (timeline.height_of(number) + timeline.height_of(number + 1)) / 2


def month_in_sight(hands: Hands) -> str:
    return f"{day_of(hands.model.cell(hands.view.visible_rows().start).time):%B %Y}"


def months(hands: Hands) -> tuple[Month, ...]:
    return hands.model.book.months.months


def test_every_picture_is_in_the_month_of_its_day(years: Hands) -> None:
    assert sum(month.pictures for month in months(years)) == 360
    for month in months(years):
        times = years.model.listed.times[month.place : month.place + month.pictures]
        assert {f"{day_of(time):%B %Y}" for time in times} == {month.title}


def test_who_points_at_it_reads_the_month_and_a_click_goes_there(years: Hands) -> None:
    timeline = years.panel.timeline
    for number in (3, 17, len(months(years)) - 2):
        point(timeline, middle(timeline, number))
        assert timeline.labels.isVisible()
        assert timeline.labels.month == months(years)[number].title
        press(timeline, timeline.height_of(number) + 1)
        release(timeline, timeline.height_of(number) + 1)
        assert month_in_sight(years) == months(years)[number].title


def test_the_handle_is_dragged_to_the_ends(years: Hands) -> None:
    timeline, bar = years.panel.timeline, years.view.verticalScrollBar()
    press(timeline, timeline.place + 5)  # within the handle: nothing moves
    assert bar.value() == 0
    QTest.mouseMove(timeline, QPoint(6, timeline.height() - 1))
    assert bar.value() == bar.maximum()
    assert timeline.labels.month == months(years)[-1].title
    QTest.mouseMove(timeline, QPoint(6, 1))
    assert bar.value() == 0
    release(timeline, 1)
    QTest.mouseMove(timeline, QPoint(6, timeline.height() - 1))
    assert bar.value() == 0


def test_the_label_goes_with_the_pointer(years: Hands, qtbot: QtBot) -> None:
    timeline = years.panel.timeline
    point(timeline, 200)
    QApplication.sendEvent(timeline, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not timeline.labels.isVisible())
    assert timeline.labels.month == ""


def test_the_place_is_marked_and_told_as_one_scrolls(years: Hands) -> None:
    timeline = years.panel.timeline
    seen = QAccessible.queryAccessibleInterface(timeline)
    assert seen is not None
    assert seen.role() == QAccessible.Role.Slider
    assert seen.text(QAccessible.Text.Name) == "Timeline"
    for number in (9, 1, len(months(years)) - 3):
        years.view.verticalScrollBar().setValue(years.view.value_for(months(years)[number].place))
        assert timeline.value() == number
        assert timeline.place == pytest.approx(timeline.height_of(number))
        assert seen.text(QAccessible.Text.Description) == months(years)[number].title


def test_a_screen_reader_can_set_the_month(years: Hands) -> None:
    years.panel.timeline.setValue(6)
    assert month_in_sight(years) == months(years)[6].title


def test_the_wheel_scrolls_over_it(years: Hands) -> None:
    timeline = years.panel.timeline
    place = QPointF(6, 100)
    turn = QWheelEvent(
        place,
        timeline.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(timeline, turn)
    assert 60 <= years.view.verticalOffset() <= 160


def test_it_moves_nothing_when_it_comes(shelf: Shelf, hands: Hands, qtbot: QtBot) -> None:
    shelf.add(*(NOW - number * 1000 for number in range(60)))
    hands.load()
    qtbot.waitUntil(lambda: hands.view.verticalScrollBar().isVisible())
    assert not hands.panel.timeline.isVisible()
    before = [hands.view.visualRect(hands.model.index(row)) for row in range(12)], hands.view.viewport().size()
    hands.model.add_records(shelf.add(NOW - 40 * DAY))
    qtbot.waitUntil(lambda: hands.panel.timeline.isVisible())
    after = [hands.view.visualRect(hands.model.index(row)) for row in range(12)], hands.view.viewport().size()
    assert after == before


def test_pictures_that_come_between_the_look_and_its_answer_have_their_month(qtbot: QtBot) -> None:
    runner = TaskRunner(1)
    pictures = PictureList(array("q", [NOW]))
    book = month_book.MonthBook(runner, runner)
    book.open(pictures, Arrangement(), complete=True)
    assert runner._pool.waitForDone()  # it has looked, and its answer is on the way
    pictures.insert(1, NOW - 40 * DAY)
    book.refresh()
    qtbot.waitUntil(lambda: len(book.months) == 2)
    runner.close()


def test_there_is_none_for_a_month_or_a_screen(shelf: Shelf, hands: Hands, qtbot: QtBot) -> None:
    shelf.add(NOW, NOW - 40 * DAY)
    hands.load()
    qtbot.waitUntil(lambda: len(months(hands)) == 2)
    assert not hands.panel.timeline.isVisible()
    hands.panel.resize(948, 420)
    qtbot.waitUntil(lambda: hands.panel.timeline.isVisible())


@pytest.mark.parametrize("arrangement", [Arrangement(Order.COST, Group.NONE), Arrangement(Order.TIME, Group.PROMPT)])
def test_there_is_none_in_another_order(years: Hands, qtbot: QtBot, arrangement: Arrangement) -> None:
    years.model.arrange(arrangement)
    qtbot.waitUntil(lambda: not years.panel.timeline.isVisible())
    assert years.view.verticalScrollBar().isVisible()
    years.model.arrange(Arrangement(Order.OLDEST, Group.NONE))
    qtbot.waitUntil(lambda: years.panel.timeline.isVisible())
    firsts = [month.first for month in months(years)]
    assert firsts == sorted(firsts)


def test_months_are_worked_out_beside_the_window(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, hands: Hands, qtbot: QtBot
) -> None:
    inside: list[int] = []
    real = month_book.months_of

    def spied(pictures: PictureList, order: Order) -> Iterator[Month]:
        inside.append(threading.get_ident())
        return real(pictures, order)

    monkeypatch.setattr(month_book, "months_of", spied)
    shelf.add(*(NOW - number * 3 * DAY for number in range(240)))
    hands.load()
    qtbot.waitUntil(lambda: hands.panel.timeline.isVisible())
    hands.model.add_records(shelf.add(NOW - 2000 * DAY))
    qtbot.waitUntil(lambda: months(hands)[-1].first == day_of(NOW - 2000 * DAY).replace(day=1))
    assert inside
    assert threading.get_ident() not in inside


def test_it_can_be_painted_in_both_themes(years: Hands, theme: Theme) -> None:
    timeline = years.panel.timeline
    for mode in ("dark", "light"):
        theme.choose(mode)
        image = timeline.grab().toImage()
        ground = image.pixelColor(1, round(middle(timeline, 2)))
        assert ground == theme.color("window")
        assert image.pixelColor(1, round(timeline.height_of(2))) in (theme.color("edge"), theme.color("text3"))
        point(timeline, 200)
        assert not years.panel.grab().isNull()


def test_the_smallest_month_can_be_pointed_at() -> None:
    scale = scale_of([0, 500_000, 500_100, 1_000_000], [5000, 1, 5000], 18.0, 600.0)
    assert scale.places[0] == 18
    assert scale.places[-1] == pytest.approx(618)
    assert scale.places[2] - scale.places[1] >= 6
    assert scale.value_at((scale.places[1] + scale.places[2]) / 2) == 500_000
    assert [scale.month_at(place) for place in (0, 18, 310, 320, 617, 700)] == [0, 0, 0, 1, 2, 2]


def test_a_place_of_the_track_and_of_the_scroll_bar_are_the_same_there_and_back() -> None:
    scale = scale_of([0, 4000, 9000, 30_000], [40, 50, 200], 18.0, 500.0)
    assert [scale.value_at(place) for place in (0, 18, 518, 900)] == [0, 0, 30_000, 30_000]
    for value in (0, 1000, 4000, 8999, 20_000, 30_000):
        assert abs(scale.value_at(scale.place_of(value)) - value) <= 1


def test_months_within_the_last_screen_are_at_its_end() -> None:
    scale = scale_of([0, 900, 1000, 1200, 950], [50, 1, 1, 1], 0.0, 100.0)
    assert scale.values == (0, 900, 950, 950, 950)
    assert scale.place_of(950) == pytest.approx(100)
    assert scale.value_at(99) == 950
