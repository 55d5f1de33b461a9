"""How to get a key, in three steps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S

KEY_PAGE = "https://aimlapi.com/app/keys"


class KeyGuide(QWidget):
    """Says what a key is for and where it comes from.

    Signals:
        page_requested: the person wants to see the service's key page.
    """

    page_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page_button = QPushButton(self.tr("&Open the page"), self)
        self._build_layout()
        self.page_button.clicked.connect(self.page_requested)

    def _build_layout(self) -> None:
        intro = self.tr(
            "AI/ML API makes the pictures of the AI models; they are paid from your account there. "
            "Demo pictures need no key and stay free."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(plain_label(self, self.tr("Use the AI models"), "title"))
        layout.addWidget(plain_label(self, intro, "note"))
        layout.addSpacing(SPACE_S)
        layout.addLayout(self._steps())

    def _steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        steps = (
            self.tr("Sign in at aimlapi.com, or make an account and top it up."),
            self.tr("Create a key on the page “Keys” and copy it."),
            self.tr("Paste it here and save it."),
        )
        for row, text in enumerate(steps):
            grid.addWidget(plain_label(self, str(row + 1), "step"), row, 0)
            grid.addWidget(plain_label(self, text, "value"), row, 1, 1, 1 if row == 1 else 2)
            grid.setRowMinimumHeight(row, 26)
        grid.addWidget(self.page_button, 1, 2)
        set_role(self.page_button, "link")
        self.page_button.setToolTip(KEY_PAGE)
        self.page_button.setAutoDefault(False)
        return grid


def plain_label(parent: QWidget, text: str, role: str) -> QLabel:
    """A label of plain text in its part; it wraps."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role != "step")
    set_role(label, role)
    return label
