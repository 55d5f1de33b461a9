"""Finding in the whole window: what is typed, completed, filtered, ordered, jumped to and remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio.core.organisation import Organisation, Pick
from imagestudio.core.search_query import Order
from imagestudio.core.times import now_us
from imagestudio.studio import Studio
from imagestudio.ui.finding.arrange_menu import ArrangeMenu
from imagestudio.ui.finding.chips import Chip
from imagestudio.ui.finding.filter_popover import FilterPopover
from imagestudio.ui.finding.months import MonthPopover
from imagestudio.ui.finding.popover import Popover
from imagestudio.ui.finding.search_edit import SearchEdit
from imagestudio.ui.gallery.arrangement import Arrangement, Group
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import opened
from tests.ui.gallery.shelf import Shelf

NOW = now_us()
DAY = 86_400_000_000
Key = Qt.Key


def fill(folder: Path) -> None:
    """Six foxes and three crowns of some months, models, costs and marks."""
    shelf = Shelf(folder / "library")
    for number in range(6):
        marks = Organisation(rating=number, pick=Pick.PICKED if number > 3 else Pick.NONE, tags=("wild",))
        shelf.add(NOW - number * 40 * DAY, prompt="a red fox", cost=f"0.0{number + 1}", organisation=marks)
    shelf.add(NOW - 1, NOW - 2, NOW - 3, prompt="a golden crown", cost="0.2", model="openai/gpt-image-2")
    shelf.close()


class Finding:
    """Works the window as a person does."""

    def __init__(self, studio: Studio, qtbot: QtBot) -> None:
        self.studio = studio
        self.qtbot = qtbot
        self.panel = studio.workspace.gallery_panel
        self.gallery = studio.parts.gallery
        self.edit: SearchEdit = self.panel.search_edit

    def write(self, text: str) -> None:
        self.edit.setFocus()
        QTest.keyClicks(self.edit, text)

    def key(self, *keys: Key) -> None:
        for key in keys:
            QTest.keyClick(self.edit, key)

    def counted(self, pictures: int) -> None:
        text = f"{pictures:,} picture{'' if pictures == 1 else 's'}"
        self.qtbot.waitUntil(lambda: self.panel.line.count_label.text() == text)

    def offered(self) -> list[str]:
        return [choice.text for choice in self.edit.completions.list.choices.choices]

    def popover(self, kind: type[Popover]) -> Popover:
        return next(found for found in self.panel.findChildren(kind))

    def press(self, name: str) -> None:
        self.studio.workspace.actions_of[name].trigger()


@pytest.fixture
def finding(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Finding]:
    fill(tmp_path)
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        found = Finding(studio, qtbot)
        found.counted(9)
        yield found


def choices_of(popover: Popover) -> list[tuple[str, int | None, bool]]:
    return [(one.text, one.count, one.checked) for one in popover.list.choices.choices]


def choose(popover: Popover, text: str, key: Key = Key.Key_Return) -> None:
    """Go to a row with the arrows, and press a key there."""
    QTest.keyClick(popover.list, Key.Key_Home)
    for _ in range(60):
        choice = popover.list.current_choice()
        if choice is not None and choice.text == text:
            break
        QTest.keyClick(popover.list, Key.Key_Down)
    assert popover.list.current_choice() is not None
    QTest.keyClick(popover.list, key)


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
        assert finding.panel.line.arrange_button.text() == "Rating"
        assert [finding.gallery.cell(row).time for row in range(6)] == [
            NOW - place * 40 * DAY for place in (5, 4, 3, 2, 1, 0)
        ]
        assert not finding.panel.line.month_button.isEnabled()
        assert len(finding.gallery.sections()) == 1
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: studio.parts.gallery.arrangement == Arrangement(Order.RATING, Group.NONE))
        qtbot.waitUntil(lambda: studio.parts.gallery.cell(0).time == NOW - 5 * 40 * DAY)
        assert studio.workspace.gallery_panel.line.arrange_button.text() == "Rating"


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
    assert "zebra tag:wild" in empty._hint.text()
    QTest.mouseClick(empty._button, Qt.MouseButton.LeftButton)
    finding.counted(9)
    assert QApplication.activePopupWidget() is None
