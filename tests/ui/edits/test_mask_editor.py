"""The mask editor over the whole window: tools, keys, steps, and what becomes of the mask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.core.editing import Painted
from imagestudio.library.inputs import InputStore
from imagestudio.library.preparing import Preparation
from imagestudio.ui.edits.mask_canvas import MOST_BRUSH, Tool
from imagestudio.ui.edits.mask_editor import MaskEditor
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.picture import Picture
from imagestudio.workers.task import TaskRunner

W, H = 300, 200
_Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Studio:
    """A window with the editor over it, and a hand."""

    def __init__(self, editor: MaskEditor, window: QMainWindow, qtbot: QtBot) -> None:
        self.editor = editor
        self.window = window
        self.qtbot = qtbot
        self.used: list[object] = []
        editor.used.connect(self.used.append)
        editor.whole_used.connect(lambda: self.used.append(None))

    def open(self, subject: str = "a", painted: Painted | None = None) -> None:
        image = QImage(W, H, QImage.Format.Format_RGB32)
        image.fill(QColor("#336699"))
        self.editor.open(subject, Picture([image]), painted)

    def draw(self, *points: tuple[int, int]) -> None:
        canvas = self.editor.canvas
        places = [self.place(*point) for point in points]
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
        for place in places[1:]:
            QTest.mouseMove(canvas, place)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[-1])

    def place(self, x: int, y: int) -> QPoint:
        zoom, ratio = self.editor.canvas.zoom, self.editor.canvas.devicePixelRatioF()
        return QPointF((zoom.left + x * zoom.scale) / ratio, (zoom.top + y * zoom.scale) / ratio).toPoint()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def at(self, x: int, y: int) -> int:
        return self.editor.layer.alpha()[y * W + x]


@pytest.fixture
def studio(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Studio]:
    tasks = TaskRunner(1)
    window = QMainWindow()
    window.resize(1200, 700)
    qtbot.addWidget(window)
    editor = MaskEditor(theme, tasks, Preparation(InputStore(tmp_path / "inputs")), window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    studio = Studio(editor, window, qtbot)
    studio.open()
    yield studio
    tasks.close()


def test_it_covers_the_window_and_takes_the_keys(studio: Studio) -> None:
    assert studio.editor.size() == studio.window.size()
    assert QApplication.focusWidget() is studio.editor.canvas


def test_what_was_painted_is_handed_over_at_the_pictures_own_size(studio: Studio) -> None:
    studio.draw((100, 100), (150, 100))
    studio.press(_Key.Key_Return)
    [painted] = studio.used
    assert isinstance(painted, Painted)
    assert (painted.width, painted.height, len(painted.change)) == (W, H, W * H)
    assert painted.change[100 * W + 120] == 255
    assert painted.change[10 * W + 10] == 0
    assert not studio.editor.isVisible()


def test_nothing_painted_is_no_mask(studio: Studio) -> None:
    assert not studio.editor.foot.use_button.isEnabled()
    studio.press(_Key.Key_Return)
    assert studio.editor.isVisible()
    studio.editor.foot.whole_button.click()
    assert studio.used == [None]


def test_escape_uses_nothing_and_what_was_painted_waits(studio: Studio) -> None:
    studio.draw((100, 100))
    studio.press(_Key.Key_Escape)
    assert studio.used == []
    assert not studio.editor.isVisible()
    studio.open()
    assert studio.at(100, 100) == 255
    studio.press(_Key.Key_Z, CTRL)
    assert studio.editor.layer.is_empty


def test_another_picture_begins_with_its_own_mask(studio: Studio) -> None:
    studio.draw((100, 100))
    studio.open("b", Painted(bytes(W * H - 1) + b"\xff", W, H))
    assert studio.at(100, 100) == 0
    assert studio.at(W - 1, H - 1) == 255
    assert not studio.editor.layer.can_undo


def test_escape_while_drawing_ends_the_stroke_alone(studio: Studio) -> None:
    canvas = studio.editor.canvas
    studio.draw((50, 50))
    before = studio.editor.layer.alpha()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, studio.place(150, 100))
    QTest.mouseMove(canvas, studio.place(200, 150))
    studio.press(_Key.Key_Escape)
    assert studio.editor.isVisible()
    assert studio.editor.layer.alpha() == before
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, studio.place(200, 150))
    assert studio.editor.layer.alpha() == before


@pytest.mark.parametrize(
    ("key", "tool"),
    [
        (_Key.Key_B, Tool.BRUSH),
        (_Key.Key_E, Tool.ERASER),
        (_Key.Key_R, Tool.RECTANGLE),
        (_Key.Key_L, Tool.LASSO),
        (_Key.Key_A, Tool.FILL),
    ],
)
def test_keys_choose_tools_and_the_bar_shows_it(studio: Studio, key: Qt.Key, tool: Tool) -> None:
    studio.press(key)
    assert studio.editor.canvas.tool is tool
    assert [each for each, button in studio.editor.bar.tool_buttons.items() if button.isChecked()] == [tool]


def test_buttons_choose_tools_too(studio: Studio) -> None:
    studio.editor.bar.tool_buttons[Tool.LASSO].click()
    assert studio.editor.canvas.tool is Tool.LASSO
    studio.editor.bar.tool_buttons[Tool.LASSO].click()  # once more changes nothing
    assert studio.editor.bar.tool_buttons[Tool.LASSO].isChecked()


def test_brackets_and_the_slider_say_how_wide_the_brush_is(studio: Studio) -> None:
    before = studio.editor.canvas.brush
    studio.press(_Key.Key_BracketRight)
    assert studio.editor.canvas.brush > before
    assert studio.editor.bar.brush_label.text() == f"{studio.editor.canvas.brush:.0f} px"
    studio.press(_Key.Key_BracketLeft)
    assert studio.editor.canvas.brush == pytest.approx(before)
    studio.editor.bar.brush_slider.setValue(studio.editor.bar.brush_slider.maximum())
    assert studio.editor.canvas.brush == pytest.approx(MOST_BRUSH)


def test_undo_and_redo_by_keys(studio: Studio) -> None:
    studio.draw((100, 100))
    studio.draw((200, 100))
    studio.press(_Key.Key_Z, CTRL)
    assert (studio.at(100, 100), studio.at(200, 100)) == (255, 0)
    studio.press(_Key.Key_Z, CTRL | SHIFT)
    assert studio.at(200, 100) == 255
    studio.press(_Key.Key_Z, CTRL)
    studio.press(_Key.Key_Y, CTRL)
    assert studio.at(200, 100) == 255


def test_invert_and_clear_are_steps(studio: Studio) -> None:
    studio.draw((100, 100))
    studio.press(_Key.Key_I)
    assert (studio.at(100, 100), studio.at(10, 10)) == (0, 255)
    studio.press(_Key.Key_Delete)
    assert studio.editor.layer.is_empty
    studio.press(_Key.Key_Z, CTRL)
    assert studio.at(10, 10) == 255


def test_filling_fills_what_a_ring_encloses_to_its_very_edge(studio: Studio) -> None:
    studio.editor.choose_brush(12)
    studio.draw((60, 60), (200, 60), (200, 150), (60, 150), (60, 60))
    studio.press(_Key.Key_A)
    studio.draw((120, 100))
    studio.qtbot.waitUntil(lambda: studio.at(120, 100) == 255)
    assert min(studio.editor.layer.alpha()[100 * W + 60 : 100 * W + 200]) == 255
    assert studio.at(20, 20) == 0
    studio.press(_Key.Key_Z, CTRL)
    assert studio.at(120, 100) == 0


def test_alt_fill_takes_an_area_away(studio: Studio) -> None:
    studio.draw((60, 60), (90, 60))
    studio.draw((200, 150))
    studio.press(_Key.Key_A)
    alt = Qt.KeyboardModifier.AltModifier
    QTest.mouseClick(studio.editor.canvas, Qt.MouseButton.LeftButton, alt, studio.place(75, 60))
    studio.qtbot.waitUntil(lambda: studio.at(75, 60) == 0)
    assert studio.at(200, 150) == 255


def test_a_soft_edge_is_soft_and_can_be_taken_back(studio: Studio) -> None:
    studio.press(_Key.Key_R)
    studio.draw((100, 50), (200, 150))
    studio.editor.bar.soft_spin.setValue(16)
    studio.press(_Key.Key_S)
    studio.qtbot.waitUntil(lambda: 0 < studio.at(96, 100) < 255)
    assert studio.at(150, 100) == 255
    assert studio.at(60, 100) == 0
    studio.press(_Key.Key_Z, CTRL)
    assert studio.at(96, 100) == 0


def test_nothing_is_painted_while_an_area_is_worked_out(studio: Studio) -> None:
    studio.draw((100, 100))
    studio.editor.soften()
    before = studio.editor.layer.alpha()
    studio.draw((200, 50))
    studio.press(_Key.Key_Z, CTRL)
    assert studio.editor.layer.alpha() == before
    studio.qtbot.waitUntil(lambda: studio.editor.layer.alpha() != before)


def test_whoever_has_no_mouse_paints_by_keys(studio: Studio) -> None:
    canvas = studio.editor.canvas
    studio.press(_Key.Key_D)
    for _ in range(10):
        studio.press(_Key.Key_Right)
    studio.press(_Key.Key_D)
    assert studio.at(W // 2, H // 2) == 255
    assert not canvas.busy
    studio.press(_Key.Key_Z, CTRL)
    assert studio.editor.layer.is_empty


def test_enter_on_a_button_is_the_button(studio: Studio) -> None:
    studio.draw((100, 100))
    studio.editor.foot.cancel_button.setFocus()
    studio.press(_Key.Key_Return)
    assert not studio.editor.isVisible()
    assert studio.used == []


def test_tab_goes_round_within_it_and_all_controls_have_names(studio: Studio) -> None:
    studio.draw((100, 100))
    stops = studio.editor.stops()
    assert all(stop.accessibleName() or getattr(stop, "text", str)() for stop in stops)
    seen = set()
    for _ in range(len(stops) + 1):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.add(focus)
        studio.press(_Key.Key_Tab)
    assert studio.editor.canvas in seen
    assert studio.editor.foot.use_button in seen


def test_the_keys_are_told(studio: Studio) -> None:
    studio.press(_Key.Key_Question)
    assert "Ctrl+Shift+Z: Redo" in studio.editor.keys_card.text()
    studio.press(_Key.Key_Escape)
    assert studio.editor.isVisible()


def test_keys_zoom_as_in_the_viewer(studio: Studio) -> None:
    studio.press(_Key.Key_Z)
    studio.qtbot.waitUntil(lambda: studio.editor.canvas.zoom.scale == 1)
    assert studio.editor.bar.zoom_label.text() == "100 %"
    studio.press(_Key.Key_F)
    studio.qtbot.waitUntil(lambda: studio.editor.canvas.zoom.fits)


def test_a_stroke_repaints_only_its_own_part(studio: Studio) -> None:
    watch = Painting(studio.editor.canvas)
    studio.editor.choose_brush(10)
    QApplication.processEvents()
    watch.widths.clear()
    studio.draw((50, 50), (54, 50))
    QApplication.processEvents()
    assert watch.widths
    assert max(watch.widths) < studio.editor.canvas.width() // 2


class Painting(QObject):
    """Notes how wide the parts are that a widget paints."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widths: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.widths.append(event.rect().width())
        return False
