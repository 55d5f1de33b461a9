"""Finding in the whole window: what is typed, completed, filtered, ordered, jumped to and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from imagestudio.core.search_query import Order
from imagestudio.ui.finding.arrange_menu import ArrangeMenu
from imagestudio.ui.finding.chips import Chip
from imagestudio.ui.finding.filter_popover import FilterPopover
from imagestudio.ui.finding.months import MonthPopover
from imagestudio.ui.gallery.arrangement import Arrangement, Group
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import opened
from tests.ui.finding.seeker import DAY, NOW, Finding, Key, choices_of, choose, fill


def test_keys_and_values_are_completed_while_one_types(finding: Finding, qtbot: QtBot) -> None:
    finding.write("fox ra")
    assert finding.offered() == ["rating:", "ratio:"]
    finding.key(Key.Key_Tab)
    assert finding.edit.text() == "fox rating:"
    assert finding.edit.hasFocus()
    finding.key(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert finding.edit.text().startswith("fox rating:")
    assert finding.edit.text().endswith(" ")
    finding.edit.clear_search()
    qtbot.waitUntil(lambda: "wild" in finding.edit._known.get("tag", ()))
    finding.write("tag:")
    qtbot.waitUntil(finding.edit.completions.isVisible)
    assert finding.offered() == ["wild"]
    row = finding.edit.completions.list
    place = row.visualRect(row.choices.index(0)).center()
    QTest.mouseClick(row.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert finding.edit.text() == "tag:wild "
    finding.counted(6)


def test_escape_puts_the_completions_away_then_clears_then_leaves(finding: Finding) -> None:
    finding.write("fox ra")
    assert finding.edit.completions.isVisible()
    finding.key(Key.Key_Escape)
    assert not finding.edit.completions.isVisible()
    assert finding.edit.text() == "fox ra"
    finding.key(Key.Key_Escape)
    assert finding.edit.text() == ""
    finding.counted(9)
    finding.key(Key.Key_Escape)
    assert finding.panel.view.hasFocus()


def test_who_types_on_after_escape_goes_on_searching_and_changes_no_picture(finding: Finding) -> None:
    gallery = finding.panel.view
    gallery.setFocus()
    gallery.select_row(0)
    finding.panel.focus_search()
    finding.key(Key.Key_Escape)
    if not gallery.hasFocus():  # earlier searches were offered
        finding.key(Key.Key_Escape)
    record = finding.studio.parts.gallery.cell(0).record
    for key in (Key.Key_Delete, Key.Key_X):
        QTest.keyClick(gallery, key)
    assert finding.edit.hasFocus()
    assert finding.edit.text() == "x"
    assert record is not None
    assert finding.gallery.records.get(record.time) == record


def test_after_another_key_in_the_gallery_letters_mean_commands_again(finding: Finding) -> None:
    gallery = finding.panel.view
    gallery.select_row(0)
    finding.edit.setFocus()
    finding.key(Key.Key_Escape)
    QTest.keyClick(gallery, Key.Key_Home)
    QTest.keyClick(gallery, Key.Key_X)
    assert gallery.hasFocus()
    assert finding.edit.text() == ""


def test_what_is_not_understood_is_said_below_the_field_and_moves_nothing(finding: Finding, qtbot: QtBot) -> None:
    top = finding.panel.view.y()
    finding.write("rating:many ")
    qtbot.waitUntil(finding.edit.problem.isVisible)
    assert "many" in finding.edit.problem.text()
    assert finding.panel.view.y() == top
    below = finding.edit.mapTo(finding.panel, QPoint(0, finding.edit.height()))
    assert finding.edit.problem.y() >= below.y()
    finding.key(Key.Key_Escape)
    assert not finding.edit.problem.isVisible()


def test_enter_goes_on_with_what_was_found_unless_something_was_not_understood(finding: Finding) -> None:
    finding.write("crown colour:red")
    finding.key(Key.Key_Return)
    assert finding.edit.hasFocus()
    assert finding.edit.problem.isVisible()
    finding.edit.selectAll()
    finding.write("crown")
    finding.key(Key.Key_Return)
    assert finding.panel.view.hasFocus()
    finding.counted(3)


def test_searches_are_remembered_and_offered_in_the_empty_field(finding: Finding, tmp_path: Path) -> None:
    finding.write("crown")
    finding.key(Key.Key_Return)
    finding.edit.setFocus()
    finding.key(Key.Key_Escape)
    finding.press("search")
    assert finding.offered() == ["Lately searched for", "crown"]
    finding.key(Key.Key_Down, Key.Key_Return)
    assert finding.edit.text() == "crown"
    finding.counted(3)
    assert finding.studio.parts.settings.get("recent_searches", []) == ["crown"]


def test_chips_say_what_is_filtered_and_are_taken_away_by_key_and_click(finding: Finding) -> None:
    finding.write("fox rating:>=4 is:picked ")
    finding.counted(2)
    chips = finding.panel.chips.findChildren(Chip)
    assert [chip.text() for chip in chips] == ["Rating: 4 or more", "Picked"]
    QTest.keyClick(chips[0], Key.Key_Delete)
    assert finding.edit.text().split() == ["fox", "is:picked"]
    left = [chip for chip in finding.panel.chips.findChildren(Chip) if chip.isVisible()]
    QTest.mouseClick(left[0], Qt.MouseButton.LeftButton)
    assert finding.edit.text().strip() == "fox"
    finding.counted(6)
    assert not finding.panel.chips.isVisible()


def test_filters_are_offered_with_counts_and_ticked_by_keys(finding: Finding, qtbot: QtBot) -> None:
    finding.write("fox")
    finding.counted(6)
    finding.press("filter")
    filters = finding.popover(FilterPopover)
    qtbot.waitUntil(lambda: ("wild", 6, False) in choices_of(filters))
    assert ("Picked", 2, False) in choices_of(filters)
    assert ("★★★★★", 1, False) in choices_of(filters)
    choose(filters, "Picked", Key.Key_Space)
    finding.counted(2)
    assert filters.isVisible()
    qtbot.waitUntil(lambda: ("Picked", 2, True) in choices_of(filters))
    assert finding.edit.text().split() == ["fox", "is:picked"]
    choose(filters, "Picked", Key.Key_Minus)
    finding.counted(4)
    assert finding.edit.text().split() == ["fox", "-is:picked"]
    QTest.keyClick(filters.list, Key.Key_Escape)
    assert not filters.isVisible()


def test_orders_and_groups_are_chosen_and_kept(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    fill(tmp_path)
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        finding = Finding(studio, qtbot)
        finding.counted(9)
        menu = finding.panel.line.arrange_button.menu()
        assert isinstance(menu, ArrangeMenu)
        with qtbot.waitSignal(finding.gallery.completed):
            next(action for action in menu.actions() if action.text() == "Rating").trigger()
        assert finding.panel.line.arrange_button.text() == "Best rated first"
        assert [finding.gallery.cell(row).time for row in range(6)] == [
            NOW - place * 40 * DAY for place in (5, 4, 3, 2, 1, 0)
        ]
        assert not finding.panel.line.month_button.isEnabled()
        assert len(finding.gallery.sections()) == 1
        assert ticked(menu) == ["Rating", "Best rated first", "No groups"]
        with qtbot.waitSignal(finding.gallery.completed):
            next(action for action in menu.actions() if action.text() == "Lowest rated first").trigger()
        assert finding.gallery.cell(0).time == NOW - 40 * DAY
        assert ticked(menu) == ["Rating", "Lowest rated first", "No groups"]
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.arrangement == Arrangement(Order.LOWEST, Group.NONE))
        qtbot.waitUntil(lambda: studio.parts.gallery.cell(0).time == NOW - 40 * DAY)
        assert studio.workspace.gallery_panel.line.arrange_button.text() == "Lowest rated first"


def ticked(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isChecked()]


@pytest.mark.parametrize("key", ["Time", "Cost", "Rating", "Model", "Duration"])
def test_every_key_has_two_directions_which_are_told_on_the_button(finding: Finding, key: str) -> None:
    menu = finding.panel.line.arrange_button.menu()
    assert isinstance(menu, ArrangeMenu)
    told = []
    for place in range(2):
        next(action for action in menu.actions() if action.text() == key).trigger()
        directions = [action for action in menu.actions() if action.text() in menu.order_titles.values()]
        directions[place].trigger()
        assert ticked(menu)[:2] == [key, directions[place].text()]
        told.append(finding.panel.line.arrange_button.text())
        next(action for action in menu.actions() if action.text() == key).trigger()
        assert finding.panel.line.arrange_button.text() == told[-1]  # the key alone does not turn it
    assert told == [action.text() for action in directions]
    assert told[0] != told[1]


def test_pictures_of_one_prompt_stand_together_under_it(finding: Finding, qtbot: QtBot) -> None:
    menu = finding.panel.line.arrange_button.menu()
    assert isinstance(menu, ArrangeMenu)
    with qtbot.waitSignal(finding.gallery.completed):
        next(action for action in menu.actions() if action.text() == "By prompt").trigger()
    fox, crown = finding.gallery.sections()
    assert (fox.pictures, crown.pictures) == (6, 3)
    qtbot.waitUntil(lambda: finding.gallery.book.title(crown) == "a golden crown")
    assert str(finding.gallery.book.cost(crown)) == "$0.60"


def test_months_are_listed_and_jumped_to(finding: Finding, qtbot: QtBot) -> None:
    finding.press("months")
    months = finding.popover(MonthPopover)
    assert months.isVisible()
    assert sum(count or 0 for _text, count, _on in choices_of(months)) == 9
    QTest.keyClick(months.list, Key.Key_End)
    QTest.keyClick(months.list, Key.Key_Return)
    assert not months.isVisible()
    assert finding.gallery.cell(finding.panel.view.currentIndex().row()).time == NOW - 5 * 40 * DAY
    assert finding.panel.view.hasFocus()


def test_nothing_found_names_the_search_and_takes_one_back_to_everything(finding: Finding, qtbot: QtBot) -> None:
    finding.write("zebra tag:wild ")
    empty = finding.panel.view.empty_state
    qtbot.waitUntil(empty.isVisible)
    assert "zebra tag:wild" in empty.placard.hint()
    QTest.mouseClick(empty._button, Qt.MouseButton.LeftButton)
    finding.counted(9)
    assert QApplication.activePopupWidget() is None


def test_half_a_key_that_finds_nothing_leaves_what_the_rest_finds(finding: Finding) -> None:
    finding.write("fox mod")
    finding.counted(6)
    assert not finding.panel.view.empty_state.isVisible()
    finding.key(Key.Key_Escape)  # so it is a word
    finding.counted(0)
    finding.write("el:")
    finding.counted(6)


def test_half_a_key_that_finds_pictures_is_a_word(finding: Finding) -> None:
    finding.write("cr")
    finding.counted(3)
    finding.edit.clear_search()
    finding.counted(9)
    finding.write("f")  # of format:
    assert finding.edit.completions.isVisible()
    finding.counted(6)


def test_enter_searches_for_half_a_key(finding: Finding) -> None:
    finding.write("mod")
    finding.key(Key.Key_Return)
    finding.counted(0)
    assert finding.panel.view.hasFocus()


def test_chips_one_click_away_tell_what_they_would_leave(finding: Finding, qtbot: QtBot) -> None:
    finding.panel.line.quick.resize(600, 30)
    stars, month, models, picked = finding.panel.line.quick.chips
    top = finding.panel.view.y()
    assert stars.text() == "★ 3+"  # no numbers before anybody looks for something
    width = stars.sizeHint().width()
    finding.write("fox ")
    finding.counted(6)
    qtbot.waitUntil(lambda: (stars.text(), picked.text()) == ("★ 3+ · 3", "Picked · 2"))
    assert stars.sizeHint().width() == width
    QTest.keyClick(stars, Key.Key_Space)
    finding.counted(3)
    assert finding.edit.text().split() == ["fox", "rating:>=3"]
    assert stars.isChecked()
    assert finding.panel.chips.findChildren(Chip) == []  # it is told once
    assert finding.panel.view.y() == top
    qtbot.waitUntil(lambda: month.text() == "This month · 0")
    QTest.keyClick(stars, Key.Key_Delete)
    finding.counted(6)
    assert not stars.isChecked()
    assert models.text() == "Any model"


def test_the_models_there_are_stand_behind_their_chip(finding: Finding, qtbot: QtBot) -> None:
    finding.panel.line.quick.resize(600, 30)
    models = finding.panel.line.quick.chips[2]
    QTest.keyClick(models, Key.Key_Space)
    popover = finding.panel.findChildren(FilterPopover)[1]
    qtbot.waitUntil(lambda: ("GPT Image 2", 3, False) in choices_of(popover))
    choose(popover, "GPT Image 2")
    finding.counted(3)
    assert models.text() == "GPT Image 2"
    assert models.isChecked()


def test_chips_tell_what_each_finds_alone(finding: Finding, qtbot: QtBot) -> None:
    finding.write("fox rating:>=4 tag:wild ")
    finding.counted(2)
    chips = finding.panel.chips
    qtbot.waitUntil(
        lambda: [chip.text() for chip in chips.findChildren(Chip)] == ["Rating: 4 or more · 2", "Tag: wild · 6"]
    )


def test_what_there_is_no_room_for_is_told_below(finding: Finding, qtbot: QtBot) -> None:
    quick, chips = finding.panel.line.quick, finding.panel.chips
    quick.resize(600, 30)
    finding.write("rating:>=3 ")
    finding.counted(3)
    assert chips.terms == []
    quick.resize(20, 30)
    assert [term.text for term in chips.terms] == ["rating:>=3"]
