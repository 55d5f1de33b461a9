"""What the found pictures could be filtered by, with how many there are of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from imagestudio.core.ports import Facets
from imagestudio.core.search_query import HAS_VALUES, IS_VALUES
from imagestudio.core.search_terms import add_term, has_term, remove_term, terms_of
from imagestudio.ui.finding.choice_list import Choice
from imagestudio.ui.finding.popover import Popover
from imagestudio.ui.finding.words import key_title, value_title
from imagestudio.ui.theme import Theme

_KEYS = ("is", "rating", "model", "quality", "size", "format", "background", "tag", "in", "has")
_MOST = {"tag": 30, "in": 30, "model": 20}
_OTHERWISE_MOST = 12
_TRASHED = "trashed"  # a place of its own, in the chooser of what is shown


class FilterPopover(Popover):
    """Ticks filters of the search on and off; it stays while one does.

    Signals:
        changed: this is the search with a filter more or less.
    """

    changed = Signal(str)

    def __init__(
        self, theme: Theme, name_of: Callable[[str], str], parent: QWidget, keys: Sequence[str] = _KEYS
    ) -> None:
        """Offers what these keys can be."""
        super().__init__(theme, QCoreApplication.translate("FilterPopover", "Filter"), parent)
        self._keys = keys
        self._name_of = name_of
        self._facets: Facets | None = None
        self._text = ""
        self.chosen.connect(self._on_chosen)
        self.list.declined.connect(self._on_declined)
        self.say(self.tr("Space or Enter filters, − leaves such pictures out."))

    def show_search(self, text: str) -> None:
        """Tick what this search is filtered by."""
        self._text = text
        self._fill()

    def show_facets(self, facets: Facets) -> None:
        """Offer these, with their counts."""
        self._facets = facets
        self._fill()

    def _fill(self) -> None:
        choices: list[Choice] = []
        for key in self._keys:
            rows = self._rows(key)
            if rows:
                choices += [Choice(key_title(key)), *rows]
        if not choices:
            choices = [Choice(self.tr("Nothing to filter by") if self._facets else self.tr("Counting …"))]
        self.show_choices(choices, None if self.list.current_choice() else ("is", "picked"))

    def _rows(self, key: str) -> list[Choice]:
        counts = {} if self._facets is None else {one.name: one.pictures for one in self._facets.counts.get(key, ())}
        asked = [term.value for term in terms_of(self._text) if term.key == key and term.value]
        names = list(counts)[: _MOST.get(key, _OTHERWISE_MOST)]
        if key in ("is", "has"):
            names = [name for name in (IS_VALUES if key == "is" else HAS_VALUES) if name in counts]
        known = {name.casefold() for name in names}
        names += [name for name in asked if name.casefold() not in known]
        rows = []
        for name in names:
            on, off = has_term(self._text, key, name), has_term(self._text, key, name, negated=True)
            if not name or name == _TRASHED or not (counts.get(name) or on or off):
                continue
            title = value_title(key, name, self._name_of)
            title = self.tr("not {0}").format(title) if off else title
            rows.append(Choice(title, (key, name), counts.get(name, 0), checked=on or off))
        return rows

    def _on_chosen(self, choice: Choice) -> None:
        self._toggle(choice, negated=False)

    def _on_declined(self, choice: Choice) -> None:
        self._toggle(choice, negated=True)

    def _toggle(self, choice: Choice, negated: bool) -> None:
        if not isinstance(choice.data, tuple):
            return
        key, name = choice.data
        if has_term(self._text, key, name, negated):
            text = remove_term(self._text, key, name)
        else:
            text = add_term(self._text, key, name, negated)
        self.show_search(text)
        self.changed.emit(text)
