"""Where the person says by how much a picture's canvas becomes larger, and on which sides."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from imagestudio.core.canvas_size import MOST_MARGIN, around, has_shape, to_shape
from imagestudio.core.editing import Margins
from imagestudio.ui.edits.canvas_preview import CanvasPreview
from imagestudio.ui.theme import Theme, indent, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_STEP = 64
_FORM_WIDTH = 260
_SHAPES = ((3, 2), (2, 3), (1, 1), (16, 9), (9, 16))
_TIMES = Fraction(3, 2)


class ExtendDialog(QDialog):
    """Shapes to choose from, four sides to set, and how it will look.

    Signals:
        chosen(Margins): by so much.
    """

    chosen = Signal(object)

    def __init__(
        self, image: QImage, width: int, height: int, sizes: list[str], theme: Theme, parent: QWidget | None = None
    ) -> None:
        """`image` is a copy of a picture of this width and height; `sizes` are those the model can make."""
        super().__init__(parent)
        self._size = width, height
        self._sizes = sizes
        self.preview = CanvasPreview(image, width, height, theme, self)
        self.shape_combo = QComboBox(self)
        self.spins = {side: QSpinBox(self) for side in ("left", "top", "right", "bottom")}
        self._told = QLabel(self)
        self._note = QLabel(self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.extend_button = QPushButton(self.tr("&Extend"), self)
        self._fill()
        self._build_layout()
        self._connect_signals()
        self.shape_combo.setCurrentIndex(1)

    def margins(self) -> Margins:
        return Margins(**{side: spin.value() for side, spin in self.spins.items()})

    def told(self) -> str:
        """What is said of the canvas."""
        return " ".join(text for text in (self._told.text(), self._note.text()) if text)

    # building

    def _fill(self) -> None:
        width, height = self._size
        self.shape_combo.addItem(self.tr("As the sides say"), None)
        self.shape_combo.addItem(self.tr("Half as much again, all around"), around(width, height, _TIMES))
        names = {
            (3, 2): self.tr("Landscape 3 : 2"),
            (2, 3): self.tr("Portrait 2 : 3"),
            (1, 1): self.tr("Square"),
            (16, 9): self.tr("Wide 16 : 9"),
            (9, 16): self.tr("Tall 9 : 16"),
        }
        for shape in _SHAPES:
            margins = to_shape(width, height, *shape)
            if margins.any:  # a picture of this shape has it already
                self.shape_combo.addItem(names[shape], margins)

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("Extend this picture"))
        for label, role in ((self._told, "label"), (self._note, "hint")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        set_role(self.extend_button, "primary")
        set_role(self.cancel_button, "tall")
        self.extend_button.setDefault(True)
        form = QWidget(self)
        form.setFixedWidth(_FORM_WIDTH)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self._label(self.tr("&Shape"), self.shape_combo))
        column.addWidget(self.shape_combo)
        column.addSpacing(SPACE_M)
        column.addLayout(self._side_grid())
        column.addSpacing(SPACE_M)
        column.addWidget(self._told)
        column.addWidget(self._note)
        column.addStretch()
        both = QHBoxLayout()
        both.setSpacing(SPACE_XL)
        both.addWidget(form)
        both.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_L)
        layout.addLayout(both, 1)
        layout.addLayout(self._button_row())

    def _side_grid(self) -> QGridLayout:
        texts = {
            "left": self.tr("&Left"),
            "top": self.tr("&Top"),
            "right": self.tr("&Right"),
            "bottom": self.tr("&Bottom"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_S)
        for place, (side, spin) in enumerate(self.spins.items()):
            spin.setRange(0, MOST_MARGIN)
            spin.setSingleStep(_STEP)
            spin.setSuffix(self.tr(" px"))
            spin.setAccessibleName(texts[side].replace("&", ""))
            spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            row, place_across = divmod(place, 2)
            grid.addWidget(self._label(texts[side], spin), 2 * row, place_across)
            grid.addWidget(spin, 2 * row + 1, place_across)
        indent(*self.spins.values())
        return grid

    def _label(self, text: str, buddy: QWidget) -> QLabel:
        label = QLabel(text, self)
        set_role(label, "label")
        label.setBuddy(buddy)
        return label

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch()
        row.addWidget(self.cancel_button)
        row.addWidget(self.extend_button)
        return row

    def _connect_signals(self) -> None:
        self.shape_combo.currentIndexChanged.connect(self._on_shape)
        for spin in self.spins.values():
            spin.valueChanged.connect(self._on_side)
        self.cancel_button.clicked.connect(self.reject)
        self.extend_button.clicked.connect(self._on_extend)

    # what happens

    def _on_shape(self) -> None:
        margins = self.shape_combo.currentData()
        if isinstance(margins, Margins):
            for side, spin in self.spins.items():
                spin.blockSignals(True)
                spin.setValue(getattr(margins, side))
                spin.blockSignals(False)
        self._refresh()

    def _on_side(self) -> None:
        self.shape_combo.setCurrentIndex(0)
        self._refresh()

    def _refresh(self) -> None:
        margins = self.margins()
        width, height = margins.of(*self._size)
        self.preview.show_margins(margins)
        self.extend_button.setEnabled(margins.any)
        self._told.setText(self.tr("The canvas becomes {0} × {1}; only its border may change.").format(width, height))
        fits = not self._sizes or any(has_shape(width, height, size) for size in self._sizes)
        sizes = ", ".join(size.replace("x", " × ") for size in self._sizes)
        note = self.tr("The model makes pictures of {0}. What does not have this shape may come back distorted or cut.")
        self._note.setText("" if fits else note.format(sizes))

    def _on_extend(self) -> None:
        margins = self.margins()
        self.accept()
        self.chosen.emit(margins)
