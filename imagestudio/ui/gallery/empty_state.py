"""What stands in a gallery without pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from imagestudio.core.search_terms import terms_of
from imagestudio.ui.finding.scope import EVERYTHING
from imagestudio.ui.placard import Placard
from imagestudio.ui.theme import Theme
from imagestudio.ui.tokens import SPACE_L, SPACE_S, SPACE_XL

if TYPE_CHECKING:
    from imagestudio.ui.first.welcome import WelcomeArea

_AROUND = (SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)


class EmptyState(QWidget):
    """Says what will be here and offers the first step.

    Signals:
        prompt_chosen(str), demo_requested, key_requested: of the welcome, which an empty library shows.
        clear_requested: somebody wants to see all pictures again.
    """

    prompt_chosen = Signal(str)
    demo_requested = Signal()
    key_requested = Signal()
    clear_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._welcome: WelcomeArea | None = None
        self._ways = True
        self._search = ""
        self.scope = EVERYTHING
        self.placard = Placard(theme, "text3", self)
        self._button = QPushButton()
        self._build_layout()
        self._connect_signals()

    def _build_layout(self) -> None:
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(*_AROUND)
        layout.setSpacing(SPACE_S)
        layout.addStretch(2)
        layout.addWidget(self.placard)
        layout.addSpacing(SPACE_L)
        layout.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _connect_signals(self) -> None:
        self._button.clicked.connect(self._on_clicked)

    def show_for(self, search: str) -> None:
        """Speak of the library, or of a search that found nothing."""
        self._search = search
        if search:
            self.placard.say(self._icon(search), *self._texts(search)[:2])
            self._button.setText(self._texts(search)[2])
        elif self._welcome is None:
            self._welcome = self._made_welcome()
        if self._welcome is not None:
            self._welcome.setVisible(not search)
        self._layout.setContentsMargins(*(_AROUND if search else (0, 0, 0, 0)))  # the welcome scrolls up to the edges
        for widget in (self.placard, self._button):
            widget.setVisible(bool(search))

    def show_ways(self, shown: bool) -> None:
        """Whether the welcome offers the two ways to begin."""
        self._ways = shown
        if self._welcome is not None:
            self._welcome.welcome.show_ways(shown)

    def _made_welcome(self) -> WelcomeArea:
        """Imported now: hardly any start has an empty library."""
        from imagestudio.ui.first.welcome import Welcome, WelcomeArea

        welcome = Welcome(self._theme.logo(), self)
        welcome.show_ways(self._ways)
        welcome.prompt_chosen.connect(self.prompt_chosen)
        welcome.demo_requested.connect(self.demo_requested)
        welcome.key_requested.connect(self.key_requested)
        area = WelcomeArea(welcome, self)
        self._layout.insertWidget(0, area, 1000)
        return area

    def _icon(self, search: str) -> str:
        """That of the place, or a lens where something was looked for in it."""
        return "search" if search and search != self.scope.search else self.scope.icon

    def _texts(self, search: str) -> tuple[str, str, str]:
        """Title, hint and what the button says."""
        back = self.tr("Show &all pictures")
        places = {
            "is:picked": (self.tr("Nothing is picked yet"), self.tr("P picks a picture, U takes that back."), back),
            "is:rejected": (self.tr("Nothing is rejected"), self.tr("X rejects a picture, U takes that back."), back),
            "is:trashed": (
                self.tr("The trash is empty"),
                self.tr("Deleted pictures stay here until the trash is emptied."),
                back,
            ),
        }
        if search in places:
            return places[search]
        terms = terms_of(search)
        if len(terms) == 1 and terms[0].key == "in" and not terms[0].negated:
            title = self.tr("Nothing in “{0}” yet").format(terms[0].value)
            return title, self.tr("Select pictures and press B to put them into a collection."), back
        return self.tr("No picture was found"), self._what_was_searched(search), self.tr("C&lear search")

    def _what_was_searched(self, search: str) -> str:
        place = self.scope.search
        if not place or not search.startswith(f"{place} "):
            return self.tr("Searched for “{search}”.").replace("{search}", search.strip())
        text = self.tr("Searched for “{search}” in “{place}”.").replace("{place}", self.scope.title)
        return text.replace("{search}", search[len(place) :].strip())

    def _on_clicked(self) -> None:
        self.clear_requested.emit()
