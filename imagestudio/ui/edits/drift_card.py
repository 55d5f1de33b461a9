"""Says how much drifted outside the mask, and offers to keep it as it was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from imagestudio.core.editing import Drifted
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_S

_TOP = 64
_LEAST_SHARE = 0.0005


class DriftCard(QFrame):
    """A card over the picture, at the top of what it is laid over.

    Signals:
        lock_clicked(): everything outside the mask is to be as it was.
    """

    lock_clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self.lock_button = QPushButton(self.tr("Keep everything outside the mask as it was"), self)
        set_role(self, "card")
        set_role(self.lock_button, "small")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_L)
        row.addWidget(self._label)
        row.addWidget(self.lock_button)
        self.lock_button.clicked.connect(self.lock_clicked)
        self.hide()

    def tell(self, drifted: Drifted, can_lock: bool) -> None:
        """Show it."""
        self._label.setText(self._text(drifted))
        self.setAccessibleName(self._label.text())
        self.lock_button.setVisible(can_lock and drifted.most > 0)
        self.show()
        self.adjustSize()
        self.place()
        self.raise_()

    def text(self) -> str:
        return self._label.text() if not self.isHidden() else ""

    def place(self) -> None:
        if (parent := self.parentWidget()) is not None:
            self.move(max(0, (parent.width() - self.width()) // 2), _TOP)

    def _text(self, drifted: Drifted) -> str:
        if not drifted.most:
            return self.tr("Outside the mask every pixel is as it was.")
        if drifted.share < _LEAST_SHARE:
            return self.tr("Outside the mask nothing changed that one would see.")
        text = self.tr("Outside the mask {0} % of the pixels changed visibly.")
        return text.format(f"{drifted.share * 100:.1f}")
