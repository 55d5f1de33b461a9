"""How a dialog looks that says a few sentences and asks for one answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL


def lay_out_question(
    dialog: QDialog, width: int, said: Sequence[tuple[QLabel, str]], answers: Sequence[QPushButton], *more: QWidget
) -> None:
    """Put the sentences, each in its role, and then `more` above the answers.

    The first answer stands apart at the left; the last is the one the dialog is for. `width` is in units of the screen.
    """
    for label, role in said:
        set_role(label, role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
    buttons = QHBoxLayout()
    buttons.setSpacing(SPACE_S)
    buttons.addWidget(answers[0])
    buttons.addStretch()
    for button in answers[1:]:
        buttons.addWidget(button)
    for button in answers[:-1]:
        set_role(button, "tall")
    for button in answers:
        button.setAutoDefault(False)
    set_role(answers[-1], "primary")
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
    layout.setSpacing(SPACE_M)
    for widget in (*(label for label, _ in said), *more):
        layout.addWidget(widget)
    layout.addSpacing(SPACE_S)
    layout.addLayout(buttons)
    dialog.setFixedWidth(width)
