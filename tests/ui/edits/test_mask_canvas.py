"""The mask is painted where one sees the brush, at any zoom."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio.ui.edits.mask import Ink, Mask
from imagestudio.ui.edits.mask_canvas import MaskCanvas, Tool
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.picture import Picture
from imagestudio.ui.viewer.zoom import STEP

W, H = 300, 200
LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


class Easel:
    """A canvas of 600 × 400 with a picture of 300 × 200 on it, and a hand."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        self.mask = Mask(QSize(W, H), QColor("#f2a33a"))
        self.canvas = MaskCanvas(self.mask, theme)
        qtbot.addWidget(self.canvas)
        image = QImage(W, H, QImage.Format.Format_RGB32)
        image.fill(QColor("#336699"))
        self.canvas.resize(600, 400)
        self.canvas.show_picture(Picture([image]), fitted=True)
        self.canvas.choose_brush(20)
        self.canvas.show()
        self._qtbot = qtbot

    def go_closer(self, steps: int) -> None:
        """With the wheel's zoom, which takes a moment."""
        aim = self.canvas.zoom.scale * STEP**steps
        for _ in range(steps):
            self.canvas.zoom_in()
        self._qtbot.waitUntil(lambda: abs(self.canvas.zoom.scale - aim) < 1e-6)

    def place(self, x: int, y: int) -> QPoint:
        """Where a pixel of the picture is in the widget."""
        zoom, ratio = self.canvas.zoom, self.canvas.devicePixelRatioF()
        return QPointF((zoom.left + x * zoom.scale) / ratio, (zoom.top + y * zoom.scale) / ratio).toPoint()

    def draw(self, *points: tuple[int, int], modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        places = [self.place(*point) for point in points]
        QTest.mousePress(self.canvas, LEFT, modifier, places[0])
        for place in places[1:]:
            QTest.mouseMove(self.canvas, place)
        QTest.mouseRelease(self.canvas, LEFT, modifier, places[-1])

    def at(self, x: int, y: int) -> int:
        return self.mask.alpha()[y * W + x]


@pytest.fixture
def easel(theme: Theme, qtbot: QtBot) -> Easel:
    return Easel(theme, qtbot)


@pytest.mark.parametrize("closer", [0, 4])
def test_a_stroke_lands_on_the_pixels_under_the_brush(easel: Easel, closer: int) -> None:
    easel.go_closer(closer)
    easel.draw((140, 100), (160, 100))
    assert easel.at(150, 100) == 255
    assert easel.at(150, 108) == 255
    assert easel.at(150, 115) == 0


def test_one_drag_is_one_step_back(easel: Easel) -> None:
    easel.draw((50, 50), (60, 50), (70, 60), (90, 80))
    easel.mask.undo()
    assert easel.mask.is_empty


def test_the_eraser_and_alt_take_away(easel: Easel) -> None:
    easel.draw((50, 50), (150, 50))
    easel.draw((60, 50), modifier=ALT)
    assert easel.at(60, 50) == 0
    easel.canvas.choose_tool(Tool.ERASER)
    easel.draw((140, 50))
    assert easel.at(140, 50) == 0
    assert easel.at(100, 50) == 255


def test_a_rectangle_asks_for_all_within_it(easel: Easel) -> None:
    easel.canvas.choose_tool(Tool.RECTANGLE)
    easel.draw((100, 120), (40, 30))
    assert easel.at(70, 70) == 255
    assert easel.at(42, 32) == 255
    assert easel.at(30, 70) == 0


def test_a_lasso_asks_for_what_it_goes_around(easel: Easel) -> None:
    easel.canvas.choose_tool(Tool.LASSO)
    easel.draw((50, 50), (150, 50), (100, 150))
    assert easel.at(100, 80) == 255
    assert easel.at(60, 140) == 0


def test_filling_tells_the_pixel(easel: Easel, qtbot: QtBot) -> None:
    easel.canvas.choose_tool(Tool.FILL)
    with qtbot.waitSignal(easel.canvas.fill_requested) as told:
        easel.draw((20, 30))
    assert told.args is not None
    assert (abs(told.args[0] - 20) <= 1, abs(told.args[1] - 30) <= 1, told.args[2]) == (True, True, Ink.PAINT)
    assert easel.mask.is_empty


def test_space_moves_the_picture_and_paints_nothing(easel: Easel) -> None:
    easel.go_closer(4)
    before = easel.canvas.zoom
    QTest.keyPress(easel.canvas, Qt.Key.Key_Space)
    easel.draw((150, 100), (170, 110))
    QTest.keyRelease(easel.canvas, Qt.Key.Key_Space)
    assert easel.mask.is_empty
    assert easel.canvas.zoom != before


def test_the_pressure_of_a_pen_is_the_width_of_its_stroke(easel: Easel) -> None:
    _pen(easel, QTabletEvent.Type.TabletPress, 100, 100, 0.5)
    _pen(easel, QTabletEvent.Type.TabletRelease, 100, 100, 0.0)
    assert easel.at(100, 103) == 255
    assert easel.at(100, 108) == 0


def test_the_mask_is_seen_over_the_picture(easel: Easel) -> None:
    before = easel.canvas.grab().toImage().pixelColor(easel.place(150, 100))
    easel.canvas.choose_tool(Tool.RECTANGLE)
    easel.draw((140, 90), (160, 110))
    after = easel.canvas.grab().toImage().pixelColor(easel.place(150, 100))
    assert after.red() > before.red() + 40


def _pen(easel: Easel, kind: QTabletEvent.Type, x: int, y: int, pressure: float) -> None:
    place = QPointF(easel.place(x, y))
    event = QTabletEvent(
        kind,
        QPointingDevice.primaryPointingDevice(),
        place,
        QPointF(easel.canvas.mapToGlobal(place.toPoint())),
        pressure,
        0,
        0,
        0,
        0,
        0,
        Qt.KeyboardModifier.NoModifier,
        LEFT,
        LEFT,
    )
    QApplication.sendEvent(easel.canvas, event)
