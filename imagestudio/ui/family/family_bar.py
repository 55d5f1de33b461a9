"""The bar above a family."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_S, SPACE_XS
from imagestudio.ui.viewer.icon_buttons import IconButtons
from imagestudio.ui.widgets import ElidedLabel


class FamilyBar(QFrame):
    """How many pictures there are and what they cost, and how large they are drawn.

    Signals:
        close_clicked, fit_clicked, actual_clicked, zoom_in_clicked, zoom_out_clicked, keys_clicked: as named.
    """

    close_clicked = Signal()
    fit_clicked = Signal()
    actual_clicked = Signal()
    zoom_in_clicked = Signal()
    zoom_out_clicked = Signal()
    keys_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = IconButtons(theme, self)
        self.close_button = self._buttons.make("close", self.tr("Back (Esc)"), self.close_clicked)
        self.title_label = QLabel(self.tr("Family"), self)
        self.summary_label = ElidedLabel(parent=self)
        self.zoom_out_button = self._buttons.make("zoom-out", self.tr("Smaller (−)"), self.zoom_out_clicked)
        self.zoom_label = QLabel(self)
        self.zoom_in_button = self._buttons.make("zoom-in", self.tr("Larger (+)"), self.zoom_in_clicked)
        self.fit_button = self._buttons.make("fit", self.tr("The whole family (F)"), self.fit_clicked)
        self.actual_button = self._buttons.make("actual-size", self.tr("100 % and back (Z)"), self.actual_clicked)
        self.keys_button = self._buttons.make("keys", self.tr("What the keys do (?)"), self.keys_clicked)
        self._build_layout()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return self._buttons.all_of_them()

    def show_scale(self, scale: float) -> None:
        self.zoom_label.setText(f"{scale * 100:.0f} %")

    def _build_layout(self) -> None:
        self.setObjectName("FamilyBar")
        set_role(self.title_label, "section")
        set_role(self.summary_label, "hint")
        set_role(self.zoom_label, "reading")
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom_label.setMinimumWidth(self.fontMetrics().horizontalAdvance("200 %") + SPACE_S)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(SPACE_XS)
        row.addWidget(self.close_button)
        row.addWidget(self.title_label)
        row.addSpacing(SPACE_L)
        row.addWidget(self.summary_label, 1)
        row.addSpacing(SPACE_L)
        for widget in (self.zoom_out_button, self.zoom_label, self.zoom_in_button, self.fit_button, self.actual_button):
            row.addWidget(widget)
        row.addSpacing(SPACE_L)
        row.addWidget(self.keys_button)
