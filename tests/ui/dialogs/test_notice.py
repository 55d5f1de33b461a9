"""A notice says its text plainly and goes away when asked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.theme import Theme


def test_the_offer_of_a_notice_is_taken_up(qtbot: QtBot, theme: Theme) -> None:
    bar = NoticeBar(theme, "Demo pictures are drawn on this computer.", action="Add a &key…")
    qtbot.addWidget(bar)
    bar.show()
    with qtbot.waitSignal(bar.action_clicked):
        QTest.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert bar.isVisible()


def test_a_notice_is_closed_by_its_button_and_by_esc(qtbot: QtBot, theme: Theme) -> None:
    for close in ("button", "esc"):
        bar = NoticeBar(theme, "The library can only be looked at.", "warning")
        qtbot.addWidget(bar)
        bar.show()
        with qtbot.waitSignal(bar.closed):
            if close == "button":
                QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
            else:
                QTest.keyClick(bar.close_button, Qt.Key.Key_Escape)
        assert not bar.isVisible()


def test_a_notice_without_an_offer_has_no_button_for_it(qtbot: QtBot, theme: Theme) -> None:
    bar = NoticeBar(theme, "<b>plain</b>")
    qtbot.addWidget(bar)
    bar.show()
    assert not bar.action_button.isVisible()
    assert bar.accessibleName() == bar.text() == "<b>plain</b>"
