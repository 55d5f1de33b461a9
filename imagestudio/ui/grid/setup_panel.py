"""The left side of a grid: the prompt with its alternatives, and the values of everything that may vary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from imagestudio.core.catalog import Catalog
from imagestudio.core.grid import PARAMETER_AXES, Axis, Grid
from imagestudio.core.styles import Stylebook
from imagestudio.ui.grid.axis_box import AxisBox, AxisHead
from imagestudio.ui.grid.grid_words import value_text
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S

_WIDTH = 300
_PAUSE_MS = 250
_PROMPT_HEIGHT = 108


class SetupPanel(QFrame):
    """Shows what a grid is made of and tells what the person wants of it.

    Signals:
        typed(str): the prompt is this now; told when the person pauses.
        chosen(Axis, tuple): an axis has these values now.
        placed(Axis, int): an axis is to be rows, columns or sections.
    """

    typed = Signal(str)
    chosen = Signal(object, tuple)
    placed = Signal(object, int)

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._theme = theme
        self._book = Stylebook()
        self._grid: Grid | None = None
        self._changeable = True
        self.prompt_head = AxisHead(Axis.PROMPT, self)
        self.prompt_edit = QPlainTextEdit(self)
        self._note = QLabel(self)
        self.boxes: dict[Axis, AxisBox] = {axis: AxisBox(axis, self) for axis in Axis if axis is not Axis.PROMPT}
        self._hint = QLabel(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect_signals()

    # what others may do

    def show_grid(self, grid: Grid, changeable: bool) -> None:
        """Show this one; what is being typed stays as it is."""
        self._grid, self._changeable = grid, changeable
        if not self._pause.isActive() and self.prompt_edit.toPlainText() != grid.typed:
            self.prompt_edit.blockSignals(True)
            self.prompt_edit.setPlainText(grid.typed)
            self.prompt_edit.blockSignals(False)
        self.prompt_edit.setReadOnly(not changeable)
        for axis, box in self.boxes.items():
            box.show_values(self._offered(grid, axis), grid.values.get(axis, ()), changeable)
        for head in self._heads():
            head.show_place(grid.axes)
        self._hint.setVisible(not grid.axes)

    def offer_styles(self, book: Stylebook) -> None:
        """These styles can be chosen."""
        self._book = book
        if self._grid is not None:
            offered, chosen = self._offered(self._grid, Axis.STYLE), self._grid.values.get(Axis.STYLE, ())
            self.boxes[Axis.STYLE].show_values(offered, chosen, self._changeable)

    def say(self, text: str, wrong: bool = False) -> None:
        """Something about the prompt."""
        set_role(self._note, "danger" if wrong else "hint")
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def said(self) -> str:
        return self._note.text()

    def flush(self) -> None:
        """Tell at once what is typed."""
        if self._pause.isActive():
            self._pause.stop()
            self._on_paused()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        stops: list[QWidget] = [self.prompt_head.place_combo, self.prompt_edit]
        for box in self.boxes.values():
            stops += box.stops()
        return stops

    # building

    def _build(self) -> None:
        self.setObjectName("GridSetup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self.prompt_edit.setObjectName("PromptEdit")
        self.prompt_edit.setFixedHeight(_PROMPT_HEIGHT)
        self.prompt_edit.setTabChangesFocus(True)
        self.prompt_edit.setAccessibleName(self.tr("Prompt of the grid"))
        self.prompt_edit.setPlaceholderText(self.tr("a {red|blue|golden} fox in the snow"))
        self.prompt_head.label.setBuddy(self.prompt_edit)
        for label in (self._note, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            set_role(label, "hint")
        self._note.hide()
        self._hint.setText(
            self.tr("Press in several values of two or three things, or write {this|that} into the prompt.")
        )
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        for widget in (self.prompt_head, self.prompt_edit, self._note, self._hint):
            column.addWidget(widget)
        for box in self.boxes.values():
            column.addSpacing(SPACE_S)
            column.addWidget(box)
        column.addStretch()
        self._scroll_around(column)

    def _scroll_around(self, column: QVBoxLayout) -> None:
        inner = QWidget()
        inner.setLayout(column)
        inner.setMinimumHeight(1)  # else Qt takes the height that texts would have in the narrowest panel
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)

    def _connect_signals(self) -> None:
        self.prompt_edit.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._on_paused)
        self.prompt_head.place_chosen.connect(self._on_placed)
        for box in self.boxes.values():
            box.chosen.connect(self._on_chosen)
            box.head.place_chosen.connect(self._on_placed)

    def _heads(self) -> list[AxisHead]:
        return [self.prompt_head, *(box.head for box in self.boxes.values())]

    # what is offered

    def _offered(self, grid: Grid, axis: Axis) -> list[tuple[str, str]]:
        """The values that can be chosen, and those that are although they are not there any more, with their names."""
        there: Mapping[Axis, Callable[[Grid], Sequence[str]]] = {
            Axis.MODEL: lambda _grid: [spec.id for spec in self._catalog.models],
            Axis.STYLE: lambda _grid: ["", *(style.name for style in self._book.styles)],
        }
        values = there[axis](grid) if axis in there else self._choices(grid, axis)
        every = dict.fromkeys([*values, *grid.values.get(axis, ())])
        return [(value, value_text(axis, value, self._catalog)) for value in every]

    def _choices(self, grid: Grid, axis: Axis) -> list[str]:
        """What any of the chosen models has."""
        found: dict[str, None] = {}
        for model in grid.values.get(Axis.MODEL, ()) if axis in PARAMETER_AXES else ():
            spec = self._catalog.get(model)
            parameter = spec.parameter(str(axis)) if spec is not None else None
            found |= dict.fromkeys(choice.value for choice in parameter.choices) if parameter is not None else {}
        return list(found)

    # what happens

    def _on_paused(self) -> None:
        self.typed.emit(self.prompt_edit.toPlainText())

    def _on_chosen(self, values: tuple[str, ...]) -> None:
        box = self.sender()
        if isinstance(box, AxisBox):
            self.chosen.emit(box.axis, values)

    def _on_placed(self, place: int) -> None:
        head = self.sender()
        if isinstance(head, AxisHead):
            self.placed.emit(head.axis, place)
