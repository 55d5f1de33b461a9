"""The line below the search field: what is shown, how many that are, in which order, and the way to a month."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from imagestudio.ui.finding.place_note import PlaceNote
from imagestudio.ui.finding.quick_chips import QuickChips
from imagestudio.ui.gallery.sections import pictures_text
from imagestudio.ui.theme import ICON_SIZE, Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S

_HEIGHT = 40


class FinderLine(QWidget):
    """Places its buttons; what they do is the finder's."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = "image"
        self.shown_button = QToolButton()
        self.count_label = QLabel()
        self.quick = QuickChips()
        self.note = PlaceNote()
        self.month_button = QToolButton()
        self.arrange_button = QToolButton()
        self._build_layout()
        self._theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build_layout(self) -> None:
        self.setObjectName("FinderLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, 0, SPACE_L, 0)
        row.setSpacing(SPACE_S)
        self.count_label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.count_label, "label")
        for button in (self.shown_button, self.arrange_button):
            set_role(button, "choose")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in (self.shown_button, self.month_button, self.arrange_button):
            button.setIconSize(ICON_SIZE)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.shown_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.shown_button.setToolTip(self.tr("What is shown: collections, saved searches, trash (Ctrl+Shift+G)"))
        self.month_button.setToolTip(self.tr("Jump to a month (Ctrl+Shift+M)"))
        self.month_button.setAccessibleName(self.tr("Jump to a month"))
        self.arrange_button.setToolTip(self.tr("Sort and group (Ctrl+Shift+S)"))
        self.arrange_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(self.shown_button)
        row.addWidget(self.count_label)
        row.addSpacing(SPACE_S)
        row.addWidget(self.quick, 1)
        row.addWidget(self.note, 1)
        row.addWidget(self.month_button)
        row.addWidget(self.arrange_button)

    def tab_stops(self) -> list[QWidget]:
        return [self.shown_button, *self.quick.chips, self.note.button, self.month_button, self.arrange_button]

    def show_place(self, title: str, icon: str) -> None:
        """Say what is shown."""
        short = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, 200)
        self.shown_button.setText(short.replace("&", "&&"))
        self.shown_button.setAccessibleName(self.tr("What is shown: {0}").format(title))
        self._icon = icon
        self._on_theme_changed()

    def show_note(self, words: str, action: str = "") -> None:
        """Say what can be done here in the place of the filters; without words these come back."""
        self.note.say(words, action)
        self.quick.setVisible(not words)
        self.note.setVisible(bool(words))

    def show_arrangement(self, summary: str) -> None:
        self.arrange_button.setText(summary)
        self.arrange_button.setAccessibleName(self.tr("Sort and group: {0}").format(summary))

    def set_count(self, pictures: int) -> None:
        self.count_label.setText(pictures_text(pictures))

    def _on_theme_changed(self) -> None:
        self.shown_button.setIcon(self._theme.icon(self._icon))
        self.month_button.setIcon(self._theme.icon("calendar"))
        self.arrange_button.setIcon(self._theme.icon("sort"))
