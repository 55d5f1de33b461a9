"""Charts tell their numbers to the eye, to the keys and to a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from imagestudio.core.money import ZERO, Money
from imagestudio.ui.spending.chart import Bar, Chart
from imagestudio.ui.spending.column_chart import ColumnChart
from imagestudio.ui.spending.row_chart import RowChart
from imagestudio.ui.spending.scale import ticks
from imagestudio.ui.theme import Theme

CENT = 10_000_000
BARS = [Bar(f"{n} Nov", f"{n} November", Money(n * CENT), f"${n}") for n in range(31)]


@pytest.fixture(params=[ColumnChart, RowChart])
def chart(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> Chart:
    made: Chart = request.param(theme, "Spent")
    qtbot.addWidget(made)
    made.resize(640, 1_400)
    made.show()
    return made


def seen(chart: Chart) -> QImage:
    return chart.grab().toImage()


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0, ["$0.0001"]),
        (1, ["$0.0001"]),
        (CENT, ["$0.005", "$0.01"]),
        (CENT + 1, ["$0.005", "$0.01", "$0.015"]),
        (133 * CENT, ["$0.50", "$1.00", "$1.50"]),
        (10**15, ["$500,000.00", "$1,000,000.00"]),
    ],
)
def test_the_side_of_a_chart_has_few_round_amounts(most: int, expected: list[str]) -> None:
    assert [str(tick) for tick in ticks(Money(most))] == expected


def test_arrows_go_from_bar_to_bar_and_say_what_it_is(qtbot: QtBot, chart: Chart) -> None:
    chart.show_bars(BARS)
    chart.setFocus()
    with qtbot.waitSignal(chart.current_changed) as went:
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert went.args == [0]
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.accessibleDescription() == "1 November: $1"
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current == len(BARS) - 1
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 0


def test_the_pointer_shows_the_numbers_and_a_click_means_that_bar(qtbot: QtBot, chart: Chart) -> None:
    chart.show_bars(BARS)
    before = seen(chart)
    middle = chart.rect_of(20).center().toPoint()
    qtbot.mouseMove(chart, middle)
    qtbot.waitUntil(lambda: chart.hovered == 20)
    assert seen(chart) != before
    with qtbot.waitSignal(chart.current_changed) as went:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle)
    assert went.args == [20]


def test_bars_are_as_long_as_their_amounts(chart: Chart) -> None:
    chart.show_bars(BARS)
    lengths = [max(chart.rect_of(n).height(), chart.rect_of(n).width()) for n in (10, 20, 30)]
    if isinstance(chart, ColumnChart):
        lengths = [chart.rect_of(n).height() for n in (10, 20, 30)]
    assert lengths[1] == pytest.approx(2 * lengths[0])
    assert lengths[2] == pytest.approx(3 * lengths[0])


def test_nothing_one_bar_and_very_many_are_painted_within_the_chart(chart: Chart) -> None:
    for bars in ([], BARS[:1], [Bar("x", "x", ZERO, "nothing")], BARS * 40):
        chart.show_bars(bars)
        assert not seen(chart).isNull()
        assert all(chart.rect_of(place).left() >= 0 for place in range(len(bars)))
    chart.wait()
    assert not seen(chart).isNull()
    assert chart.place_at(QPoint(5, 5).toPointF()) == -1
