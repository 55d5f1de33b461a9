"""The view driven by keys and mouse: moving, selecting, scrolling, sizes, and what stands still."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QImage, QPaintEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio.core.job import JobState
from imagestudio.core.times import now_us
from imagestudio.ui.gallery.cell import CellRole, Progress
from imagestudio.ui.gallery.gallery_view import GalleryView
from imagestudio.ui.gallery.grid_keys import LARGEST, SMALLEST
from imagestudio.ui.theme import Theme
from imagestudio.workers.task import TaskRunner
from tests.ui.driving import double_click
from tests.ui.gallery.conftest import Hands
from tests.ui.gallery.shelf import Shelf, job

NOW = now_us()
DAY = 86_400_000_000
Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def days(shelf: Shelf, hands: Hands) -> Hands:
    """7 pictures three days ago, 2 before, and 90 before those: rows 0–6, 7–8, 9–98."""
    for day, count in ((3, 7), (4, 2), (5, 90)):
        shelf.add(*(NOW - day * DAY - number for number in range(count)))
    hands.load()
    return hands


def wheel(hands: Hands, turn: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = QPointF(200, 200)
    event = QWheelEvent(
        place,
        hands.view.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(hands.view.viewport(), event)


def test_arrows_move_over_the_days(days: Hands) -> None:
    days.click(0)
    days.press(Key.Key_Right, Key.Key_Down)
    assert days.selected == [5]
    days.press(Key.Key_Down)
    assert days.selected == [8]
    days.press(Key.Key_Up, Key.Key_Left)
    assert days.selected == [4]


def test_home_selects_the_first_picture_alone_also_where_one_is_at_it_already(days: Hands) -> None:
    days.press(Key.Key_Home)
    days.press(Key.Key_A, modifier=CONTROL)
    days.press(Key.Key_Home)
    assert [len(rows) for rows in days.view.selected_rows()] == [1]


def test_home_end_and_pages_reach_everything(days: Hands) -> None:
    days.click(0)
    days.press(Key.Key_End)
    assert days.selected == [98]
    assert days.view.viewport().rect().contains(days.middle(98))
    days.press(Key.Key_PageUp)
    assert 80 < days.current < 98
    days.press(Key.Key_Home)
    assert days.selected == [0]
    assert days.view.verticalOffset() == 0
    days.press(Key.Key_PageDown)
    assert days.current > 4


def test_shift_selects_in_order_and_control_one_by_one(days: Hands) -> None:
    days.click(1)
    days.click(5, SHIFT)
    assert days.selected == [1, 2, 3, 4, 5]
    days.click(3, CONTROL)
    assert days.selected == [1, 2, 4, 5]
    days.click(2)
    days.press(Key.Key_Down, modifier=SHIFT)
    assert days.selected == [2, 3, 4, 5, 6]


def test_control_a_selects_all_and_a_click_on_the_ground_none(days: Hands) -> None:
    days.press(Key.Key_A, modifier=CONTROL)
    assert days.selected == list(range(99))
    QTest.mouseClick(days.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 20))
    assert days.selected == []


def test_a_rubber_band_selects_what_it_touches(days: Hands) -> None:
    viewport, view = days.view.viewport(), days.view
    begin = view.visualRect(days.model.index(1)).topLeft() - QPoint(6, 6)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(viewport, begin + QPoint(30, 30))
    QTest.mouseMove(viewport, days.middle(6))
    assert days.selected == [1, 2, 5, 6]
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=days.middle(6))
    assert days.selected == [1, 2, 5, 6]
    assert view.band() is None


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_enter_and_space_open_the_picture(days: Hands, qtbot: QtBot, key: Key) -> None:
    days.click(2)
    record = days.record(2)
    with qtbot.waitSignal(days.panel.opened) as heard:
        days.press(key)
    assert heard.args == [record]


def test_a_double_click_opens_the_picture(days: Hands, qtbot: QtBot) -> None:
    record = days.record(3)
    days.click(3)
    with qtbot.waitSignal(days.panel.opened) as heard:
        double_click(days.view.viewport(), days.middle(3))
    assert heard.args == [record]


def test_control_and_plus_minus_or_wheel_change_the_size(days: Hands) -> None:
    days.press(Key.Key_Plus, modifier=CONTROL)
    assert days.panel.thumbnail_size == 216
    wheel(days, 120, CONTROL)
    assert days.panel.thumbnail_size == 240
    wheel(days, -120, CONTROL)
    days.press(Key.Key_Minus, Key.Key_Minus, modifier=CONTROL)
    assert days.panel.thumbnail_size == 168
    days.press(*[Key.Key_Minus] * 9, modifier=CONTROL)
    assert days.panel.thumbnail_size == SMALLEST
    days.press(*[Key.Key_Plus] * 20, modifier=CONTROL)
    assert days.panel.thumbnail_size == LARGEST
    days.press(Key.Key_0, modifier=CONTROL)
    assert days.panel.thumbnail_size == 192


def test_the_wheel_scrolls_by_pixels(days: Hands) -> None:
    wheel(days, -120)
    notch = days.view.verticalOffset()
    assert 60 <= notch <= 160
    wheel(days, -30)
    assert notch < days.view.verticalOffset() < notch * 2


def test_what_is_looked_at_stands_still_when_pictures_come(days: Hands, shelf: Shelf) -> None:
    days.view.verticalScrollBar().setValue(1500)
    row = days.view.visible_rows().start
    seen, place = days.model.cell(row).time, days.view.visualRect(days.model.index(row))
    for number in range(5):
        days.model.add_records(shelf.add(NOW + number))
    days.model.update_job(job())
    moved = days.model.row_of(seen)
    assert moved == row + 6
    assert days.view.visualRect(days.model.index(moved)).top() == place.top()


def test_at_the_top_new_pictures_come_into_sight(days: Hands, shelf: Shelf) -> None:
    days.model.add_records(shelf.add(NOW))
    assert days.view.verticalOffset() == 0
    assert days.view.visible_rows().start == 0


def test_what_is_looked_at_stays_when_the_size_changes(days: Hands) -> None:
    days.view.verticalScrollBar().setValue(2000)
    seen = days.view.visible_rows().start
    days.panel.set_thumbnail_size(120)
    assert seen in days.view.visible_rows()


def test_the_selection_survives_what_comes_in(days: Hands, shelf: Shelf) -> None:
    days.click(1)
    days.click(5, CONTROL)
    times = {days.model.cell(row).time for row in days.selected}
    days.model.add_records(shelf.add(NOW))
    days.model.update_job(job())
    assert days.selected == [3, 7]
    assert {days.model.cell(row).time for row in days.selected} == times


def test_the_gallery_is_a_list_with_names_for_the_blind(days: Hands) -> None:
    days.record(0)
    seen = QAccessible.queryAccessibleInterface(days.view)
    assert seen is not None
    assert seen.text(QAccessible.Text.Name) == "Gallery"
    assert seen.role() == QAccessible.Role.List
    assert seen.childCount() == 99
    child = seen.child(1)
    assert child.text(QAccessible.Text.Name).startswith("a fox, openai/gpt-image-1")
    assert child.rect().size() == days.view.visualRect(days.model.index(1)).size()


def test_thumbnails_of_what_is_in_sight_are_painted(hands: Hands, shelf: Shelf, qtbot: QtBot) -> None:
    (record,) = shelf.add(NOW)
    shelf.draw(record, "#2040ff")
    hands.load()
    qtbot.waitUntil(lambda: hands.model.index(0).data(CellRole.THUMBNAIL) is not None)
    image = hands.view.grab().toImage()
    color = image.pixelColor(hands.middle(0) * image.devicePixelRatio())
    assert color.blue() > 200
    assert color.red() < 80


def test_an_original_that_cannot_be_read_shows_a_sign_instead(hands: Hands, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW)
    hands.load()
    qtbot.waitUntil(lambda: hands.model.index(0).data(CellRole.BROKEN))
    assert hands.model.index(0).data(CellRole.THUMBNAIL) is None
    hands.view.grab()


def test_everything_can_be_painted_in_both_themes_and_all_sizes(days: Hands, theme: Theme) -> None:
    for state in JobState:
        days.model.update_job(job(state))
    running = job(JobState.SENDING)
    days.model.update_job(running)
    days.model.set_progress(running.id, Progress(time.monotonic() - 50, 31.0))
    for mode in ("dark", "light"):
        theme.choose(mode)
        for size in (SMALLEST, 192, LARGEST):
            days.panel.set_thumbnail_size(size)
            assert not days.panel.grab().isNull()


def test_retry_on_a_failed_job_is_a_click_or_enter(hands: Hands, qtbot: QtBot) -> None:
    failed = job(JobState.NOT_CHARGED)
    hands.model.update_job(failed)
    rect = hands.view.visualRect(hands.model.index(0))
    pill = QPoint(rect.center().x(), rect.bottom() - 20)
    with qtbot.waitSignal(hands.panel.retry_requested) as heard:
        QTest.mouseClick(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=pill)
    assert heard.args == [failed]
    hands.click(0)
    with qtbot.waitSignal(hands.panel.retry_requested):
        hands.press(Key.Key_Return)


def test_what_may_have_been_paid_is_shown_and_never_retried(hands: Hands, qtbot: QtBot) -> None:
    unknown = job(JobState.UNKNOWN)
    hands.model.update_job(unknown)
    hands.click(0)
    with qtbot.assertNotEmitted(hands.panel.retry_requested), qtbot.waitSignal(hands.panel.show_requested) as heard:
        hands.press(Key.Key_Return)
    assert heard.args == [unknown]


def test_a_press_that_slides_off_the_button_does_nothing(hands: Hands, qtbot: QtBot) -> None:
    hands.model.update_job(job(JobState.NOT_CHARGED))
    rect = hands.view.visualRect(hands.model.index(0))
    with qtbot.assertNotEmitted(hands.panel.retry_requested):
        QTest.mousePress(
            hands.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.center().x(), rect.bottom() - 20)
        )
        QTest.mouseRelease(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_a_failed_job_is_put_away_by_its_cross_or_delete(hands: Hands, qtbot: QtBot) -> None:
    failed = job(JobState.NOT_CHARGED)
    hands.model.update_job(failed)
    cross = hands.view.visualRect(hands.model.index(0)).topRight() + QPoint(-14, 14)
    with qtbot.waitSignal(hands.panel.dismiss_requested) as heard:
        QTest.mouseClick(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=cross)
    assert heard.args == [failed]
    hands.click(0)
    with qtbot.waitSignal(hands.panel.dismiss_requested):
        hands.press(Key.Key_Delete)


def test_a_running_job_cannot_be_put_away(hands: Hands, qtbot: QtBot) -> None:
    hands.model.update_job(job(JobState.SENDING))
    hands.click(0)
    with qtbot.assertNotEmitted(hands.panel.dismiss_requested):
        hands.press(Key.Key_Delete)


def test_letters_do_not_look_through_all_rows(days: Hands) -> None:
    days.click(0)
    days.press(Key.Key_F)
    assert days.current == 0


def test_a_menu_is_asked_for_with_what_is_selected(days: Hands, qtbot: QtBot) -> None:
    days.click(2)
    place = days.middle(2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, days.view.viewport().mapToGlobal(place))
    with qtbot.waitSignal(days.panel.context_menu_requested) as heard:
        QApplication.sendEvent(days.view.viewport(), event)
    assert [cell.time for cell in heard.args[1]] == [days.model.cell(2).time]


def test_who_selected_a_job_has_its_picture_selected(days: Hands, shelf: Shelf) -> None:
    running = job(JobState.SENDING)
    days.model.update_job(running)
    days.model.update_job(job())
    days.click(1)
    days.view.verticalScrollBar().setValue(3000)
    days.model.add_records(shelf.add(NOW, job_id=running.id))
    assert [days.model.cell(row).time for row in days.selected] == [NOW]
    assert days.model.cell(days.current).time == NOW
    assert days.view.verticalOffset() > 2000


def test_a_new_picture_fades_in_and_then_stands(hands: Hands, shelf: Shelf, qtbot: QtBot) -> None:
    hands.load()
    (record,) = shelf.add(NOW)
    shelf.draw(record, "#2040ff")
    hands.model.add_records([record])
    qtbot.waitUntil(lambda: hands.model.index(0).data(CellRole.THUMBNAIL) is not None)

    def stands() -> bool:
        image = hands.view.grab().toImage()
        color = image.pixelColor(hands.middle(0))
        return color.blue() > 245 and color.red() < 40  # a JPEG is nearly the colour

    qtbot.waitUntil(stands)


def test_pictures_can_be_dragged_and_jobs_cannot(days: Hands) -> None:
    assert days.view.dragEnabled()
    assert days.model.flags(days.model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    days.model.update_job(job())
    assert not days.model.flags(days.model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_a_control_key_that_is_held_changes_nothing_about_what_is_shown(days: Hands) -> None:
    """The keys of Ctrl+Shift+M are still down when the month is gone to: that must select its picture alone."""
    days.click(2)
    window = days.panel.windowHandle()
    QTest.keyPress(window, Key.Key_Control, CONTROL)
    try:
        assert QApplication.keyboardModifiers() & CONTROL
        days.view.select_row(40)
        assert days.selected == [40]
        days.view.select_row(40)
        assert days.selected == [40]
    finally:
        QTest.keyRelease(window, Key.Key_Control)
    assert days.current == 40


class Painted(QObject):
    """How high the part of the view is that is painted, each time."""

    def __init__(self, view: GalleryView) -> None:
        super().__init__(view)
        self.heights: list[int] = []
        view.viewport().installEventFilter(self)

    def eventFilter(self, _viewport: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.region().boundingRect().height())
        return False


def test_scrolling_paints_only_what_comes_into_sight(days: Hands, runner: TaskRunner, qtbot: QtBot) -> None:
    days.view.verticalScrollBar().setValue(1000)
    around = [days.model.index(row) for row in days.view.rows_around()]
    qtbot.waitUntil(lambda: all(index.data(CellRole.BROKEN) for index in around))
    qtbot.waitUntil(lambda: not runner.busy)  # nothing more comes: neither pictures nor what days cost
    painted = Painted(days.view)
    qtbot.waitUntil(lambda: _rested(painted))
    days.view.verticalScrollBar().setValue(1060)
    QApplication.processEvents()
    assert painted.heights == [60]
    moved = _on_screen(days)
    days.view.viewport().update()
    QApplication.processEvents()
    assert moved == _on_screen(days)


def _rested(painted: Painted) -> bool:
    before = len(painted.heights)
    QApplication.processEvents()
    if len(painted.heights) > before:
        return False
    painted.heights.clear()
    return True


def _on_screen(hands: Hands) -> QImage:
    return hands.panel.screen().grabWindow(hands.panel.winId()).toImage()
