"""Quitting while pictures are made asks once and says what it means for the money."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from imagestudio.ui.dialogs.quit_dialog import QuitDialog
from imagestudio.ui.theme import Theme


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> QuitDialog:
    dialog = QuitDialog()
    qtbot.addWidget(dialog)
    dialog.set_running(2, 3)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def said(dialog: QuitDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_it_says_how_many_pictures_are_being_paid_for(dialog: QuitDialog) -> None:
    assert "2 pictures are being paid for" in said(dialog)
    assert "3 more wait" in said(dialog)
    assert "paid for and lost" in said(dialog)


def test_the_counts_follow_the_queue(dialog: QuitDialog) -> None:
    dialog.set_running(1, 0)
    assert "One picture is being paid for" in said(dialog)
    assert "more" not in said(dialog)
    dialog.set_running(0, 0)
    assert "All pictures are here" in said(dialog)
    assert not dialog.wait_button.isVisible()


def test_enter_waits(qtbot: QtBot, dialog: QuitDialog) -> None:
    with qtbot.waitSignal(dialog.wait_chosen):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.waiting
    assert dialog.isVisible()
    assert "closes by itself" in said(dialog)


def test_leaving_closes_the_dialog_first(qtbot: QtBot, dialog: QuitDialog) -> None:
    with qtbot.waitSignal(dialog.leave_chosen):
        QTest.mouseClick(dialog.leave_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert not dialog.waiting


def test_esc_stays(qtbot: QtBot, dialog: QuitDialog) -> None:
    with qtbot.assertNotEmitted(dialog.leave_chosen), qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_demo_pictures_cost_nothing(dialog: QuitDialog) -> None:
    dialog.set_running(2, 0, free=True)
    assert "being drawn" in said(dialog)
    assert "costs nothing" in said(dialog)


def test_every_text_has_the_room_it_needs(dialog: QuitDialog) -> None:
    for label in dialog.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width())
