"""The bars around the mask: tools above, what becomes of it below."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSlider, QSpinBox, QWidget

from imagestudio.ui.edits.mask_canvas import LEAST_BRUSH, MOST_BRUSH, Tool
from imagestudio.ui.giving_way import GivingWay
from imagestudio.ui.theme import Theme, indent, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from imagestudio.ui.viewer.icon_buttons import IconButtons, scale_text
from imagestudio.ui.viewer.zoom import Zoom
from imagestudio.ui.widgets import ElidedLabel

_SLIDER_STEPS = 100
_SLIDER_WIDTH, _LEAST_SLIDER = 120, 36
_USUAL_SOFT, _MOST_SOFT = 12, 200


class MaskBar(QFrame):
    """Tools, the brush's size, steps back and forth, what changes all of the mask, and zoom.

    Signals:
        tool_chosen(Tool), brush_chosen(float): what their names say.
        undo_clicked, redo_clicked, invert_clicked, clear_clicked, soften_clicked, fit_clicked, actual_clicked,
        keys_clicked: what their names say.
    """

    tool_chosen = Signal(object)
    brush_chosen = Signal(float)
    undo_clicked = Signal()
    redo_clicked = Signal()
    invert_clicked = Signal()
    clear_clicked = Signal()
    soften_clicked = Signal()
    fit_clicked = Signal()
    actual_clicked = Signal()
    keys_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make = self._buttons = IconButtons(theme, self)
        self.tool_buttons = {
            Tool.BRUSH: make.make("brush", self.tr("Brush (B)")),
            Tool.ERASER: make.make("eraser", self.tr("Eraser (E)")),
            Tool.RECTANGLE: make.make("marquee", self.tr("Rectangle (R)")),
            Tool.LASSO: make.make("lasso", self.tr("Lasso (L)")),
            Tool.FILL: make.make("bucket", self.tr("Fill an area (A)")),
        }
        self.brush_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.brush_label = QLabel(self)
        self.undo_button = make.make("undo", self.tr("Undo (Ctrl+Z)"), self.undo_clicked)
        self.redo_button = make.make("redo", self.tr("Redo (Ctrl+Shift+Z)"), self.redo_clicked)
        self.invert_button = make.make("invert", self.tr("Invert (I)"), self.invert_clicked)
        self.clear_button = make.make("trash", self.tr("Clear (Delete)"), self.clear_clicked)
        self.soften_button = make.make("feather", self.tr("Soft edge (S)"), self.soften_clicked)
        self.soft_spin = QSpinBox(self)
        self.zoom_label = QLabel(self)
        self.fit_button = make.make("fit", self.tr("Whole picture (F)"), self.fit_clicked)
        self.actual_button = make.make("actual-size", self.tr("100 % and back (Z)"), self.actual_clicked)
        self.keys_button = make.make("keys", self.tr("What the keys do (?)"), self.keys_clicked)
        self._build_layout()
        self._connect_signals()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, from left to right."""
        tools = list(self.tool_buttons.values())
        whole = [self.invert_button, self.clear_button, self.soften_button, self.soft_spin]
        last = [self.fit_button, self.actual_button, self.keys_button]
        return [*tools, self.brush_slider, self.undo_button, self.redo_button, *whole, *last]

    @property
    def softness(self) -> int:
        """How soft an edge is to become, in pixels."""
        return self.soft_spin.value()

    def show_tool(self, tool: Tool) -> None:
        for each, button in self.tool_buttons.items():
            button.setChecked(each is tool)
        self._buttons.refresh()

    def show_brush(self, width: float) -> None:
        self.brush_label.setText(self.tr("{0} px").format(f"{width:.0f}"))
        self.brush_slider.blockSignals(True)
        self.brush_slider.setValue(round(_SLIDER_STEPS * math.log(width / LEAST_BRUSH) / _RANGE))
        self.brush_slider.blockSignals(False)

    def show_steps(self, can_undo: bool, can_redo: bool, is_empty: bool) -> None:
        self.undo_button.setEnabled(can_undo)
        self.redo_button.setEnabled(can_redo)
        for button in (self.clear_button, self.soften_button):
            button.setEnabled(not is_empty)

    def show_zoom(self, zoom: Zoom) -> None:
        self.zoom_label.setText(scale_text(zoom))

    # building

    def _build_layout(self) -> None:
        self.setObjectName("MaskBar")
        self._name_controls()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_XS)
        row.setSpacing(SPACE_XS)
        groups: tuple[tuple[QWidget, ...], ...] = (
            tuple(self.tool_buttons.values()),
            (self.brush_slider, self.brush_label),
            (self.undo_button, self.redo_button),
            (self.invert_button, self.clear_button, self.soften_button, self.soft_spin),
        )
        for group in groups:
            for widget in group:
                row.addWidget(widget, int(widget is self.brush_slider))
            row.addSpacing(SPACE_L)
        row.addStretch()
        for widget in (self.zoom_label, self.fit_button, self.actual_button, self.keys_button):
            row.addWidget(widget)
        GivingWay(self, row, (self.brush_label, self.zoom_label))

    def _name_controls(self) -> None:
        self.brush_slider.setAccessibleName(self.tr("Size of the brush"))
        self.brush_slider.setToolTip(self.tr("Size of the brush ([ and ])"))
        self.brush_slider.setRange(0, _SLIDER_STEPS)
        self.brush_slider.setMinimumWidth(_LEAST_SLIDER)  # it gives way in a narrow window
        self.brush_slider.setMaximumWidth(_SLIDER_WIDTH)
        self.soft_spin.setAccessibleName(self.tr("Width of the soft edge"))
        self.soft_spin.setToolTip(self.tr("Width of the soft edge"))
        self.soft_spin.setRange(1, _MOST_SOFT)
        self.soft_spin.setValue(_USUAL_SOFT)
        self.soft_spin.setSuffix(self.tr(" px"))
        self.soft_spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        indent(self.soft_spin)
        self.soft_spin.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.tr("600 px")) + 3 * SPACE_S)
        for label, widest in ((self.brush_label, self.tr("600 px")), (self.zoom_label, "1600 %")):
            set_role(label, "reading")
            label.setMinimumWidth(self.fontMetrics().horizontalAdvance(widest) + SPACE_S)
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _connect_signals(self) -> None:
        for button in self.tool_buttons.values():
            button.setCheckable(True)
            button.clicked.connect(self._on_tool)
        self.brush_slider.valueChanged.connect(self._on_slid)

    def _on_tool(self) -> None:
        self.tool_chosen.emit(next(tool for tool, button in self.tool_buttons.items() if button is self.sender()))

    def _on_slid(self, value: int) -> None:
        self.brush_chosen.emit(LEAST_BRUSH * math.exp(_RANGE * value / _SLIDER_STEPS))


