"""The few numbers one wants first, side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XXS
from imagestudio.ui.widgets import ElidedLabel


class Tile(QFrame):
    """A label, a number, and a line of what it means."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._label = ElidedLabel(label, parent=self)
        self.value = QLabel("…", self)
        self._note = ElidedLabel(parent=self)
        for text, role in ((self._label, "label"), (self.value, "title"), (self._note, "hint")):
            set_role(text, role)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        column.setSpacing(SPACE_XXS)
        for text in (self._label, self.value, self._note):
            column.addWidget(text)

    def show_value(self, value: str, note: str, explanation: str = "") -> None:
        self.value.setText(value)
        self._note.set_text(note)
        self.setToolTip(explanation)
        self.setAccessibleName(f"{self._label.full_text()}: {value}")
        self.setAccessibleDescription(explanation or note)


class Tiles(QWidget):
    """A row of them, each as wide as the others."""

    def __init__(self, labels: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = {name: Tile(label, self) for name, label in labels.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for tile in self._tiles.values():
            row.addWidget(tile, 1)

    def __getitem__(self, name: str) -> Tile:
        return self._tiles[name]
