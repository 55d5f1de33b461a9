"""What runs beside the window is told in the bottom line, which stays as high as it is."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.ui.progress_line import ProgressLine
from imagestudio.ui.theme import Theme, set_role


def test_a_progress_line_is_no_higher_than_what_stands_in_the_bottom_line_anyhow(qtbot: QtBot, theme: Theme) -> None:
    line, button = ProgressLine(theme), QPushButton("Ready")
    set_role(button, "status")
    for widget in (line, button):
        qtbot.addWidget(widget)
    line.begin("Looking what is there…")
    button.show()
    assert line.sizeHint().height() <= button.sizeHint().height()
