"""Format, quality, size and ground of copies."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QComboBox, QGridLayout, QLabel, QPushButton, QSpinBox, QWidget

from imagestudio.core.export import Choices, Format, Kind
from imagestudio.ui.theme import indent, set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XS

_MOST_EDGE = 65_535
_USUAL_EDGE, _USUAL_PERCENT = 2048, 50
_SWATCH = 16


class _Size(Enum):
    """How large a copy is to be."""

    FULL = auto()
    EDGE = auto()
    PERCENT = auto()


class PictureForm(QWidget):
    """Four choices in two columns; what means nothing for the format or kind cannot be chosen.

    Signals:
        changed: something else is chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format_combo = QComboBox(self)
        self.quality_spin = QSpinBox(self)
        self.size_combo = QComboBox(self)
        self.number_spin = QSpinBox(self)
        self.ground_button = QPushButton(self)
        self._labels: dict[QWidget, QLabel] = {}
        self._numbers = {_Size.EDGE: _USUAL_EDGE, _Size.PERCENT: _USUAL_PERCENT}
        self._ground = "#ffffff"
        self._kind = Kind.WITH_PROMPT
        self._build_layout()
        self._connect_signals()
        self._show_ground()
        self._offer()

    def set_choices(self, choices: Choices) -> None:
        self.format_combo.setCurrentIndex(self.format_combo.findData(choices.format))
        self.quality_spin.setValue(choices.quality)
        self._numbers[_Size.EDGE] = choices.longest_edge or _USUAL_EDGE
        self._numbers[_Size.PERCENT] = choices.percent if choices.percent != 100 else _USUAL_PERCENT
        size = _Size.EDGE if choices.longest_edge else _Size.PERCENT if choices.percent != 100 else _Size.FULL
        self.size_combo.setCurrentIndex(self.size_combo.findData(size))
        self._ground = choices.background
        self._show_ground()
        self._offer()

    def set_kind(self, kind: Kind) -> None:
        """What was received has its own format and size."""
        self._kind = kind
        self._offer()

    def chosen(self) -> dict[str, object]:
        """What `make_choices` is given."""
        if self._kind is Kind.AS_RECEIVED:
            return {"quality": self.quality_spin.value(), "background": self._ground}
        return {
            "format": self._format,
            "quality": self.quality_spin.value(),
            "background": self._ground,
            "longest_edge": self.number_spin.value() if self._size is _Size.EDGE else 0,
            "percent": self.number_spin.value() if self._size is _Size.PERCENT else 100,
        }

    @property
    def _format(self) -> Format:
        return Format(self.format_combo.currentData())  # Qt keeps the text alone

    @property
    def _size(self) -> _Size:
        size = self.size_combo.currentData()
        return size if isinstance(size, _Size) else _Size.FULL

    def _build_layout(self) -> None:
        formats = {Format.AS_IT_IS: self.tr("As it is"), Format.PNG: "PNG", Format.JPEG: "JPEG", Format.WEBP: "WebP"}
        for format_, name in formats.items():
            self.format_combo.addItem(name, format_)
        for size, name in (
            (_Size.FULL, self.tr("Full size")),
            (_Size.EDGE, self.tr("Longest edge, at most")),
            (_Size.PERCENT, self.tr("A part of it")),
        ):
            self.size_combo.addItem(name, size)
        indent(self.quality_spin, self.number_spin)
        self.quality_spin.setRange(1, 100)
        self.quality_spin.setValue(90)
        self.quality_spin.setToolTip(self.tr("100 is lossless in a WebP"))
        self.ground_button.setAutoDefault(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_XS)
        places = (
            (self.format_combo, self.tr("&Format"), 0, 0),
            (self.quality_spin, self.tr("&Quality"), 0, 1),
            (self.ground_button, self.tr("&Behind transparency"), 0, 2),
            (self.size_combo, self.tr("&Size"), 2, 0),
            (self.number_spin, self.tr("Pi&xels"), 2, 1),
        )
        for control, text, row, column in places:
            label = QLabel(text, self)
            set_role(label, "label")
            label.setBuddy(control)
            label.setContentsMargins(0, SPACE_S if row else 0, 0, 0)  # nearer to its own field than to the one above
            self._labels[control] = label
            grid.addWidget(label, row, column)
            grid.addWidget(control, row + 1, column)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)

    def _connect_signals(self) -> None:
        self.format_combo.currentIndexChanged.connect(self._on_changed)
        self.quality_spin.valueChanged.connect(self.changed)
        self.size_combo.currentIndexChanged.connect(self._on_changed)
        self.number_spin.valueChanged.connect(self._on_number)
        self.ground_button.clicked.connect(self._on_choose_ground)

    def _on_changed(self) -> None:
        self._offer()
        self.changed.emit()

    def _on_number(self, value: int) -> None:
        if self._size is not _Size.FULL:
            self._numbers[self._size] = value
        self.changed.emit()

    def _offer(self) -> None:
        """Let only that be chosen which means something now."""
        free = self._kind is not Kind.AS_RECEIVED
        format_ = self._format
        lossy = format_ in (Format.JPEG, Format.WEBP, Format.AS_IT_IS)
        for control, offered in (
            (self.format_combo, free),
            (self.size_combo, free),
            (self.quality_spin, free and lossy and (format_ is not Format.AS_IT_IS or self._size is not _Size.FULL)),
            (self.number_spin, free and self._size is not _Size.FULL),
            (self.ground_button, free and format_ is Format.JPEG),
        ):
            control.setEnabled(offered)
            self._labels[control].setEnabled(offered)
        self._show_number()

    def _show_number(self) -> None:
        percent = self._size is _Size.PERCENT
        self._labels[self.number_spin].setText(self.tr("Pe&rcent") if percent else self.tr("Pi&xels"))
        self.number_spin.blockSignals(True)
        if self._size is _Size.FULL:
            self.number_spin.setRange(0, 0)
            self.number_spin.setSpecialValueText("–")
        else:
            self.number_spin.setSpecialValueText("")
            self.number_spin.setRange(1, 99 if percent else _MOST_EDGE)
            self.number_spin.setValue(self._numbers[self._size])
        self.number_spin.blockSignals(False)

    def _on_choose_ground(self) -> None:
        dialog = QColorDialog(QColor(self._ground), self)
        dialog.setWindowTitle(self.tr("Behind transparency"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(self._on_ground)
        dialog.open()

    def _on_ground(self, color: QColor) -> None:
        self._ground = color.name()
        self._show_ground()
        self.changed.emit()

    def _show_ground(self) -> None:
        names = {"#ffffff": self.tr("White"), "#000000": self.tr("Black")}
        swatch = QPixmap(_SWATCH, _SWATCH)
        swatch.fill(self.palette().placeholderText().color())
        painter = QPainter(swatch)
        painter.fillRect(1, 1, _SWATCH - 2, _SWATCH - 2, QColor(self._ground))
        painter.end()
        self.ground_button.setIcon(QIcon(swatch))
        self.ground_button.setText(names.get(self._ground, self._ground))
        self.ground_button.setAccessibleName(self.tr("Behind transparency: {0}").format(self.ground_button.text()))