_RANGE = math.log(MOST_BRUSH / LEAST_BRUSH)  # each step of the slider is so many times wider, not so many pixels


class MaskFoot(QFrame):
    """What one paints for, and how it ends.

    Signals:
        use_clicked, whole_clicked, cancel_clicked: what their names say.
    """

    use_clicked = Signal()
    whole_clicked = Signal()
    cancel_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint_label = ElidedLabel(parent=self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.whole_button = QPushButton(self.tr("Whole picture, no mask"), self)
        self.use_button = QPushButton(self.tr("Use this mask"), self)
        self._build_layout()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self.cancel_button, self.whole_button, self.use_button]

    def show_state(self, is_empty: bool) -> None:
        self.use_button.setEnabled(not is_empty)
        text = self.tr("Paint over what should change. Everything else is meant to stay as it is.")
        more = self.tr("What is coloured may change. The service may still drift a little elsewhere.")
        self.hint_label.set_text(text if is_empty else more)

    def _build_layout(self) -> None:
        self.setObjectName("MaskFoot")
        set_role(self.hint_label, "hint")
        set_role(self.use_button, "primary")
        for button in (self.cancel_button, self.whole_button):
            set_role(button, "tall")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_S)
        row.addWidget(self.hint_label, 1)
        row.addSpacing(SPACE_L)
        for widget, signal, tip in (
            (self.cancel_button, self.cancel_clicked, self.tr("What was painted waits here until you come back (Esc)")),
            (self.whole_button, self.whole_clicked, self.tr("Everything may change (W)")),
            (self.use_button, self.use_clicked, self.tr("Use this mask (Enter)")),
        ):
            widget.clicked.connect(signal)
            widget.setToolTip(tip)
            row.addWidget(widget)
