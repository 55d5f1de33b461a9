"""The bar above the compared pictures."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from imagestudio.ui.compare.stage import Mode
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_S, SPACE_XS
from imagestudio.ui.viewer.icon_buttons import IconButtons, scale_text
from imagestudio.ui.viewer.zoom import Zoom
from imagestudio.ui.widgets import ElidedLabel


class CompareBar(QFrame):
    """How the pictures are laid out, zoom, blind, and what the keys do.

    Signals:
        close_clicked, back_clicked, fit_clicked, actual_clicked, wins_clicked, keys_clicked: what their names say.
        mode_clicked(Mode): pictures are wanted so.
        blind_clicked: facts are to be hidden, or seen again.
    """

    close_clicked = Signal()
    back_clicked = Signal()
    fit_clicked = Signal()
    actual_clicked = Signal()
    wins_clicked = Signal()
    keys_clicked = Signal()
    mode_clicked = Signal(object)
    blind_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = IconButtons(theme, self)
        self.close_button = self._buttons.make("close", self.tr("Back to the gallery (Esc)"), self.close_clicked)
        self.title_label = QLabel(self.tr("Compare"), self)
        self.hint_label = ElidedLabel(parent=self)
        self.zoom_label = QLabel(self)
        self.mode_buttons = {
            Mode.SIDE: self._buttons.make("side-by-side", self.tr("Side by side (S)")),
            Mode.WIPE: self._buttons.make("wipe", self.tr("Over each other with a line to move (W)")),
            Mode.FLICKER: self._buttons.make("flicker", self.tr("One at a time, Space changes (L)")),
        }
        self.fit_button = self._buttons.make("fit", self.tr("Whole pictures (F)"), self.fit_clicked)
        self.actual_button = self._buttons.make("actual-size", self.tr("100 % and back (Z)"), self.actual_clicked)
        self.back_button = self._buttons.make("back", self.tr("One step back (Backspace)"), self.back_clicked)
        self.blind_button = self._buttons.make("blind", self.tr("Blind: hide model, price, quality and size (H)"))
        self.wins_button = self._buttons.make(
            "wins", self.tr("Wins by model, quality and price (T)"), self.wins_clicked
        )
        self.keys_button = self._buttons.make("keys", self.tr("What the keys do (?)"), self.keys_clicked)
        self._build_layout()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return self._buttons.all_of_them()

    def show_zoom(self, zoom: Zoom) -> None:
        self.zoom_label.setText(scale_text(zoom))

    def show_state(self, mode: Mode, count: int, blind: bool, goes_back: bool) -> None:
        for each, button in self.mode_buttons.items():
            button.setChecked(each is mode)
            button.setEnabled(count == 2 or each is Mode.SIDE)
        self.blind_button.setChecked(blind)
        self.back_button.setEnabled(goes_back)
        self._buttons.refresh()

    def _build_layout(self) -> None:
        self.setObjectName("CompareBar")
        set_role(self.title_label, "section")
        set_role(self.hint_label, "hint")
        set_role(self.zoom_label, "reading")
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom_label.setMinimumWidth(self.fontMetrics().horizontalAdvance("1600 %") + SPACE_S)
        for button in (*self.mode_buttons.values(), self.blind_button):
            button.setCheckable(True)
        for button in self.mode_buttons.values():
            button.clicked.connect(self._on_mode)
        self.blind_button.clicked.connect(self._on_blind)
        self.blind_button.setText(self.tr("Blind"))
        self.blind_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(SPACE_XS)
        row.addWidget(self.close_button)
        row.addWidget(self.title_label)
        row.addSpacing(SPACE_L)
        row.addWidget(self.hint_label, 1)
        row.addSpacing(SPACE_L)
        for button in self.mode_buttons.values():
            row.addWidget(button)
        row.addWidget(self.zoom_label)
        for button in (self.fit_button, self.actual_button):
            row.addWidget(button)
        row.addSpacing(SPACE_L)
        for button in (self.back_button, self.blind_button, self.wins_button, self.keys_button):
            row.addWidget(button)

    def _on_mode(self) -> None:
        mode = next(mode for mode, button in self.mode_buttons.items() if button is self.sender())
        self.mode_buttons[mode].setChecked(True)
        self.mode_clicked.emit(mode)

    def _on_blind(self) -> None:
        self.blind_clicked.emit()
