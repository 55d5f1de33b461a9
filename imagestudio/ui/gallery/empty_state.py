"""What stands in a gallery without pictures."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_S, SPACE_XL

_ICON_SIDE = 40


class EmptyState(QWidget):
    """Says what will be here and offers the first step.

    Signals:
        first_step_requested: somebody wants to make the first picture.
        clear_requested: somebody wants to see all pictures again.
    """

    first_step_requested = Signal()
    clear_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._search = ""
        self._icon = QLabel()
        self._title = QLabel()
        self._hint = QLabel()
        self._button = QPushButton()
        self._build_layout()
        self._connect_signals()
        self.show_for("")

    def _build_layout(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        layout.setSpacing(SPACE_S)
        layout.addStretch(2)
        for label in (self._icon, self._title, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._icon)
            layout.addWidget(label)
        set_role(self._title, "title")
        set_role(self._hint, "hint")
        layout.addSpacing(SPACE_L)
        layout.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _connect_signals(self) -> None:
        self._button.clicked.connect(self._on_clicked)
        self._theme.changed.connect(self._on_theme_changed)

    def show_for(self, search: str) -> None:
        """Speak of the library, or of a search that found nothing."""
        self._search = search
        if search:
            self._title.setText(self.tr("No picture has these words"))
            self._hint.setText(self.tr("Searched prompts for “{search}”.").replace("{search}", search))
            self._button.setText(self.tr("C&lear search"))
        else:
            self._title.setText(self.tr("Your pictures will be here"))
            self._hint.setText(self.tr("Describe a picture, choose a model and press Generate. Every one is kept."))
            self._button.setText(self.tr("&Write a prompt"))
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        icon = self._theme.icon("search" if self._search else "image", "text3")
        self._icon.setPixmap(icon.pixmap(_ICON_SIDE, _ICON_SIDE))

    def _on_clicked(self) -> None:
        (self.clear_requested if self._search else self.first_step_requested).emit()
