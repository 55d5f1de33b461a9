"""Laptops' screens at 150 and 200 %: everything is still whole, makes way, or can be scrolled to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.studio import Studio
from imagestudio.ui.column_widths import side_widths
from imagestudio.ui.dialogs.fitting import LowArea, fit_height, open_at
from imagestudio.ui.dialogs.key_dialog import KeyDialog
from imagestudio.ui.finding.choice_list import Choice
from imagestudio.ui.finding.popover import Popover
from imagestudio.ui.first.welcome import Welcome
from imagestudio.ui.giving_way import GivingWay
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import ask, generate, opened, texts

SMALL = (960, 540 - 24)
NARROW = (853, 533 - 24)  # 1280 by 800 at 150 %
NARROWEST = (683, 384 - 11)  # 1366 by 768 at 200 %
WIDE = (1280, 800)


@dataclass
class Folding:
    """The window in one size after another, and which of its panels are seen."""

    qtbot: QtBot
    studio: Studio

    def resize(self, size: tuple[int, int]) -> None:
        window = self.studio.workspace.window()
        window.resize(*size)
        self.qtbot.waitUntil(lambda: (window.width(), window.height()) == size)

    def press(self, action: str) -> None:
        self.studio.workspace.actions_of[action].trigger()

    @property
    def seen(self) -> str:
        """What is seen, which is also what the commands say."""
        workspace = self.studio.workspace
        panels = {"compose": workspace.compose_panel, "details": workspace.details_panel}
        for name, panel in panels.items():
            assert workspace.actions_of[f"toggle_{name}"].isChecked() is panel.isVisible()
        return " ".join(name for name, panel in panels.items() if panel.isVisible())


@pytest.fixture
def folding(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Folding]:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        window = Folding(qtbot, studio)
        window.resize(WIDE)
        yield window


def squeezed(inside: QWidget) -> list[str]:
    """The texts that have less height than they need."""
    labels = [label for label in inside.findChildren(QLabel) if label.isVisible() and label.text()]
    return [label.text() for label in labels if label.height() < label.heightForWidth(label.width())]


@pytest.mark.parametrize(("size", "jobs"), [(SMALL, False), ((1280, 698), False), ((1280, 776), True)])
def test_the_welcome_is_whole_or_scrolls(
    qtbot: QtBot, theme: Theme, tmp_path: Path, size: tuple[int, int], jobs: bool
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.workspace.window().resize(*size)
        if jobs:
            studio.workspace.actions_of["toggle_jobs"].trigger()
        (welcome,) = studio.workspace.window().findChildren(Welcome)
        qtbot.waitUntil(lambda: not squeezed(welcome))
        last = welcome.examples[-1]
        welcome.examples[-2].setFocus()
        qtbot.keyClick(welcome.examples[-2], Qt.Key.Key_Tab)
        assert last.hasFocus()
        area = studio.workspace.gallery_panel
        qtbot.waitUntil(lambda: area.rect().contains(last.mapTo(area, QPoint(0, last.height()))))


def test_the_window_fits_on_the_screen_with_a_picture_in_the_details(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.workspace.window().resize(*SMALL)
        generate(qtbot, studio, "a fox")
        window = studio.workspace.window()
        assert (window.width(), window.height()) == SMALL
        assert studio.workspace.minimumSizeHint().width() <= SMALL[0]


@pytest.mark.parametrize("size", [NARROW, NARROWEST])
def test_details_make_way_in_a_narrow_window_and_come_back_as_wide_as_they_were(
    folding: Folding, size: tuple[int, int]
) -> None:
    workspace = folding.studio.workspace
    widths = workspace.compose_panel.width(), workspace.details_panel.width()
    assert folding.seen == "compose details"
    folding.resize(size)
    assert folding.seen == "compose"
    assert workspace.minimumSizeHint().width() <= size[0]
    assert workspace.gallery_panel.width() >= workspace.gallery_panel.minimumSizeHint().width()
    folding.resize(WIDE)
    assert folding.seen == "compose details"
    assert (workspace.compose_panel.width(), workspace.details_panel.width()) == widths


def test_a_panel_brought_into_a_narrow_window_takes_the_place_of_the_other_until_it_is_folded(folding: Folding) -> None:
    folding.resize(NARROW)
    folding.press("toggle_details")
    assert folding.seen == "details"
    folding.press("toggle_details")
    assert folding.seen == "compose"
    folding.resize(WIDE)
    assert folding.seen == "compose details"


def test_a_panel_that_was_folded_is_brought_for_a_look_only(folding: Folding) -> None:
    folding.press("toggle_details")
    folding.resize(NARROW)
    folding.press("toggle_details")
    assert folding.seen == "details"
    folding.press("toggle_details")
    assert folding.seen == "compose"
    folding.resize(WIDE)
    assert folding.seen == "compose"


def test_folding_the_only_panel_of_a_narrow_window_leaves_the_pictures_alone(folding: Folding) -> None:
    folding.resize(NARROW)
    folding.press("toggle_compose")
    assert folding.seen == ""
    folding.resize(NARROWEST)
    folding.resize(NARROW)
    assert folding.seen == ""
    folding.resize(WIDE)
    assert folding.seen == "details"  # which had only made way


def test_both_panels_are_folded_and_unfolded_in_a_narrow_window_too(folding: Folding) -> None:
    folding.resize(NARROW)
    folding.press("toggle_panels")
    assert folding.seen == ""
    folding.press("toggle_panels")
    assert folding.seen == "compose"
    folding.resize(WIDE)
    assert folding.seen == "compose details"


def test_the_way_to_the_prompt_leads_out_of_the_details_of_a_narrow_window(folding: Folding) -> None:
    folding.resize(NARROW)
    folding.press("toggle_details")
    folding.press("focus_prompt")
    assert folding.seen == "compose"
    assert folding.studio.workspace.compose_panel.prompt_edit.hasFocus()


def test_what_made_way_is_there_when_the_program_starts_with_more_room(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        Folding(qtbot, studio).resize(NARROW)
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        window = Folding(qtbot, studio)
        window.resize(WIDE)
        assert window.seen == "compose details"
        assert (studio.workspace.compose_panel.width(), studio.workspace.details_panel.width()) == (340, 312)


def test_the_narrowest_window_has_room_for_the_jobs_while_pictures_come(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        window = Folding(qtbot, studio)
        window.resize(NARROWEST)
        window.press("toggle_jobs")
        service.hold()
        ask(qtbot, studio, "a fox", 3)
        qtbot.waitUntil(lambda: "coming" in texts(studio))
        hint = studio.workspace.minimumSizeHint()
        with qtbot.waitSignal(studio.parts.queue.idle):
            service.release()
    assert hint.width() <= NARROWEST[0]
    assert hint.height() <= NARROWEST[1]


def test_the_gallery_keeps_its_bar_and_panels_narrow_in_proportion() -> None:
    assert side_widths(1280, 340, 312) == (340, 312)
    assert side_widths(960, 340, 312) == (276, 270)
    assert side_widths(2 * 265 + 412, 340, 312) == (264, 264)
    assert side_widths(2 * 265 + 411, 340, 312) == (340, 0)
    assert side_widths(853, 0, 312) == (0, 312)
    assert side_widths(264 + 1 + 412, 340, 0) == (264, 0)
    assert side_widths(264 + 1 + 411, 340, 0) == (0, 0)
    assert side_widths(264 + 1 + 400, 340, 0, least=400) == (264, 0)


def test_what_is_scrolled_keeps_its_width_when_the_bar_comes(folding: Folding) -> None:
    panel = folding.studio.workspace.compose_panel
    width = panel.prompt_edit.width()
    (area,) = [area for area in panel.findChildren(QScrollArea) if panel.prompt_edit in area.findChildren(QWidget)]
    assert not area.verticalScrollBar().isVisible()
    folding.resize((WIDE[0], 480))
    folding.qtbot.waitUntil(area.verticalScrollBar().isVisible)
    assert panel.prompt_edit.width() == width


def test_of_a_row_what_is_missed_least_makes_way_first(qtbot: QtBot, theme: Theme) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    labels = [QLabel("Some words", row) for _ in range(4)]
    layout = QHBoxLayout(row)
    for label in labels:
        layout.addWidget(label)
    room = GivingWay(row, layout, labels[:2])
    row.show()

    def seen_at(width: int) -> list[bool]:
        row.setFixedWidth(width)
        qtbot.waitUntil(lambda: row.width() == width)
        return [label.isVisible() for label in labels]

    least, one = room.least().width(), labels[0].minimumSizeHint().width() + layout.spacing()
    assert seen_at(least) == [False, False, True, True]
    assert seen_at(least + one) == [True, False, True, True]
    assert seen_at(least + 2 * one) == [True] * 4
    room.want(labels[0], False)
    assert [label.isVisible() for label in labels] == [False, True, True, True]
    assert room.least().width() == least


def test_a_form_in_a_low_dialog_scrolls_and_its_buttons_stay(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.workspace.actions_of["key"].trigger()
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, KeyDialog) and one.isVisible())
        dialog.setFixedHeight(NARROWEST[1] - 40)
        (area,) = dialog.findChildren(LowArea)
        qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
        assert dialog.rect().contains(dialog.save_button.geometry())
        assert dialog.save_button.geometry().top() > area.geometry().bottom()
        dialog.close()


def test_a_dialog_is_no_larger_than_the_screen_and_its_form_scrolls(qtbot: QtBot, theme: Theme) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    room = dialog.screen().availableGeometry()
    inside = QWidget()
    column = QVBoxLayout(inside)
    for number in range(60):
        column.addWidget(QLabel(str(number), inside))
    area = LowArea(inside, dialog)
    QVBoxLayout(dialog).addWidget(area)
    dialog.show()
    fit_height(dialog)
    assert dialog.height() < room.height() < inside.sizeHint().height()
    assert area.verticalScrollBar().maximum() > 0
    other = QDialog()
    qtbot.addWidget(other)
    open_at(other, room.width() * 2, 100)
    assert (other.width(), other.height()) == (room.width(), 100)


def test_a_popover_ends_where_the_screen_does(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    anchor = QLabel("here", window)
    room = window.screen().availableGeometry()
    window.setGeometry(0, room.bottom() - 300, 200, 40)
    popover = Popover(theme, "Places", window)
    with qtbot.waitExposed(window):
        window.show()
    popover.open_below(anchor)
    popover.show_choices([Choice(str(number), number) for number in range(200)])  # they come when it is open
    assert popover.geometry().bottom() <= room.bottom()
    assert popover.geometry().top() > anchor.mapToGlobal(QPoint(0, 0)).y()
    popover.hide()
