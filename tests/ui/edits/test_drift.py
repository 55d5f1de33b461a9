"""What drifted outside the mask is seen in the viewer, and everything there can be kept as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.core.origin import Task
from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.edits.drift_view import DriftView
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.viewer import Viewer
from tests.server import ServiceServer
from tests.ui.driving import generate, opened
from tests.ui.edits.test_edits import Desk

_Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Desk]:
    """The newest picture is an edit with a mask."""
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.workspace.compose_panel.choose_model("openai/gpt-image-1")
        studio.workspace.compose_panel.options_form.set_values({"quality": "low"})
        desk = Desk(studio, service, qtbot, tmp_path)
        generate(qtbot, studio, "a lighthouse")
        desk.select_newest()
        desk.press(_Key.Key_E)
        QTest.mouseClick(desk.open_mask().canvas, Qt.MouseButton.LeftButton)
        desk.press(_Key.Key_Return)
        qtbot.waitUntil(lambda: len(desk.references) == 1)
        desk.send("a lighthouse at night")
        desk.select_newest()
        yield desk


def _views(desk: Desk) -> tuple[Viewer, DriftView]:
    viewer, view = desk.studio.equipment.looking.viewer_host.viewer, desk.host.locks.view
    assert viewer is not None
    assert view is not None
    return viewer, view


def _show_drift(desk: Desk) -> tuple[Viewer, DriftView]:
    desk.press(_Key.Key_D)
    viewer, view = _views(desk)
    desk.qtbot.waitUntil(lambda: view.card.text() != "")
    return viewer, view


def _seen(viewer: Viewer) -> QImage:
    return viewer.canvas.grab().toImage()


def test_the_drift_is_shown_with_its_share_and_the_key_takes_it_away(desk: Desk) -> None:
    viewer, view = _show_drift(desk)
    assert viewer.isVisible()
    assert "Outside the mask" in view.card.text()
    drifted = _seen(viewer)
    desk.press(_Key.Key_D)
    assert view.card.text() == ""
    desk.qtbot.waitUntil(lambda: _seen(viewer) != drifted)
    assert not view.shown


def test_another_picture_begins_as_it_is(desk: Desk) -> None:
    viewer, view = _show_drift(desk)
    desk.press(_Key.Key_Right)
    desk.qtbot.waitUntil(lambda: viewer.record is not None and viewer.record.mask is None)
    assert not view.shown
    assert view.card.text() == ""
    assert not view.button.isVisible()  # made of words alone


def test_locking_adds_a_version_of_its_own(desk: Desk) -> None:
    edit = desk.records()[0]
    desk.press(_Key.Key_L, SHIFT)
    desk.qtbot.waitUntil(lambda: len(desk.records()) == 3)
    locked = desk.records()[0]
    assert (locked.task, locked.origin.parents) == (Task.LOCKED, (edit.id,))
    details = desk.studio.workspace.details_panel
    desk.qtbot.waitUntil(lambda: details.record is not None and details.record.id == locked.id)
    assert not desk.host.commands.actions["lock_pixels"].isEnabled()  # it is locked already
    assert len(desk.service.posts) == 2


def test_locking_by_the_key_while_one_looks_shows_the_version(desk: Desk) -> None:
    desk.press(_Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.studio.equipment.looking.viewer_host.viewer is not None)
    viewer, _view = _views(desk)
    desk.press(_Key.Key_L, SHIFT)
    desk.qtbot.waitUntil(lambda: viewer.record is not None and viewer.record.task == Task.LOCKED)
    assert viewer.isVisible()
    assert len(desk.service.posts) == 2


def test_locking_from_the_card_shows_the_version(desk: Desk) -> None:
    viewer, view = _show_drift(desk)
    edit = desk.records()[0]
    view.card.lock_button.click()
    view.card.lock_button.click()  # twice is once
    desk.qtbot.waitUntil(lambda: viewer.record is not None and viewer.record.task == Task.LOCKED)
    assert [record.origin.parents for record in desk.records() if record.task == Task.LOCKED] == [(edit.id,)]


def test_an_edit_of_another_shape_is_told_before_it_is_paid_and_never_stretched(desk: Desk) -> None:
    assert desk.host.strip.note() == ""
    desk.panel.options_form.set_values({"size": "1536x1024"})
    assert "another shape" in desk.host.strip.note()
    desk.send("a lighthouse by day")
    desk.select_newest()
    desk.press(_Key.Key_L, SHIFT)
    window = desk.studio.workspace.window()
    desk.qtbot.waitUntil(lambda: any("another shape" in bar.text() for bar in window.findChildren(NoticeBar)))
    assert "it costs nothing" in next(bar.text() for bar in window.findChildren(NoticeBar))
    assert len(desk.records()) == 3


def test_pictures_of_words_alone_have_neither(desk: Desk) -> None:
    view = desk.studio.workspace.gallery_panel.view
    QTest.keyClick(view, _Key.Key_Right)
    details = desk.studio.workspace.details_panel
    desk.qtbot.waitUntil(lambda: details.record is not None and details.record.mask is None)
    actions = desk.host.commands.actions
    assert not actions["lock_pixels"].isEnabled()
    assert not actions["show_drift"].isEnabled()
    assert actions["edit_picture"].isEnabled()
