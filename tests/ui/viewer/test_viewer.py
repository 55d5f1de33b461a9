"""The viewer shows a picture over the whole window, by keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QImage, QMouseEvent, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from imagestudio.core.catalog import Catalog
from imagestudio.core.organisation import Organisation, Pick
from imagestudio.core.record import Record
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.viewer import Viewer
from imagestudio.workers.task import TaskRunner
from tests.ui.driving import double_click
from tests.ui.viewer.folder import Folder

WIDTH, HEIGHT = 900, 600


class Room:
    """A window with a viewer over it, and a picture on the disk."""

    def __init__(self, qtbot: QtBot, theme: Theme, tasks: TaskRunner, catalog: Catalog, folder: Path) -> None:
        self.window = QMainWindow()
        self.window.resize(600, 400)
        qtbot.addWidget(self.window)
        self.viewer = Viewer(theme, tasks, Folder(folder), catalog, self.window, rest_ms=50)
        self.path = folder / "picture.png"
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        image.fill(QColor("#336699"))
        assert image.save(str(self.path))
        self._qtbot = qtbot
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def show(self, name: str = "", placeholder: QImage | None = None) -> Viewer:
        self.viewer.show_record(replace(record(), path=name or self.path.name), placeholder, "3 of 7")
        return self.viewer

    def show_sharp(self) -> Viewer:
        viewer = self.show()
        self._qtbot.waitUntil(lambda: viewer.canvas.sharp)
        return viewer

    def scale_is(self, scale: float) -> None:
        self._qtbot.waitUntil(lambda: self.viewer.canvas.zoom.scale == pytest.approx(scale))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)


def record() -> Record:
    return Record("i", 1, "picture.png", "", 1, "image/png", WIDTH, HEIGHT, "aimlapi", "m", "A fox <b>in</b> the snow")


def second() -> Record:
    return replace(record(), time=2)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, catalog: Catalog, tmp_path: Path) -> Iterator[Room]:
    tasks = TaskRunner(1)
    yield Room(qtbot, theme, tasks, catalog, tmp_path)
    tasks.close()


def test_it_covers_the_window_and_follows_its_size(room: Room) -> None:
    viewer = room.show_sharp()
    assert viewer.isVisible()
    assert viewer.accessibleName() == "Viewer"
    room.window.resize(700, 500)
    assert viewer.geometry() == room.window.rect()
    assert viewer.canvas.zoom.view == (700, 500)


def test_the_thumbnail_is_there_until_the_picture_is(qtbot: QtBot, room: Room) -> None:
    thumbnail = QImage(90, 60, QImage.Format.Format_RGB32)
    thumbnail.fill(QColor("#ff0000"))
    viewer = room.show(placeholder=thumbnail)
    assert not viewer.canvas.sharp
    assert viewer.canvas.grab().toImage().pixelColor(300, 200).name() == "#ff0000"
    qtbot.waitUntil(lambda: viewer.canvas.sharp)
    assert viewer.canvas.grab().toImage().pixelColor(300, 200).name() == "#336699"


def test_keys_zoom(room: Room) -> None:
    viewer = room.show_sharp()
    fit, fill = viewer.canvas.zoom.fit_scale, viewer.canvas.zoom.fill_scale
    assert viewer.canvas.zoom.scale == fit
    room.press(Qt.Key.Key_Z)
    room.scale_is(1.0)
    assert viewer.controls.zoom_label.text() == "100 %"
    room.press(Qt.Key.Key_Plus)
    room.scale_is(1.25)
    room.press(Qt.Key.Key_Minus)
    room.scale_is(1.0)
    room.press(Qt.Key.Key_F)
    room.scale_is(fit)
    room.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    room.scale_is(1.0)
    room.press(Qt.Key.Key_Z)
    room.scale_is(fit)
    room.press(Qt.Key.Key_G)
    room.scale_is(fill)
    room.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    room.scale_is(fit)


def test_quick_steps_add_up(room: Room) -> None:
    viewer = room.show_sharp()
    fit = viewer.canvas.zoom.fit_scale
    for _ in range(3):
        room.press(Qt.Key.Key_Plus)
    room.scale_is(fit * 1.25**3)


def test_the_wheel_zooms_to_the_pointer(room: Room) -> None:
    viewer = room.show_sharp()
    canvas, at = viewer.canvas, QPointF(150, 100)
    before = canvas.zoom.point_at(at.x(), at.y())
    fit = canvas.zoom.scale
    wheel = QWheelEvent(
        at,
        canvas.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, wheel)
    room.scale_is(fit * 1.25**2)
    assert canvas.zoom.point_at(at.x(), at.y()) == pytest.approx(before)


def test_arrows_turn_over_and_pan_when_there_is_something_to_pan(qtbot: QtBot, room: Room) -> None:
    viewer = room.show_sharp()
    with qtbot.waitSignal(viewer.next_requested):
        room.press(Qt.Key.Key_Right)
    with qtbot.waitSignal(viewer.previous_requested):
        room.press(Qt.Key.Key_Left)
    room.press(Qt.Key.Key_Z)
    room.scale_is(1.0)
    x = viewer.canvas.zoom.x
    with qtbot.assertNotEmitted(viewer.next_requested):
        room.press(Qt.Key.Key_Right)
    assert viewer.canvas.zoom.x > x
    with qtbot.waitSignal(viewer.next_requested):
        room.press(Qt.Key.Key_PageDown)


def test_dragging_pans(room: Room) -> None:
    viewer = room.show_sharp()
    room.press(Qt.Key.Key_Z)
    room.scale_is(1.0)
    before = viewer.canvas.zoom
    QTest.mousePress(viewer.canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    QTest.mouseMove(viewer.canvas, QPoint(270, 180))
    QTest.mouseRelease(viewer.canvas, Qt.MouseButton.LeftButton, pos=QPoint(270, 180))
    assert (viewer.canvas.zoom.x - before.x, viewer.canvas.zoom.y - before.y) == pytest.approx((30, 20))


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_keys_close_it(qtbot: QtBot, room: Room, key: Qt.Key) -> None:
    viewer = room.show_sharp()
    with qtbot.waitSignal(viewer.closed):
        room.press(key)
    assert not viewer.isVisible()


def test_a_double_click_and_the_button_close_it(qtbot: QtBot, room: Room) -> None:
    viewer = room.show_sharp()
    with qtbot.waitSignal(viewer.closed):
        double_click(viewer.canvas, QPoint(300, 200))
    viewer = room.show_sharp()
    with qtbot.waitSignal(viewer.closed):
        QTest.mouseClick(viewer.controls.close_button, Qt.MouseButton.LeftButton)


def test_the_windows_shortcuts_do_not_take_its_keys(qtbot: QtBot, room: Room) -> None:
    shortcut = QShortcut(Qt.Key.Key_Space, room.window)
    viewer = room.show_sharp()
    with qtbot.assertNotEmitted(shortcut.activated), qtbot.waitSignal(viewer.closed):
        room.press(Qt.Key.Key_Space)


def test_tab_stays_in_the_viewer(room: Room) -> None:
    viewer = room.show_sharp()
    for _ in range(12):
        room.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert viewer.isAncestorOf(focus)


def test_the_controls_fade_away_and_come_back(qtbot: QtBot, room: Room) -> None:
    viewer = room.show_sharp()
    qtbot.waitUntil(lambda: not viewer.fade.awake)
    assert viewer.canvas.cursor().shape() is Qt.CursorShape.BlankCursor
    with qtbot.waitSignal(viewer.fade.woken):
        QTest.mouseMove(viewer.canvas, QPoint(310, 210))
        QTest.mouseMove(viewer.canvas, QPoint(320, 220))
    assert viewer.fade.awake


def test_controls_that_are_not_seen_cannot_be_clicked(qtbot: QtBot, room: Room) -> None:
    viewer = room.show_sharp()
    qtbot.waitUntil(lambda: not viewer.fade.awake)
    place = viewer.controls.close_button.mapTo(room.window, QPoint(4, 4))
    assert room.window.childAt(place) is viewer.canvas
    viewer.fade.wake()
    assert room.window.childAt(place) is viewer.controls.close_button


def test_a_missing_file_is_told_in_plain_words(qtbot: QtBot, room: Room) -> None:
    viewer = room.show("gone.png")
    qtbot.waitUntil(lambda: bool(viewer.note()))
    assert "is not there" in viewer.note()
    viewer = room.show_sharp()
    assert viewer.note() == ""


def test_the_prompt_is_shown_as_plain_text(room: Room) -> None:
    viewer = room.show_sharp()
    assert viewer.controls.prompt_label.full_text() == "A fox <b>in</b> the snow"
    assert viewer.controls.position_label.text() == "3 of 7"


def test_everything_tab_stops_at_has_a_name(room: Room) -> None:
    assert all(stop.accessibleName() for stop in room.viewer.controls.stops())


@pytest.mark.parametrize(("key", "stars"), [(Qt.Key.Key_0, 0), (Qt.Key.Key_4, 4), (Qt.Key.Key_5, 5)])
def test_digits_rate(qtbot: QtBot, room: Room, key: Qt.Key, stars: int) -> None:
    viewer = room.show_sharp()
    with qtbot.waitSignal(viewer.rate_requested) as asked:
        room.press(key)
    assert asked.args == [stars]


@pytest.mark.parametrize(
    ("key", "pick"), [(Qt.Key.Key_P, Pick.PICKED), (Qt.Key.Key_X, Pick.REJECTED), (Qt.Key.Key_U, Pick.NONE)]
)
def test_letters_pick(qtbot: QtBot, room: Room, key: Qt.Key, pick: Pick) -> None:
    viewer = room.show_sharp()
    with qtbot.waitSignal(viewer.pick_requested) as asked:
        room.press(key)
    assert asked.args == [pick]


def test_what_the_picture_was_rated_is_shown_and_can_be_clicked(qtbot: QtBot, room: Room) -> None:
    viewer = room.show_sharp()
    marks = viewer.controls.marks
    assert marks.stars.accessibleName() == "Not rated"
    viewer.update_record(replace(record(), organisation=Organisation(rating=3, pick=Pick.PICKED)))
    assert marks.stars.accessibleName() == "Rating: 3 of 5"
    assert marks.pick_button.isChecked()
    with qtbot.waitSignal(viewer.rate_requested) as asked:
        QTest.mouseClick(marks.stars, Qt.MouseButton.LeftButton, pos=QPoint(90, 12))
    assert asked.args == [5]
    with qtbot.waitSignal(viewer.rate_requested) as asked:
        QTest.mouseClick(marks.stars, Qt.MouseButton.LeftButton, pos=QPoint(50, 12))
    assert asked.args == [0]  # the last full star takes them all away
    with qtbot.waitSignal(viewer.pick_requested) as picked:
        QTest.mouseClick(marks.pick_button, Qt.MouseButton.LeftButton)
    assert picked.args == [Pick.NONE]
    assert marks.pick_button.isChecked()  # until it is so
    marks.stars.setFocus()
    with qtbot.waitSignal(viewer.rate_requested) as asked:
        room.press(Qt.Key.Key_Right)
    assert asked.args == [4]


def test_stars_show_what_a_click_would_give_while_the_mouse_is_over_them(room: Room) -> None:
    stars = room.show_sharp().controls.marks.stars
    before = stars.grab().toImage()
    place, none = QPointF(50, 12), Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, place, stars.mapToGlobal(place), none, none, Qt.KeyboardModifier(0))
    QApplication.sendEvent(stars, move)
    assert stars.grab().toImage() != before
    assert stars.rating == 0
    QApplication.sendEvent(stars, QEvent(QEvent.Type.Leave))
    assert stars.grab().toImage() == before


def test_the_info_card_tells_what_is_known_and_stays(qtbot: QtBot, room: Room) -> None:
    viewer = room.show_sharp()
    assert not viewer.info.isVisible()
    room.press(Qt.Key.Key_I)
    assert viewer.info.isVisible()
    for text in ("A fox <b>in</b> the snow", "Size: 900 × 600", "Cost: ", "Made: "):
        assert text in viewer.info.text()
    viewer.update_record(replace(record(), organisation=Organisation(rating=2)))
    assert "★★☆☆☆" in viewer.info.text()
    qtbot.waitUntil(lambda: not viewer.fade.awake)
    assert viewer.info.isVisible()
    room.press(Qt.Key.Key_I)
    assert not viewer.info.isVisible()


def test_nothing_is_left_free_for_a_prompt_that_is_not_known(room: Room) -> None:
    viewer = room.show_sharp()
    room.press(Qt.Key.Key_I)
    label, height = viewer.controls.prompt_label, viewer.info.height()
    assert label.isVisible()
    viewer.show_record(replace(record(), path=room.path.name, prompt=""), None, "3 of 7")
    assert not label.isVisible()
    button, card = viewer.controls.close_button, viewer.controls.cards[0]
    assert card.sizeHint().width() - button.sizeHint().width() <= 10  # as much room at the right as at the left
    assert viewer.info.height() < height


def test_full_screen_ends_with_the_viewer(qtbot: QtBot, room: Room) -> None:
    room.show_sharp()
    room.press(Qt.Key.Key_F11)
    assert room.window.isFullScreen()
    room.press(Qt.Key.Key_F11)
    assert not room.window.isFullScreen()
    room.press(Qt.Key.Key_F11)
    room.press(Qt.Key.Key_Escape)
    assert not room.window.isFullScreen()


def test_a_neighbour_that_was_decoded_is_there_at_once(qtbot: QtBot, room: Room) -> None:
    viewer = room.show_sharp()
    viewer.welcome([second()])
    qtbot.waitUntil(lambda: viewer.pictures.get(2) is not None)
    viewer.show_record(second(), None, "")
    assert viewer.canvas.sharp
    viewer.leave()
    assert viewer.pictures.kept_bytes == 0


def test_another_picture_of_the_same_size_begins_fitted(qtbot: QtBot, room: Room) -> None:
    viewer = room.show_sharp()
    viewer.welcome([second()])
    qtbot.waitUntil(lambda: viewer.pictures.get(2) is not None)
    room.press(Qt.Key.Key_Z)
    room.scale_is(1.0)
    viewer.show_record(second(), None, "")
    assert viewer.canvas.zoom.fits


def test_what_the_keys_do_is_told_over_the_picture_and_put_away_first(room: Room) -> None:
    viewer = room.show_sharp()
    room.window.resize(960, 640)
    own = QAction("Move to the trash…", viewer)
    own.setShortcut("Del")
    viewer.addAction(own)
    room.press(Qt.Key.Key_Question)
    assert viewer.keys_card.isVisible()
    for told in (
        "←  →: Previous and next",
        "F  Ctrl+0: Whole picture",
        "0 – 5: Rate",
        "P  X  U: ",
        "Del: Move to the t",
    ):
        assert told in viewer.keys_card.text()
    assert viewer.rect().contains(viewer.keys_card.geometry())
    room.press(Qt.Key.Key_Escape)
    assert not viewer.keys_card.isVisible()
    assert viewer.isVisible()
    room.press(Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_what_lies_under_it_is_reached_neither_by_tab_nor_when_it_goes(room: Room) -> None:
    viewer = room.show_sharp()
    viewer.controls.close_button.setFocus()
    room.press(Qt.Key.Key_Backtab)
    assert viewer.canvas.hasFocus()
    room.press(Qt.Key.Key_Backtab)
    assert viewer.controls.full_screen_button.hasFocus()
