"""The focus ring is there for the keyboard, and lies where the control is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QScrollArea, QTabBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.ui.dialogs.fitting import low_area
from imagestudio.ui.focus_ring import FocusRing
from imagestudio.ui.theme import Theme
from imagestudio.ui.widgets import Stepper


@dataclass
class Window:
    """A window with a ring, a few controls, and a scroll area whose last control is out of sight."""

    widget: QWidget
    ring: FocusRing
    edit: QLineEdit
    button: QPushButton
    stepper: Stepper
    area: QScrollArea
    far: QPushButton


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Window:
    widget = QWidget()
    edit, button, far = QLineEdit(), QPushButton("One"), QPushButton("Far")
    stepper, area, inner = Stepper(theme, 1, 20), QScrollArea(), QWidget()
    column = QVBoxLayout(inner)
    filler = QLabel()
    filler.setFixedHeight(400)
    column.addWidget(filler)
    column.addWidget(far)
    area.setWidget(inner)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    layout = QVBoxLayout(widget)
    for child in (edit, button, stepper, area):
        layout.addWidget(child)
    ring = FocusRing(theme, widget)
    qtbot.addWidget(widget)
    widget.resize(300, 400)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    edit.setFocus()
    return Window(widget, ring, edit, button, stepper, area, far)


def around(window: Window, control: QWidget) -> QRect:
    place = QRect(control.mapTo(window.widget, QPoint(0, 0)), control.size())
    return place.adjusted(-4, -4, 4, 4)


def test_tab_draws_the_ring_around_the_button(qtbot: QtBot, window: Window) -> None:
    assert window.ring.target() is None
    QTest.keyClick(window.edit, Qt.Key.Key_Tab)
    assert window.ring.target() is window.button
    assert window.ring.geometry() == around(window, window.button)


def test_a_line_edit_shows_its_focus_itself(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.edit, Qt.Key.Key_Tab)
    QTest.keyClick(window.button, Qt.Key.Key_Backtab)
    assert window.edit.hasFocus()
    assert window.ring.target() is None


def test_a_click_takes_the_ring_away(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.edit, Qt.Key.Key_Tab)
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    assert window.ring.target() is None


def test_the_ring_is_around_the_whole_stepper(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.edit, Qt.Key.Key_Tab)
    QTest.keyClick(window.button, Qt.Key.Key_Tab)
    assert window.stepper.spin.hasFocus()
    assert window.ring.target() is window.stepper


def test_the_ring_follows_moves_and_goes_with_its_control(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.edit, Qt.Key.Key_Tab)
    window.button.resize(80, 30)
    window.button.move(40, 60)
    assert window.ring.geometry() == around(window, window.button)
    window.button.hide()
    assert window.ring.target() is None


def test_the_ring_scrolls_with_its_control(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.edit, Qt.Key.Key_Tab)
    QTest.keyClick(window.button, Qt.Key.Key_Tab)
    QTest.keyClick(window.stepper.spin, Qt.Key.Key_Tab)
    assert window.far.hasFocus()
    window.area.ensureWidgetVisible(window.far)
    assert window.ring.target() is window.far
    window.area.verticalScrollBar().setValue(0)
    assert window.ring.target() is None


def test_the_ring_is_whole_at_the_edge_of_what_scrolls(qtbot: QtBot, theme: Theme) -> None:
    widget, edit, button, column = QWidget(), QLineEdit(), QPushButton("One"), QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(button)
    layout = QVBoxLayout(widget)
    layout.addWidget(edit)
    layout.addWidget(low_area(column, widget))
    ring = FocusRing(theme, widget)
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert ring.target() is button
    image, place = widget.grab().toImage(), QRect(button.mapTo(widget, QPoint(0, 0)), button.size())
    middle = place.center()
    for x, y in (
        (place.left() - 3, middle.y()),
        (place.right() + 3, middle.y()),
        (middle.x(), place.top() - 3),
        (middle.x(), place.bottom() + 3),
    ):
        assert image.pixelColor(x, y) == theme.color("focus")


def test_the_mouse_goes_through_the_ring(window: Window) -> None:
    assert window.ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


@pytest.mark.parametrize("make", [QTabBar, QRadioButton])
def test_tabs_and_radio_buttons_have_a_ring_no_wider_than_they_look(
    qtbot: QtBot, window: Window, make: type[QTabBar] | type[QRadioButton]
) -> None:
    control = make(window.widget)
    if isinstance(control, QTabBar):
        control.addTab("Sums")
    control.setGeometry(0, 300, 280, 30)
    control.show()
    window.widget.setTabOrder(window.edit, control)
    QTest.keyClick(window.edit, Qt.Key.Key_Tab)
    assert window.ring.target() is control
    looks = control.sizeHint().width() if make is QRadioButton else control.width()
    assert window.ring.width() <= looks + 8
