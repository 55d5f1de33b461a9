"""The small shared widgets do what they are for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from imagestudio.ui.theme import Theme
from imagestudio.ui.widgets import ElidedLabel, PicturePreview, Spinner, Stepper

LONG = "/somewhere/far/away/<b>originals</b>/0123456789abcdef.png"


def picture(width: int, height: int, color: str = "#ff0000") -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(color))
    return image


def test_a_text_that_does_not_fit_is_cut_and_whole_in_its_tooltip(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel(LONG, Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert "…" in label.text()
    assert label.full_text() == LONG
    assert "&lt;b&gt;originals" in label.toolTip()
    label.resize(2000, 20)
    assert label.text() == LONG
    assert label.toolTip() == ""


def test_a_text_of_several_lines_becomes_one(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("one\n  two")
    qtbot.addWidget(label)
    assert label.full_text() == "one two"


def test_the_whole_picture_is_shown_within_the_greatest_height(qtbot: QtBot, theme: Theme) -> None:
    preview = PicturePreview(theme, 240)
    qtbot.addWidget(preview)
    preview.set_image(picture(64, 64), 1024, 1536)
    assert preview.heightForWidth(280) == 240
    preview.resize(280, 240)
    rect = preview.picture_rect()
    assert (rect.width(), rect.height(), rect.center().x()) == (160, 240, 139)
    preview.set_image(picture(64, 64), 1536, 1024)
    assert preview.heightForWidth(280) == 187


def test_the_place_of_a_picture_is_kept_while_it_loads(qtbot: QtBot, theme: Theme) -> None:
    preview = PicturePreview(theme, 240)
    qtbot.addWidget(preview)
    preview.set_image(None, 1536, 1024)
    before = preview.heightForWidth(280)
    preview.set_image(picture(300, 200), 1536, 1024)
    assert preview.heightForWidth(280) == before


def test_a_transparent_picture_lies_on_squares(qtbot: QtBot, theme: Theme) -> None:
    preview = PicturePreview(theme, 200)
    qtbot.addWidget(preview)
    preview.set_image(picture(64, 64, "#00000000"))
    preview.resize(200, 200)
    image = preview.grab().toImage()
    seen = {image.pixelColor(x, 100).name() for x in range(50, 150)}
    assert seen == {theme.color("checker_a").name(), theme.color("checker_b").name()}


def test_a_preview_is_clicked_by_mouse_and_keys(qtbot: QtBot, theme: Theme) -> None:
    preview = PicturePreview(theme, 200)
    qtbot.addWidget(preview)
    preview.set_image(picture(64, 64))
    preview.resize(300, 200)
    with qtbot.waitSignals([preview.clicked] * 2):
        QTest.mouseClick(preview, Qt.MouseButton.LeftButton, pos=preview.picture_rect().center())
        QTest.keyClick(preview, Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(preview.clicked):
        QTest.mouseClick(preview, Qt.MouseButton.LeftButton, pos=QPoint(2, 100))


def test_a_stepper_counts_by_buttons_and_keys_within_its_range(qtbot: QtBot, theme: Theme) -> None:
    stepper = Stepper(theme, 1, 3)
    qtbot.addWidget(stepper)
    stepper.show()
    fewer, more = stepper.findChildren(QToolButton)
    assert not fewer.isEnabled()
    with qtbot.waitSignal(stepper.value_changed) as changed:
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert changed.args == [2]
    QTest.keyClick(stepper.spin, Qt.Key.Key_Up)
    QTest.keyClick(stepper.spin, Qt.Key.Key_Up)
    assert stepper.value() == 3
    assert not more.isEnabled()
    assert fewer.accessibleName()


def test_the_number_of_a_stepper_has_room(qtbot: QtBot, theme: Theme) -> None:
    stepper = Stepper(theme, 1, 20)
    qtbot.addWidget(stepper)
    stepper.show()
    assert stepper.spin.lineEdit().width() >= 30


def test_a_spinner_is_painted(qtbot: QtBot, theme: Theme) -> None:
    spinner = Spinner(theme, 16)
    qtbot.addWidget(spinner)
    spinner.show()
    assert not spinner.grab().isNull()
