"""What the keys do here, laid over the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from imagestudio.ui.viewer.chosen_keys import ChosenKeys
from imagestudio.ui.viewer.keys import KeyRow
from imagestudio.ui.viewer.rows import fill_rows

_COLUMNS = 2
NO_KEY = "–"  # a command the person has taken the key of


class KeysCard(QFrame):
    """A card in the middle of what it is laid over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = QGridLayout()
        title = QLabel(self.tr("Keys"), self)
        set_role(self, "card")
        set_role(title, "section")
        self._rows.setHorizontalSpacing(SPACE_XL)
        self._rows.setVerticalSpacing(SPACE_S)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(title)
        column.addLayout(self._rows)
        self.hide()

    def show_rows(self, rows: Sequence[KeyRow], chosen: ChosenKeys, actions: Sequence[QAction]) -> None:
        """What these keys do, and those of the actions that hear theirs here and are not asked for otherwise."""
        taken = {key for row in rows for key in row.in_force(chosen)}
        told = [(row.names(chosen), row.text) for row in rows]
        for action in actions:
            keys = action.shortcut()
            names = keys.toString(QKeySequence.SequenceFormat.NativeText)
            if action.isEnabled() and names and keys.toString(QKeySequence.SequenceFormat.PortableText) not in taken:
                told.append((names, _plain(action.text())))
        told = [(names or NO_KEY, text) for names, text in told]
        fill_rows(self._rows, told, ("fact", "note"), self, pairs=_COLUMNS, down=True)
        self.setAccessibleName(self.tr("Keys"))
        self.setAccessibleDescription(". ".join(f"{names}: {text}" for names, text in told))
        self.show()
        self.place()
        self.raise_()

    def text(self) -> str:
        """All that can be read here."""
        return self.accessibleDescription()

    def place(self) -> None:
        """In the middle, as large as its text."""
        parent = self.parentWidget()
        if parent is None or self.isHidden():
            return
        self.adjustSize()
        self.move((parent.width() - self.width()) // 2, (parent.height() - self.height()) // 2)

    def mousePressEvent(self, _event: object) -> None:
        self.hide()


def _plain(text: str) -> str:
    """Without what only a menu wants."""
    return text.replace("&", "").removesuffix("…")
