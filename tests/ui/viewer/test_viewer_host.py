"""The viewer over the window: it turns through the gallery, rates in the library, and gives the selection back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imagestudio.core.organisation import Organisation, Pick
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.viewer import Viewer
from imagestudio.ui.viewer.viewer_host import ViewerHost
from tests.ui.stocked import COUNT, Stocked, number_of, stocked

_Key = Qt.Key


class Hands(Stocked):
    """Works the viewer as a person does."""

    @property
    def viewer(self) -> Viewer:
        host = self.studio.workspace.findChild(ViewerHost)
        assert host is not None
        assert host.viewer is not None
        return host.viewer

    @property
    def seen(self) -> int:
        """The number of the picture that is shown."""
        record = self.viewer.record
        return -1 if record is None else number_of(record.time)

    def open(self, first: int, count: int = 1) -> Viewer:
        self.select(first, count)
        self.press(_Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.viewer.canvas.sharp)
        return self.viewer

    def stored(self, number: int) -> Organisation:
        time = self.studio.parts.gallery.cell(number).time
        return self.studio.parts.history.page([time])[0].organisation


@pytest.fixture
def hands(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Hands]:
    with stocked(qtbot, theme, tmp_path) as program:
        yield Hands(program.studio, qtbot, tmp_path)


def test_turning_goes_through_the_gallery_and_selects_what_one_sees(hands: Hands) -> None:
    viewer = hands.open(2)
    assert viewer.controls.position_label.text() == "3 of 8"
    hands.press(_Key.Key_Right)
    assert (hands.seen, hands.selected) == (3, [3])
    hands.press(_Key.Key_Left)
    hands.press(_Key.Key_Left)
    assert (hands.seen, hands.selected) == (1, [1])
    hands.press(_Key.Key_Escape)
    assert not viewer.isVisible()
    assert hands.selected == [1]
    assert hands.gallery.hasFocus()


def test_it_stops_at_both_ends(hands: Hands) -> None:
    hands.open(0)
    hands.press(_Key.Key_Left)
    assert hands.seen == 0
    for _ in range(COUNT + 2):
        hands.press(_Key.Key_Right)
    assert hands.seen == COUNT - 1


def test_the_neighbours_are_decoded_before_they_are_wanted(hands: Hands) -> None:
    viewer = hands.open(3)
    wanted = [hands.studio.parts.gallery.cell(row).time for row in (2, 4, 5)]
    hands.qtbot.waitUntil(lambda: all(viewer.pictures.get(time) is not None for time in wanted))
    hands.press(_Key.Key_Right)
    assert viewer.canvas.sharp  # at once


def test_several_selected_are_turned_through_and_stay_selected(hands: Hands) -> None:
    viewer = hands.open(2, 3)
    assert viewer.controls.position_label.text() == "3 of 3 selected"  # the last is the current one
    hands.press(_Key.Key_Right)
    assert hands.seen == 4
    hands.press(_Key.Key_Left)
    assert hands.seen == 3
    assert hands.selected == [3]  # what the window's commands do, they do to what one sees
    hands.press(_Key.Key_Escape)
    assert hands.selected == [2, 3, 4]
    assert hands.gallery.currentIndex().row() == 3


def test_what_is_rated_and_picked_is_kept(hands: Hands) -> None:
    viewer = hands.open(2)
    hands.press(_Key.Key_5)
    assert viewer.controls.marks.stars.rating == 5  # at once
    hands.press(_Key.Key_P)
    hands.qtbot.waitUntil(lambda: hands.stored(2) == Organisation(5, Pick.PICKED))
    hands.press(_Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hands.qtbot.waitUntil(lambda: not viewer.controls.marks.pick_button.isChecked())
    assert viewer.controls.marks.stars.rating == 5
    hands.press(_Key.Key_Right)
    assert viewer.controls.marks.stars.rating == 0


def test_only_the_picture_one_sees_is_rated_even_of_several(hands: Hands) -> None:
    hands.open(2, 3)
    hands.press(_Key.Key_3)
    hands.qtbot.waitUntil(lambda: hands.stored(4).rating == 3)
    assert (hands.stored(2).rating, hands.stored(3).rating) == (0, 0)


def test_a_picture_put_in_the_trash_makes_room_for_the_next(hands: Hands) -> None:
    viewer = hands.open(2)
    time = hands.studio.parts.gallery.cell(2).time
    hands.press(_Key.Key_Delete)
    hands.qtbot.waitUntil(lambda: hands.seen == 3)
    assert hands.studio.parts.gallery.row_of(time) == -1
    assert viewer.isVisible()
    assert viewer.controls.position_label.text() == "3 of 7"
    hands.press(_Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hands.qtbot.waitUntil(lambda: hands.studio.parts.gallery.row_of(time) == 2)


def test_the_last_picture_in_the_trash_closes_the_viewer(hands: Hands) -> None:
    viewer = hands.open(0)
    for left in range(COUNT - 1, -1, -1):
        hands.press(_Key.Key_Delete)
        hands.qtbot.waitUntil(lambda: hands.studio.parts.gallery.pictures == left)  # noqa: B023
        hands.qtbot.waitUntil(lambda: left == 0 or hands.selected == [0])  # noqa: B023
    hands.qtbot.waitUntil(lambda: not viewer.isVisible())
