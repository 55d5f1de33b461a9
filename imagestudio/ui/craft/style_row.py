"""The styles that are put around the prompt, as chips in their order, and the way to more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from imagestudio.core.styles import Stylebook
from imagestudio.ui.craft.style_chip import StyleChip
from imagestudio.ui.finding.chips import FlowLayout
from imagestudio.ui.tab_order import put_in_order
from imagestudio.ui.theme import Theme, set_role


class StyleRow(QWidget):
    """Chips for styles, the innermost first, and a button that offers more.

    Signals:
        changed(): other styles, another order, or one is off now.
        more_requested(): the person wants to choose.
        edit_requested(str): the person wants to change this style.
    """

    changed = Signal()
    more_requested = Signal()
    edit_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[StyleChip] = []
        self.after: QWidget | None = None  # the control that Tab comes from
        self._there: frozenset[str] | None = None  # until the styles are read
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.more_button = QPushButton(self.tr("Style"), self)
        set_role(self.more_button, "chip")
        self.more_button.setAccessibleName(self.tr("Put a style around the prompt"))
        self.more_button.setToolTip(self.tr("Put styles around the prompt (Ctrl+T)"))
        self._flow.addWidget(self.more_button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.more_button.clicked.connect(self.more_requested)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def names(self) -> list[str]:
        """All of them in their order, those that are off too."""
        return [chip.name for chip in self._chips]

    @property
    def on(self) -> list[str]:
        """Those that are put around the prompt."""
        return [chip.name for chip in self._chips if chip.isChecked()]

    def choose(self, names: Sequence[str], off: Sequence[str] = ()) -> None:
        """Show these, all of them on but those; a style that is not there is left out."""
        found = [name for name in dict.fromkeys(names) if self._there is None or name in self._there]
        self._fill(found, {name: name not in off for name in found})
        self.changed.emit()

    def toggle(self, name: str) -> None:
        """Add a style at the end, or take it away."""
        names = self.names
        names = [one for one in names if one != name] if name in names else [*names, name]
        self.choose(names, self._off())

    def heed(self, book: Stylebook) -> None:
        """Let those go that there are no more."""
        self._there = frozenset(style.name for style in book.styles)
        if any(name not in self._there for name in self.names):
            self.choose(self.names, self._off())

    def _off(self) -> list[str]:
        return [chip.name for chip in self._chips if not chip.isChecked()]

    def _fill(self, names: list[str], on: dict[str, bool], focused: str = "") -> None:
        for widget in (*self._chips, self.more_button):
            self._flow.removeWidget(widget)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(name, on.get(name, True)) for name in names]
        for widget in (*self._chips, self.more_button):
            self._flow.addWidget(widget)
            widget.show()
        before = [self.after] if self.after is not None else []
        put_in_order([*before, *self._chips, self.more_button])
        for chip in self._chips:
            if chip.name == focused:
                chip.setFocus(Qt.FocusReason.TabFocusReason)
        self.updateGeometry()

    def _chip(self, name: str, on: bool) -> StyleChip:
        chip = StyleChip(name, on, self._theme, self)
        chip.toggled.connect(self.changed)
        chip.removed.connect(self._on_removed)
        chip.moved.connect(self._on_moved)
        chip.edit_requested.connect(self._on_edit)
        return chip

    def _on_removed(self) -> None:
        chip = self.sender()
        if isinstance(chip, StyleChip):
            names, place = self.names, self._chips.index(chip)
            names.remove(chip.name)
            following = names[min(place, len(names) - 1)] if names else ""
            self._fill(names, {one.name: one.isChecked() for one in self._chips}, following)
            if not names:
                self.more_button.setFocus(Qt.FocusReason.TabFocusReason)
            self.changed.emit()

    def _on_moved(self, step: int) -> None:
        chip = self.sender()
        if isinstance(chip, StyleChip):
            names, place = self.names, self._chips.index(chip)
            if not 0 <= place + step < len(names):
                return
            names.insert(place + step, names.pop(place))
            self._fill(names, {one.name: one.isChecked() for one in self._chips}, chip.name)
            self.changed.emit()

    def _on_edit(self) -> None:
        chip = self.sender()
        if isinstance(chip, StyleChip):
            self.edit_requested.emit(chip.name)

    def _on_theme_changed(self) -> None:
        self.more_button.setIcon(self._theme.icon("plus"))
        for chip in self._chips:
            chip.setIcon(self._theme.icon("close", "text2"))
