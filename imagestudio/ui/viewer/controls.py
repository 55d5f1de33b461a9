"""What lies over the picture in the viewer and fades away when the mouse rests."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from imagestudio.ui.viewer.icon_buttons import IconButtons, scale_text
from imagestudio.ui.viewer.marks import Marks
from imagestudio.ui.viewer.zoom import Zoom
from imagestudio.ui.widgets import ElidedLabel


class ViewerControls(QWidget):
    """Close, prompt, place in the list, zoom and marks, set at the edges of the viewer.

    Signals:
        close_clicked, previous_clicked, next_clicked, zoom_in_clicked, zoom_out_clicked, fit_clicked,
        actual_clicked, fill_clicked, info_clicked, keys_clicked, full_screen_clicked: what their names say.
    """

    close_clicked = Signal()
    previous_clicked = Signal()
    next_clicked = Signal()
    zoom_in_clicked = Signal()
    zoom_out_clicked = Signal()
    fit_clicked = Signal()
    actual_clicked = Signal()
    fill_clicked = Signal()
    info_clicked = Signal()
    keys_clicked = Signal()
    full_screen_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = IconButtons(theme, self)
        self.prompt_label = ElidedLabel(parent=self)
        self.position_label = QLabel(self)
        self.zoom_label = QLabel(self)
        self.close_button = self._buttons.make("close", self.tr("Close the viewer (Esc)"), self.close_clicked)
        self.previous_button = self._buttons.make(
            "chevron-left", self.tr("Previous picture (←)"), self.previous_clicked
        )
        self.next_button = self._buttons.make("chevron-right", self.tr("Next picture (→)"), self.next_clicked)
        self.zoom_out_button = self._buttons.make("minus", self.tr("Zoom out (−)"), self.zoom_out_clicked)
        self.zoom_in_button = self._buttons.make("plus", self.tr("Zoom in (+)"), self.zoom_in_clicked)
        self.fit_button = self._buttons.make("fit", self.tr("Whole picture (F)"), self.fit_clicked)
        self.actual_button = self._buttons.make("actual-size", self.tr("100 % and back (Z)"), self.actual_clicked)
        self.fill_button = self._buttons.make("fill", self.tr("Fill the window (G)"), self.fill_clicked)
        self.info_button = self._buttons.make("info", self.tr("About this picture (I)"), self.info_clicked)
        self.keys_button = self._buttons.make("keys", self.tr("What the keys do (?)"), self.keys_clicked)
        self.full_screen_button = self._buttons.make(
            "full-screen", self.tr("Full screen (F11)"), self.full_screen_clicked
        )
        self.marks = Marks(theme, self)
        self.cards: list[QWidget] = []
        self._tools: list[QWidget] = []
        self._build_layout()

    def event(self, event: QEvent) -> bool:
        """Only the cards are there for the mouse; between them it is the picture's."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._cut_out()
        return handled

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, from left to right and from top to bottom."""
        return [
            self.close_button,
            self.previous_button,
            self.next_button,
            *self.marks.stops(),
            self.zoom_out_button,
            self.zoom_in_button,
            self.fit_button,
            self.actual_button,
            self.fill_button,
            self.info_button,
            self.keys_button,
            self.full_screen_button,
            *self._tools,
        ]

    def add_tool(self, icon: str, name: str) -> QToolButton:
        """Another button at the end of the lower row, for who shows something else of a picture."""
        button = self._buttons.make(icon, name)
        self._tools.append(button)
        if (row := self.cards[-1].layout()) is not None:
            row.addWidget(button)
        return button

    def tint(self) -> None:
        """Show which buttons are pressed in."""
        self._buttons.refresh()

    def show_texts(self, prompt: str, position: str) -> None:
        self.prompt_label.set_text(prompt)
        self.prompt_label.setVisible(bool(prompt))  # of a picture from elsewhere there may be none
        self.position_label.setText(position)
        self.position_label.setVisible(bool(position))

    def show_zoom(self, zoom: Zoom) -> None:
        self.zoom_label.setText(scale_text(zoom))
        self.fit_button.setEnabled(not zoom.fits)
        self.fill_button.setEnabled(not math.isclose(zoom.scale, zoom.fill_scale, rel_tol=1e-6))

    def _build_layout(self) -> None:
        self.zoom_label.setMinimumWidth(self.fontMetrics().horizontalAdvance("1600 %") + SPACE_S)
        for label in (self.position_label, self.zoom_label):
            set_role(label, "reading")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.prompt_label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        left = self._card(self.close_button, self.prompt_label)
        right = self._card(self.position_label, self.previous_button, self.next_button)
        marks = self._card(self.marks)
        below = self._card(
            self.zoom_out_button,
            self.zoom_label,
            self.zoom_in_button,
            self.fit_button,
            self.actual_button,
            self.fill_button,
            self.info_button,
            self.keys_button,
            self.full_screen_button,
        )
        top_row = QHBoxLayout()
        top_row.setSpacing(SPACE_M)
        top_row.addWidget(left)
        top_row.addStretch()
        top_row.addWidget(right)
        bottom_row = QHBoxLayout()
        bottom_row.setSpacing(SPACE_S)
        bottom_row.addStretch()
        bottom_row.addWidget(marks)
        bottom_row.addWidget(below)
        bottom_row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.addLayout(top_row)
        layout.addStretch()
        layout.addLayout(bottom_row)

    def _cut_out(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        region = QRegion()
        for card in self.cards:
            region += card.geometry()
        self.setMask(region)

    def _card(self, *widgets: QWidget) -> QFrame:
        card = QFrame(self)
        set_role(card, "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        row.setSpacing(SPACE_XS)
        for widget in widgets:
            row.addWidget(widget)
        if isinstance(widgets[-1], QLabel):
            widgets[-1].setContentsMargins(0, 0, SPACE_S, 0)  # its own, so that it goes when the text does
        self.cards.append(card)
        return card
