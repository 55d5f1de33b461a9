"""The buttons of the details that begin an edit."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from imagestudio.ui.edits.edit_actions import EditActions
from imagestudio.ui.tokens import SPACE_S


class EditTools(QWidget):
    """Shows what can be done with what is selected: all for one picture, some of it for several."""

    def __init__(self, actions: EditActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[QPushButton, QAction] = {}
        vary = self._button(self.tr("Vary"), actions["vary_picture"])
        edit = self._button(self.tr("Edit…"), actions["edit_picture"])
        extend = self._button(self.tr("Extend…"), actions["extend_picture"])
        self.final_button = self._button(self.tr("Make final…"), actions["make_final"])
        self.lock_button = self._button(self.tr("Keep outside the mask as it was"), actions["lock_pixels"])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for pair in ((vary, edit), (extend, self.final_button)):
            row = QHBoxLayout()  # in which what is alone has all of it
            row.setSpacing(SPACE_S)
            for button in pair:
                row.addWidget(button, 1)
            column.addLayout(row)
        column.addWidget(self.lock_button)
        self._offer()

    def _button(self, text: str, action: QAction) -> QPushButton:
        button = QPushButton(text, self)
        keys = action.shortcut().toString()
        button.setToolTip(f"{action.text().removesuffix('…')} ({keys})")
        button.clicked.connect(action.trigger)
        action.changed.connect(self._offer)
        self._buttons[button] = action
        return button

    def _offer(self) -> None:
        for button, action in self._buttons.items():
            button.setVisible(action.isEnabled())
