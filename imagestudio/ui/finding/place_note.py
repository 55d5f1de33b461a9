"""What can be done in the place one looks at, in the line that names it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_M


class PlaceNote(QWidget):
    """One plain text and one thing to do; takes the room that is there, so that nothing moves when it comes.

    Signals:
        clicked: the person takes up the offer.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._label = QLabel()
        self.button = QPushButton()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self._label, "label")
        set_role(self.button, "chip")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(self._label, 1)
        row.addWidget(self.button)
        self.hide()

    @property
    def words(self) -> str:
        return self._words

    def say(self, words: str, action: str) -> None:
        """Say this and offer that; without an action nothing is offered."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self._label.width()
        self._label.setText(self._label.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))
