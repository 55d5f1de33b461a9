"""Pictures are compared by keys: side by side, over each other, one after the other; the better one stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from imagestudio.core.organisation import Organisation, Pick
from imagestudio.ui.compare.compare_view import CompareView
from imagestudio.ui.compare.stage import Mode
from tests.ui.compare.conftest import Bench
from tests.ui.stocked import COUNT

_Key = Qt.Key


def buttons(panel: QWidget, text: str) -> list[QPushButton]:
    return [button for button in panel.findChildren(QPushButton) if button.text() == text]


def mode_of(view: CompareView) -> Mode:
    return view.stage.mode


def test_two_are_side_by_side_with_what_differs_below(bench: Bench) -> None:
    view = bench.compare()
    assert bench.shown == [0, 1]
    first, second = view.stage.canvases[0].geometry(), view.stage.canvases[1].geometry()
    assert first.right() < second.left()
    assert first.size() == second.size()
    bench.qtbot.waitUntil(lambda: "Quality: High" in view.strip.columns[0].facts())
    assert "Quality: Low" in view.strip.columns[1].facts()
    assert "Cost: $0.17" in view.strip.columns[0].facts()
    assert "Model" not in view.strip.columns[0].facts()  # the same in both
    assert "+7" in view.strip.columns[0].text.toPlainText()
    assert view.strip.columns[0].text.accessibleDescription() == "Not in all: 7"


def test_four_are_two_above_two_and_what_is_prompted_alike_is_not_told(bench: Bench) -> None:
    view = bench.compare(0, 4)
    assert bench.shown == [0, 1, 2, 3]
    places = [canvas.geometry() for canvas in view.stage.canvases]
    assert places[0].top() == places[1].top() < places[2].top() == places[3].top()
    assert mode_of(view) is Mode.SIDE
    bench.press(_Key.Key_W)
    assert mode_of(view) is Mode.SIDE  # only two can lie over each other


def test_zoom_and_pan_go_in_step(bench: Bench) -> None:
    view = bench.compare()
    left, right = view.stage.canvases[:2]
    bench.press(_Key.Key_G)
    for _ in range(6):
        bench.press(_Key.Key_Plus)
    bench.qtbot.waitUntil(lambda: left.zoom.pans_across and left.zoom.place == pytest.approx(right.zoom.place))
    before = left.zoom.x
    bench.press(_Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert left.zoom.x > before
    assert right.zoom.place == pytest.approx(left.zoom.place)
    QTest.mousePress(right, Qt.MouseButton.LeftButton, pos=QPoint(80, 80))
    QTest.mouseMove(right, QPoint(40, 60))
    QTest.mouseRelease(right, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    assert view.stage.active == 1  # a press tells which one is meant
    assert left.zoom.place == pytest.approx(right.zoom.place)
    bench.press(_Key.Key_F)
    bench.qtbot.waitUntil(lambda: left.zoom.fits and right.zoom.fits)


def test_the_wipe_shows_one_left_and_the_other_right_of_a_line_that_keys_move(bench: Bench) -> None:
    view = bench.compare()
    bench.press(_Key.Key_W)
    assert mode_of(view) is Mode.WIPE
    assert view.bar.mode_buttons[Mode.WIPE].isChecked()

    def color(x: float) -> str:
        shot = view.stage.grab().toImage()
        return shot.pixelColor(round(shot.width() * x), shot.height() // 2 + 40).name()

    assert (color(0.45), color(0.55)) == ("#dddddd", "#666666")
    for _ in range(4):
        bench.press(_Key.Key_Left)
    assert view.stage.wipe == pytest.approx(0.3)
    assert color(0.35) == "#666666"


def test_flicker_shows_one_and_space_the_other(bench: Bench) -> None:
    view = bench.compare()
    bench.press(_Key.Key_Space)
    assert mode_of(view) is Mode.FLICKER
    assert [canvas.isVisible() for canvas in view.stage.canvases[:2]] == [False, True]
    bench.press(_Key.Key_Space)
    assert [canvas.isVisible() for canvas in view.stage.canvases[:2]] == [True, False]
    assert view.stage.canvases[0].width() == view.stage.width()
    bench.press(_Key.Key_S)
    assert mode_of(view) is Mode.SIDE


def test_the_kept_one_stays_and_the_next_challenger_comes(bench: Bench) -> None:
    bench.compare()
    bench.press(_Key.Key_B)
    assert bench.shown == [2, 1]
    bench.press(_Key.Key_B)
    assert bench.shown == [3, 1]
    bench.press(_Key.Key_Left)
    bench.press(_Key.Key_Return)  # the one that is meant
    assert bench.shown == [3, 4]
    choices = bench.noted(3)
    assert [choice.winner.quality for choice in choices] == ["low"] * 3
    assert not any(choice.blind for choice in choices)


def test_of_four_all_others_leave(bench: Bench) -> None:
    bench.compare(0, 4)
    bench.press(_Key.Key_C)
    assert bench.shown == [4, 5, 2, 6]
    assert len(bench.noted(1)[0].losers) == 3
    bench.press(_Key.Key_R)  # one alone
    assert len(bench.shown) == 4


def test_a_step_back_brings_the_losers_back_and_counts_no_more(bench: Bench) -> None:
    view = bench.compare()
    assert not view.bar.back_button.isEnabled()
    bench.press(_Key.Key_A)
    assert bench.shown == [0, 2]
    bench.noted(1)
    bench.press(_Key.Key_Backspace)
    assert bench.shown == [0, 1]
    bench.noted(0)


def test_a_selection_of_many_is_compared_to_its_end_and_the_winner_is_selected(bench: Bench) -> None:
    view = bench.compare(1, 5)
    assert bench.shown == [1, 2]
    for _ in range(3):
        bench.press(_Key.Key_A)
    assert bench.shown == [1, 5]
    bench.press(_Key.Key_B)
    assert bench.shown == [5]
    assert "Nothing is left" in view.strip.said()
    bench.press(_Key.Key_Return)
    assert not view.isVisible()
    assert bench.selected == [5]
    assert bench.gallery.hasFocus()


def test_esc_gives_the_selection_back(bench: Bench) -> None:
    view = bench.compare(2, 3)
    bench.press(_Key.Key_Right)
    bench.press(_Key.Key_Escape)
    assert not view.isVisible()
    assert bench.selected == [2, 3, 4]


def test_one_is_compared_with_the_next(bench: Bench) -> None:
    bench.compare(3, 1)
    assert bench.shown == [3, 4]


def test_the_last_one_is_compared_with_the_one_before(bench: Bench) -> None:
    bench.compare(COUNT - 1, 1)
    assert bench.shown == [COUNT - 1, COUNT - 2]


def test_keys_rate_and_pick_the_one_that_is_meant(bench: Bench) -> None:
    view = bench.compare()
    bench.press(_Key.Key_Right)
    bench.press(_Key.Key_4)
    bench.press(_Key.Key_P)
    assert view.strip.columns[1].marks.stars.rating == 4  # at once
    assert view.strip.columns[0].marks.stars.rating == 0
    time = view.contest.shown[1]
    history = bench.studio.parts.history
    bench.qtbot.waitUntil(lambda: history.page([time])[0].organisation == Organisation(4, Pick.PICKED))
    bench.press(_Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    bench.qtbot.waitUntil(lambda: not view.strip.columns[1].marks.pick_button.isChecked())
    assert view.strip.columns[1].marks.stars.rating == 4


def test_what_is_put_in_the_trash_leaves_the_comparison(bench: Bench) -> None:
    bench.compare()
    bench.press(_Key.Key_Right)
    bench.press(_Key.Key_Delete)
    bench.qtbot.waitUntil(lambda: bench.shown == [0, 2])


def test_a_comparison_none_of_whose_pictures_is_left_ends(bench: Bench) -> None:
    view = bench.compare(6, 2)  # the last two: nothing follows them
    bench.press(_Key.Key_Delete)
    bench.qtbot.waitUntil(lambda: bench.shown == [7])
    assert view.isVisible()
    bench.press(_Key.Key_Delete)
    bench.qtbot.waitUntil(lambda: not view.isVisible())
    assert bench.gallery.hasFocus()
    assert bench.studio.parts.gallery.pictures == 6


def test_who_goes_to_the_prompt_or_the_search_comes_back_from_the_comparison_to_it(bench: Bench) -> None:
    workspace = bench.studio.workspace
    places = {"focus_prompt": workspace.compose_panel.prompt_edit, "search": workspace.gallery_panel.search_edit}
    for command, place in places.items():
        view = bench.compare()
        workspace.actions_of[command].trigger()
        assert not view.isVisible()
        assert place.hasFocus()


def test_the_button_in_the_details_compares_what_is_selected(bench: Bench) -> None:
    bench.select(1, 3)
    panel = bench.studio.workspace.details_panel
    bench.qtbot.waitUntil(lambda: any(button.isVisible() for button in buttons(panel, "Compare")))
    buttons(panel, "Compare")[0].click()
    bench.qtbot.waitUntil(lambda: bench.host.view is not None and bench.shown == [1, 2, 3])
    bench.press(_Key.Key_Escape)
    bench.select(1)
    bench.qtbot.waitUntil(lambda: not any(button.isVisible() for button in buttons(panel, "Compare")))
    assert bench.studio.workspace.actions_of["compare"].isEnabled()


def test_what_the_windows_commands_do_they_do_to_the_one_that_is_meant(bench: Bench) -> None:
    bench.compare(0, 3)
    bench.press(_Key.Key_Right)
    assert bench.selected == [1]


def test_tab_stays_in_the_comparison_and_everything_it_stops_at_has_a_name(bench: Bench) -> None:
    view = bench.compare()
    stops: list[QWidget] = []
    for _ in range(20):
        bench.press(_Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus is view or view.isAncestorOf(focus)
        assert focus.accessibleName()
        stops.append(focus)
    assert len(set(stops)) > 12


def test_a_file_that_is_gone_is_told_in_its_place(bench: Bench) -> None:
    record = bench.studio.parts.gallery.cell(1).record
    assert record is not None
    bench.studio.parts.files.path_of(record).unlink()
    bench.select(0, 2)
    bench.press(_Key.Key_C)
    bench.qtbot.waitUntil(lambda: bench.host.view is not None and "is not there" in bench.view.stage.notes[1].text())
    bench.press(_Key.Key_A)
    bench.wait_sharp()
    assert bench.shown == [0, 2]
    assert bench.view.stage.notes[1].text() == ""


def test_what_the_keys_do_is_told_and_no_key_of_the_window_twice(bench: Bench) -> None:
    view = bench.compare()
    bench.press(_Key.Key_Question)
    told = view.keys_card.text()
    for row in ("A – D: Keep that picture", "Backspace: One step back", "H: Blind", "F2: Edit tags", "Del: Move"):
        assert row in told
    assert "R: Let the picture with the frame go" in told
    assert "R: Restore" not in told
    bench.press(_Key.Key_Question)
    assert not view.keys_card.isVisible()
