"""What one chooses with: a list, a number, a yes or no; each bound to one preference and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from imagestudio.ui.settings.amount_edit import AmountEdit
from imagestudio.ui.settings.preferences import Preferences
from imagestudio.ui.settings.row import SettingRow
from imagestudio.ui.theme import Theme, indent, set_role

_WIDTH = 190


@dataclass(frozen=True, slots=True)
class Preference:
    """A setting: its name in the file, what a person reads, its usual value, and `also` what else it is looked for by.

    `options` are the (value, text) to choose between; `bounds` with `suffix` and `step` those of a number; `nothing`
    is what stands where an amount of money is none; with none of these it is a yes or no.
    """

    name: str
    label: str
    hint: str
    usual: Any
    options: tuple[tuple[Any, str], ...] = ()
    bounds: tuple[int, int] = (0, 0)
    suffix: str = ""
    step: int = 1
    also: str = ""
    nothing: str = ""


def row_for(preference: Preference, preferences: Preferences, theme: Theme, parent: QWidget) -> SettingRow:
    """The row for a setting, which writes what is chosen at once and follows what is changed elsewhere."""
    control, show = _control(preference, lambda value: preferences.set(preference.name, value), parent)
    words = " ".join((*(text for _value, text in preference.options), preference.also))
    row = SettingRow(preference.label, preference.hint, control, theme, parent, words)

    def follow(name: str) -> None:
        if name == preference.name:
            value = preferences.get(name, preference.usual)
            with QSignalBlocker(control):
                show(value)
            row.show_changed(value != preference.usual)

    follow(preference.name)
    preferences.changed.connect(follow)
    row.reset_requested.connect(lambda: preferences.set(preference.name, preference.usual))
    return row


_Show = Callable[[Any], None]


def _control(preference: Preference, choose: Callable[[Any], None], parent: QWidget) -> tuple[QWidget, _Show]:
    if preference.options:
        return _list(preference, choose, parent)
    if preference.bounds != (0, 0):
        return _number(preference, choose, parent)
    if preference.nothing:
        return _amount(preference, choose, parent)
    box = QCheckBox(parent)
    set_role(box, "bare")
    box.toggled.connect(choose)
    return box, box.setChecked


def _list(preference: Preference, choose: Callable[[Any], None], parent: QWidget) -> tuple[QWidget, _Show]:
    combo = _Combo(parent)
    combo.setFixedWidth(_WIDTH)
    for value, text in preference.options:
        combo.addItem(text, value)
    combo.currentIndexChanged.connect(lambda _index: choose(combo.currentData()))
    return combo, lambda value: combo.setCurrentIndex(max(0, combo.findData(value)))


def _number(preference: Preference, choose: Callable[[Any], None], parent: QWidget) -> tuple[QWidget, _Show]:
    spin = _Spin(parent)
    spin.setFixedWidth(_WIDTH)
    spin.setRange(*preference.bounds)
    spin.setSingleStep(preference.step)
    spin.setSuffix(preference.suffix)
    spin.setGroupSeparatorShown(True)
    spin.setKeyboardTracking(False)  # a number half typed is none yet
    indent(spin)
    spin.valueChanged.connect(choose)
    return spin, lambda value: spin.setValue(value)


def _amount(preference: Preference, choose: Callable[[Any], None], parent: QWidget) -> tuple[QWidget, _Show]:
    edit = AmountEdit(preference.nothing, parent)
    edit.setFixedWidth(_WIDTH)
    edit.chosen.connect(choose)
    return edit, edit.show_amount


class _Combo(QComboBox):
    """A list that a wheel changes only when it has the keyboard: else scrolling the page would change settings."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


class _Spin(QSpinBox):
    """The same for a number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event) if self.hasFocus() else event.ignore()
