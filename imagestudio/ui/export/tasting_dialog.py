"""A dialog with choices at the left, and at the right what they lead to, asked for anew when they change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.ui.dialogs.fitting import fit_height, low_area
from imagestudio.ui.focus_ring import FocusRing
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_S, SPACE_XL
from imagestudio.workers.task import Task, TaskRunner


class TastingDialog(QDialog):
    """What is at the right is worked out beside the window, a moment after the last change."""

    def __init__(self, tasks: TaskRunner, theme: Theme, pause_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._asked: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self.taste)
        self._ring = FocusRing(theme, self)

    def taste(self) -> None:
        """Look at what is chosen, and `ask` what it leads to."""
        raise NotImplementedError

    def ask(
        self, call: Callable[[], Any], answered: Callable[[Any], None], refused: Callable[[ImageStudioError], None]
    ) -> None:
        """Have this worked out; the newest question wins."""
        self._forget()
        self._asked = self._tasks.run(call, answered, refused)

    def taste_soon(self) -> None:
        """When the person pauses."""
        self._pause.start()

    def place(self, left: QLayout, left_width: int, right: QWidget, buttons: QLayout) -> None:
        """Two columns, and the buttons below them."""
        columns = QHBoxLayout()
        columns.setSpacing(SPACE_XL)
        left.setContentsMargins(0, 0, SPACE_S, 0)
        columns.addWidget(low_area(left, self), 1)
        columns.addWidget(right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_L)
        layout.addLayout(columns)
        layout.addLayout(buttons)
        self._right, self._buttons, self._narrow = right, buttons, left_width + 2 * SPACE_XL
        self.setFixedWidth(self._narrow + right.width() + SPACE_XL)

    @staticmethod
    def button_row(begin: Sequence[QPushButton], end: Sequence[QPushButton], primary: QPushButton) -> QHBoxLayout:
        """Some buttons at the left, some at the right, and last the one that Enter means."""
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        for button in (*begin, *end):
            set_role(button, "tall")
            button.setAutoDefault(False)
        set_role(primary, "primary")
        primary.setDefault(True)
        for button in begin:
            row.addWidget(button)
        row.addStretch()
        for button in (*end, primary):
            row.addWidget(button)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.width() > self.screen().availableGeometry().width():
            self._right.hide()  # what one chooses is needed, what it leads to is not
            self.setFixedWidth(max(self._narrow, self._buttons.minimumSize().width() + 2 * SPACE_XL))
        fit_height(self)

    def done(self, result: int) -> None:
        self._forget()
        super().done(result)

    def _forget(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
