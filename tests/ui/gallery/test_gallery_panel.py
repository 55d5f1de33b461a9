"""The panel: search, count, selection as others hear it, and empty places."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from imagestudio.core.times import now_us
from imagestudio.ui.error_text import short_reason
from imagestudio.ui.first.welcome import Welcome
from imagestudio.ui.gallery.cell import Cell
from imagestudio.ui.gallery.gallery_panel import GalleryPanel
from imagestudio.ui.gallery.scroll_date import ScrollDate
from imagestudio.ui.gallery.sections import day_of
from imagestudio.ui.theme import Theme
from tests.ui.gallery.conftest import Hands
from tests.ui.gallery.shelf import Shelf, job

NOW = now_us()
Key = Qt.Key


@pytest.fixture
def some(shelf: Shelf, hands: Hands) -> Hands:
    shelf.add(NOW, NOW - 1, prompt="a crown of gold")
    shelf.add(NOW - 2, NOW - 3, NOW - 4, prompt="a raccoon")
    hands.load()
    return hands


def search_edit(hands: Hands) -> QLineEdit:
    return next(edit for edit in hands.panel.findChildren(QLineEdit) if edit.accessibleName() == "Search")


def counted(hands: Hands) -> str:
    return hands.panel.line.count_label.text()


def test_pictures_are_counted(some: Hands) -> None:
    assert counted(some) == "5 pictures"


def test_typing_searches_and_escape_brings_all_back_then_leaves(some: Hands, qtbot: QtBot) -> None:
    some.panel.focus_search()
    edit = search_edit(some)
    assert edit.hasFocus()
    QTest.keyClicks(edit, "crown")
    qtbot.waitUntil(lambda: counted(some) == "2 pictures")
    QTest.keyClick(edit, Key.Key_Escape)
    qtbot.waitUntil(lambda: counted(some) == "5 pictures")
    assert edit.hasFocus()
    QTest.keyClick(edit, Key.Key_Escape)
    assert some.view.hasFocus()


def test_a_search_without_results_says_so_and_can_be_cleared(some: Hands, qtbot: QtBot) -> None:
    QTest.keyClicks(search_edit(some), "zebra")
    qtbot.waitUntil(lambda: some.view.empty_state.isVisible())
    button = some.view.empty_state.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert button.text() == "C&lear search"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: counted(some) == "5 pictures")
    assert not some.view.empty_state.isVisible()


def test_an_empty_library_offers_the_first_step(hands: Hands, qtbot: QtBot) -> None:
    assert not hands.view.empty_state.isVisible()
    hands.load()
    assert hands.view.empty_state.isVisible()
    welcome = hands.view.empty_state.findChild(Welcome)
    assert isinstance(welcome, Welcome)
    with qtbot.waitSignal(hands.view.empty_state.key_requested):
        QTest.mouseClick(welcome.key_button, Qt.MouseButton.LeftButton)
    hands.model.update_job(job())
    assert not hands.view.empty_state.isVisible()


def test_the_selection_survives_a_search_as_far_as_its_pictures_do(some: Hands, qtbot: QtBot) -> None:
    some.click(1)
    some.click(3, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(search_edit(some), "raccoon")
    qtbot.waitUntil(lambda: counted(some) == "3 pictures")
    assert [some.model.cell(row).time for row in some.selected] == [NOW - 3]
    assert some.model.cell(some.current).time == NOW - 3


def test_one_change_of_the_selection_is_told_once(some: Hands, qtbot: QtBot) -> None:
    some.record(2)
    heard: list[list[Cell]] = []
    some.panel.selection_changed.connect(heard.append)
    some.click(0)
    some.click(2, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(heard))
    assert [cell.time for cell in heard[-1]] == [NOW, NOW - 1, NOW - 2]
    assert len(heard) == 1


def test_a_selected_picture_is_told_again_when_its_record_has_come(shelf: Shelf, hands: Hands, qtbot: QtBot) -> None:
    shelf.add(*(NOW - number for number in range(3000)))
    hands.load()
    heard: list[list[Cell]] = []
    hands.panel.selection_changed.connect(heard.append)
    hands.panel.select_record(NOW - 2999)
    qtbot.waitUntil(lambda: bool(heard) and heard[-1][0].record is not None)
    assert heard[-1][0].time == NOW - 2999


def test_a_record_can_be_selected_before_it_is_there(hands: Hands, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW, NOW - 1)
    hands.panel.select_record(NOW - 1)
    hands.load()
    assert hands.selected == [1]


def test_slider_and_view_show_the_same_size(some: Hands) -> None:
    slider = some.panel.findChild(QSlider)
    assert isinstance(slider, QSlider)
    assert slider.accessibleName() == "Thumbnail size"
    slider.setFocus()
    QTest.keyClick(slider, Key.Key_Right)
    assert some.panel.thumbnail_size == 216
    some.panel.set_thumbnail_size(300)
    assert slider.value() == 300


def test_three_columns_fit_beside_both_panels_of_a_small_window(some: Hands) -> None:
    some.panel.resize(1280 - 340 - 312 - 2, 700)
    tops = [some.view.visualRect(some.model.index(row)).top() for row in range(5)]
    assert tops.count(tops[0]) == 3


def test_whole_pictures_or_squares(some: Hands) -> None:
    assert not some.panel.whole
    some.panel.set_whole(True)
    assert some.panel.whole


def test_enter_in_the_search_goes_on_at_once(some: Hands, qtbot: QtBot) -> None:
    edit = search_edit(some)
    QTest.keyClicks(edit, "crown")
    with qtbot.waitSignal(some.model.count_changed):
        QTest.keyClick(edit, Key.Key_Return)
    assert counted(some) == "2 pictures"


def test_reading_anew_keeps_what_is_selected_and_shows_what_was_added(some: Hands, shelf: Shelf, qtbot: QtBot) -> None:
    some.click(1)
    shelf.add(NOW + 1)
    some.load()
    assert counted(some) == "6 pictures"
    assert [some.model.cell(row).time for row in some.selected] == [NOW - 1]
    assert some.record(0).time == NOW + 1


def test_the_month_stands_beside_the_scroll_bar_while_it_is_dragged(shelf: Shelf, hands: Hands) -> None:
    shelf.add(*(NOW - number * 86_400_000_000 for number in range(300)))
    hands.load()
    bar = hands.view.verticalScrollBar()
    label = hands.panel.findChild(ScrollDate)
    assert isinstance(label, ScrollDate)
    bar.setValue(bar.maximum() // 2)
    assert not label.isVisible()
    bar.setSliderDown(True)
    bar.setSliderPosition(bar.maximum())
    assert label.isVisible()
    day = day_of(hands.model.cell(hands.view.visible_rows().start).time)
    assert label.text() == f"{day:%B %Y}"
    bar.setSliderDown(False)
    assert not label.isVisible()


def test_a_panel_that_comes_after_the_answer_tells_the_number_too(some: Hands, theme: Theme, qtbot: QtBot) -> None:
    late = GalleryPanel(some.model, theme, short_reason)
    qtbot.addWidget(late)
    assert late.line.count_label.text() == counted(some) == "5 pictures"
