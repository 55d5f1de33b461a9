"""Which prompts of a template are wanted: all, or some at random with a seed that brings them back."""

from __future__ import annotations

from random import randint

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QSpinBox, QToolButton, QWidget

from imagestudio.core.wording import Wording
from imagestudio.ui.theme import ICON_SIZE, Theme, indent, set_role
from imagestudio.ui.tokens import SPACE_S, SPACE_XS

MOST_DRAWN = 1_000
_USUAL_DRAWN = 10
_LARGEST_SEED = 2_147_483_647
_MOST_ROLLED = 9_999  # a number one can read out


class ChoiceRow(QWidget):
    """All combinations or a random sample; there only while there are several.

    Signals:
        changed(): another choice.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kind_combo = QComboBox(self)
        self.size_spin = QSpinBox(self)
        self.seed_spin = QSpinBox(self)
        self.roll_button = QToolButton(self)
        self._drawn = QWidget(self)
        self._of = QLabel(self)
        self._build_layout()
        self._connect_signals()
        self._on_theme_changed()
        self.hide()

    @property
    def sample(self) -> int | None:
        """How many are drawn; None for all."""
        return self.size_spin.value() if self.kind_combo.currentIndex() == 1 else None

    @property
    def seed(self) -> int:
        return self.seed_spin.value()

    def choose(self, sample: int | None, seed: int | None = None) -> None:
        """Choose all, or so many with this seed or the one that is there."""
        controls = (self.kind_combo, self.size_spin, self.seed_spin)
        blocked = [QSignalBlocker(control) for control in controls]
        self.kind_combo.setCurrentIndex(0 if sample is None else 1)
        if sample is not None:
            self.size_spin.setValue(sample)
        if seed is not None:
            self.seed_spin.setValue(min(max(seed, 0), _LARGEST_SEED))
        del blocked
        self._on_changed()

    def show_wording(self, wording: Wording) -> None:
        """Be there while there is something to choose."""
        self.setVisible(wording.is_sound and wording.has_alternatives)
        count = wording.combinations
        self._of.setText(self.tr("of {0}").format(f"{count:,}" if count < 10**9 else self.tr("very many")))

    def _build_layout(self) -> None:
        self.kind_combo.addItems([self.tr("All combinations"), self.tr("Some at random")])
        self.kind_combo.setAccessibleName(self.tr("Which prompts"))
        self.size_spin.setRange(1, MOST_DRAWN)
        self.size_spin.setValue(_USUAL_DRAWN)
        self.size_spin.setAccessibleName(self.tr("How many prompts"))
        self.seed_spin.setRange(0, _LARGEST_SEED)
        self.seed_spin.setValue(randint(1, _MOST_ROLLED))  # noqa: S311 - nothing is secret about it
        self.seed_spin.setAccessibleName(self.tr("Seed"))
        self.seed_spin.setToolTip(self.tr("The same seed draws the same prompts again."))
        self.roll_button.setToolTip(self.tr("Draw others"))
        self.roll_button.setAccessibleName(self.tr("Draw others"))
        self.roll_button.setIconSize(ICON_SIZE)
        for spin in (self.size_spin, self.seed_spin):
            spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            spin.setKeyboardTracking(False)
        indent(self.size_spin, self.seed_spin)
        seed_label = QLabel(self.tr("Seed"), self)
        for label in (self._of, seed_label):
            set_role(label, "label")
        drawn = QHBoxLayout(self._drawn)
        drawn.setContentsMargins(0, 0, 0, 0)
        drawn.setSpacing(SPACE_S)
        self.size_spin.setFixedWidth(64)
        for widget in (self.size_spin, self._of, seed_label):
            drawn.addWidget(widget)
        drawn.insertStretch(2)
        self.seed_spin.setFixedWidth(84)
        drawn.addWidget(self.seed_spin)
        drawn.addWidget(self.roll_button)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_XS)
        grid.addWidget(self.kind_combo, 0, 0)
        grid.addWidget(self._drawn, 1, 0)
        self._drawn.hide()

    def _connect_signals(self) -> None:
        self.kind_combo.currentIndexChanged.connect(self._on_changed)
        self.size_spin.valueChanged.connect(self._on_changed)
        self.seed_spin.valueChanged.connect(self._on_changed)
        self.roll_button.clicked.connect(self._on_roll)
        self._theme.changed.connect(self._on_theme_changed)

    def _on_roll(self) -> None:
        seed = self.seed
        while seed == self.seed:
            seed = randint(1, _MOST_ROLLED)  # noqa: S311
        self.seed_spin.setValue(seed)

    def _on_changed(self) -> None:
        self._drawn.setVisible(self.sample is not None)
        self.changed.emit()

    def _on_theme_changed(self) -> None:
        self.roll_button.setIcon(self._theme.icon("dice"))
