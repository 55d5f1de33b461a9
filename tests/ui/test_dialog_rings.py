"""Who goes through a dialog by keyboard sees where the keyboard is, whatever dialog it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from imagestudio.ui.dialog_rings import DialogRings
from imagestudio.ui.focus_ring import FocusRing
from imagestudio.ui.theme import Theme


@pytest.fixture
def dialog(qtbot: QtBot) -> QDialog:
    """Two buttons; the first has the keyboard when it is shown."""
    dialog = QDialog()
    column = QVBoxLayout(dialog)
    for name in ("First", "Second"):
        column.addWidget(QPushButton(name, dialog))
    qtbot.addWidget(dialog)
    return dialog


def show(qtbot: QtBot, dialog: QDialog) -> tuple[QPushButton, QPushButton]:
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    first, second = dialog.findChildren(QPushButton)
    first.setFocus()
    return first, second


def test_a_dialog_without_a_ring_is_given_one_when_the_keyboard_gets_into_it(
    qtbot: QtBot, theme: Theme, dialog: QDialog
) -> None:
    keeper = QObject()
    DialogRings(theme, keeper)
    first, second = show(qtbot, dialog)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    (ring,) = dialog.findChildren(FocusRing)
    assert ring.target() is second


def test_a_dialog_keeps_the_ring_it_brought(qtbot: QtBot, theme: Theme, dialog: QDialog) -> None:
    keeper = QObject()
    DialogRings(theme, keeper)
    own = FocusRing(theme, dialog)
    first, second = show(qtbot, dialog)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert dialog.findChildren(FocusRing) == [own]
    assert own.target() is second
