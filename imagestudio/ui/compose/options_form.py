"""The form of a model's parameters, drawn from its data: a new model is a new file and no code."""

from __future__ import annotations

import string
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from imagestudio.core.catalog import ModelSpec, Parameter, ParameterType, Place, Value
from imagestudio.ui.compose.size_icon import shape_icon
from imagestudio.ui.theme import ICON_SIZE, Theme, indent, set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XS

_COLUMNS = 2
TAKEN_LETTERS = frozenset("pmgcuirlhawjtnydk")  # beside the form, in the details and the jobs, and of the fold
_FOLD_LETTER = "k"


class OptionsForm(QWidget):
    """Size and quality in sight, the rest folded away under one line that names what is inside.

    Signals:
        changed(): a value is another one now.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spec: ModelSpec | None = None
        self._editing = False
        self._taken: set[str] = set()
        self._controls: dict[str, QComboBox | QSpinBox] = {}
        self._labels: dict[str, QLabel] = {}
        self._main = QWidget(self)
        self._more = QWidget(self)
        self._fold = QPushButton(self)
        self._reason = QLabel(self)
        self._layout = QVBoxLayout(self)
        self._build_layout()
        self._connect_signals()

    # values

    def values(self) -> dict[str, Value]:
        """Every parameter that applies beside the others."""
        if self._spec is None:
            return {}
        chosen = {name: _value_of(control) for name, control in self._controls.items()}
        return {p.name: chosen[p.name] for p in self._spec.parameters if p.applies(chosen)}

    def set_values(self, values: Mapping[str, Value]) -> None:
        """Choose these values where the model offers them; the others become their defaults."""
        if self._spec is None:
            return
        for parameter in self._spec.parameters:
            value = values.get(parameter.name, parameter.default)
            _choose(self._controls[parameter.name], value if parameter.accepts(value) else parameter.default)
        self._on_changed()

    def set_model(self, spec: ModelSpec) -> None:
        """Draw the form of another model; values it offers too are kept."""
        kept = self.values()
        self._spec = spec
        self._taken = set(TAKEN_LETTERS)
        self._clear()
        places: dict[Place, list[Parameter]] = {Place.MAIN: [], Place.MORE: []}
        for parameter in spec.parameters:
            places[parameter.place].append(parameter)
        self._fill(self._main, places[Place.MAIN])
        self._fill(self._more, places[Place.MORE])
        self._fold.setVisible(bool(places[Place.MORE]))
        self.set_values(kept)

    def set_editing(self, editing: bool) -> None:
        """Offer only what can be said of edits, or all again."""
        if editing != self._editing:
            self._editing = editing
            self._on_changed()

    def _is_offered(self, parameter: Parameter, values: Mapping[str, Value]) -> bool:
        """Whether it means anything beside these values."""
        return parameter.applies(values) and (parameter.of_edits or not self._editing)

    @property
    def more_shown(self) -> bool:
        return self._fold.isChecked()

    def tab_stops(self) -> tuple[list[QWidget], list[QWidget]]:
        """The controls in sight, and the fold with what is folded away."""
        stops: dict[Place, list[QWidget]] = {Place.MAIN: [], Place.MORE: [self._fold]}
        for parameter in self._spec.parameters if self._spec else ():
            stops[parameter.place].append(self._controls[parameter.name])
        return stops[Place.MAIN], stops[Place.MORE]

    def insert_after_main(self, row: QWidget) -> None:
        """Give a control of somebody else's its place between what is in sight and what is folded away."""
        self._layout.insertWidget(1, row)

    def show_more(self, shown: bool) -> None:
        self._fold.setChecked(shown)

    # building

    def _build_layout(self) -> None:
        set_role(self._fold, "fold")
        self._fold.setCheckable(True)
        self._fold.setIconSize(ICON_SIZE)
        self._fold.setMinimumWidth(1)  # large text is cut off rather than the panel
        self._more.setVisible(False)
        set_role(self._reason, "danger")
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setWordWrap(True)
        self._reason.setVisible(False)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE_M)
        for widget in (self._main, self._fold, self._more, self._reason):
            self._layout.addWidget(widget)

    def _connect_signals(self) -> None:
        self._fold.toggled.connect(self._on_folded)
        self._theme.changed.connect(self._on_theme_changed)

    def _clear(self) -> None:
        self._controls.clear()
        self._labels.clear()
        for box in (self._main, self._more):
            if (old := box.layout()) is not None:
                QWidget().setLayout(old)  # the only way Qt offers to take a layout off its widget
            for child in box.findChildren(QWidget):
                child.setParent(None)
                child.deleteLater()

    def _fill(self, box: QWidget, parameters: list[Parameter]) -> None:
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_S)
        grid.setVerticalSpacing(SPACE_XS)
        for parameter in parameters:
            self._make(parameter, box)
        self._place(grid, parameters)

    def _place(self, grid: QGridLayout, parameters: list[Parameter]) -> None:
        """Two columns without holes: what is not offered has no place."""
        for index, parameter in enumerate(parameters):
            label, control = self._labels[parameter.name], self._controls[parameter.name]
            row, column = index // _COLUMNS * 3, index % _COLUMNS
            for widget, place in ((label, row), (control, row + 1)):
                grid.removeWidget(widget)
                grid.addWidget(widget, place, column)
            grid.setColumnStretch(column, 1)
            if index % _COLUMNS == 0 and index:
                grid.setRowMinimumHeight(row - 1, SPACE_S)

    def _make(self, parameter: Parameter, box: QWidget) -> tuple[QLabel, QComboBox | QSpinBox]:
        label = QLabel(with_mnemonic(_translated(parameter.label), self._taken), box)
        set_role(label, "label")
        control = self._combo(parameter, box) if parameter.type is ParameterType.CHOICE else _spin(parameter, box)
        control.setAccessibleName(_translated(parameter.label))
        control.setObjectName(parameter.name)
        label.setBuddy(control)
        if isinstance(control, QComboBox):
            control.currentIndexChanged.connect(self._on_changed)
        else:
            control.valueChanged.connect(self._on_changed)
        self._controls[parameter.name] = control
        self._labels[parameter.name] = label
        return label, control

    def _combo(self, parameter: Parameter, box: QWidget) -> QComboBox:
        combo = QComboBox(box)
        combo.setIconSize(ICON_SIZE)
        for choice in parameter.choices:
            icon = shape_icon(choice.value, self._theme.color("text2"))
            combo.addItem(icon, _translated(choice.label), choice.value)
            if not icon.isNull():
                combo.setItemData(combo.count() - 1, choice.value.replace("x", " × "), Qt.ItemDataRole.ToolTipRole)
        combo.setMinimumContentsLength(4)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return combo

    # what happens

    def _on_changed(self) -> None:
        self._offer_what_goes_together()
        self._say_what_does_not_go_together()
        self._name_fold()
        self.changed.emit()

    def _offer_what_goes_together(self) -> None:
        """What means nothing beside the other values is not offered."""
        if self._spec is None:
            return
        chosen = {name: _value_of(control) for name, control in self._controls.items()}
        offered = {p.name for p in self._spec.parameters if self._is_offered(p, chosen)}
        for name, control in self._controls.items():
            control.setVisible(name in offered)
            self._labels[name].setVisible(name in offered)
        if isinstance(grid := self._more.layout(), QGridLayout):
            more = [p for p in self._spec.parameters if p.place is Place.MORE and p.name in offered]
            self._place(grid, more)

    def _say_what_does_not_go_together(self) -> None:
        broken = self._spec.broken_rules(self.values()) if self._spec else []
        self._reason.setText("\n".join(_translated(rule.because) for rule in broken))
        self._reason.setVisible(bool(broken))

    def _name_fold(self) -> None:
        """The folded line names what is inside, and what of it is not as usual."""
        if self._spec is None:
            return
        more = [p for p in self._spec.parameters if p.place is Place.MORE and (p.of_edits or not self._editing)]
        values = self.values()
        other = [
            f"{_translated(p.label)}: {_translated(p.label_of(values[p.name]))}"
            for p in more
            if p.name in values and values[p.name] != p.default
        ]
        names = ", ".join(_translated(p.label) for p in more if p.only_if is None)
        text = ", ".join(other) if other else names.capitalize()
        self._fold.setText(with_mnemonic(text.replace("&", "&&"), set(string.ascii_lowercase) - {_FOLD_LETTER}))
        self._fold.setShortcut(f"Alt+{_FOLD_LETTER.upper()}")  # also where the letter is not in the text
        self._fold.setToolTip(self.tr("More settings (Alt+K)"))
        self._fold.setAccessibleName(self.tr("More: {0}").format(text))
        self._on_theme_changed()

    def _on_folded(self, shown: bool) -> None:
        self._more.setVisible(shown)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self._fold.setIcon(self._theme.icon("chevron-down" if self._fold.isChecked() else "chevron-right"))
        for control in self._controls.values():
            if isinstance(control, QComboBox):
                for index in range(control.count()):
                    icon = shape_icon(str(control.itemData(index)), self._theme.color("text2"))
                    control.setItemIcon(index, icon)


def _spin(parameter: Parameter, box: QWidget) -> QSpinBox:
    spin = QSpinBox(box)
    spin.setRange(parameter.minimum, parameter.maximum)
    spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    indent(spin)
    return spin


def _value_of(control: QComboBox | QSpinBox) -> Value:
    return control.value() if isinstance(control, QSpinBox) else str(control.currentData())


def _choose(control: QComboBox | QSpinBox, value: Value) -> None:
    control.blockSignals(True)
    if isinstance(control, QSpinBox):
        control.setValue(int(value))
    else:
        control.setCurrentIndex(control.findData(value))
    control.blockSignals(False)


def _translated(text: str) -> str:
    """A text of a model's data file in the person's language."""
    return QCoreApplication.translate("Catalog", text)


def with_mnemonic(text: str, taken: set[str]) -> str:
    """The text with & before its first letter that is still free, which is taken from then on."""
    for index, letter in enumerate(text):
        if letter.isalpha() and letter.lower() not in taken:
            taken.add(letter.lower())
            return f"{text[:index]}&{text[index:]}"
    return text
