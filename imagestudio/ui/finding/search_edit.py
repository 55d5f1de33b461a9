"""The search field: understands the language of searches, completes it, and remembers what was searched for.

As long as completions are offered, what is typed is undecided: “mod” may be a word, or become model:. It is searched
for only if it finds something; else only what stands beside it is, until it is decided: typed on, a completion taken,
Enter, or the completions put away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from imagestudio.core.search_terms import terms_of, without
from imagestudio.ui.finding.search_note import SearchNote
from imagestudio.ui.theme import Theme

if TYPE_CHECKING:
    from imagestudio.core.search_completion import Completion
    from imagestudio.ui.finding.completions import Completions

_SEARCH_MS = 30
_PROBLEM_MS = 600  # what is only half typed is no problem yet
_MOST_RECENT = 12
_NOT_LEFT = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class SearchEdit(QLineEdit):
    """One line in which a search is typed.

    Signals:
        searched: this text is searched for now, while one types.
        undecided: this text may become another one; who knows whether it finds anything calls `search_undecided`.
        entered: a search was finished: with Enter, or by going elsewhere.
        escaped: Escape was pressed in the empty field; `left` follows.
        left: Escape was pressed in the empty field, or Down: on to the pictures.
        focused: the field was gone to; what can be completed should be up to date.
    """

    searched = Signal(str)
    undecided = Signal(str)
    entered = Signal(str)
    escaped = Signal()
    left = Signal()
    focused = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._known: Mapping[str, Sequence[str]] = {}
        self._recent: list[str] = []
        self._searched = ""
        self._completion: Completion | None = None
        self._search_icon, self._clear_action = QAction(self), QAction(self)
        self.problem = SearchNote(self)
        self._soon = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._later = QTimer(self, singleShot=True, interval=_PROBLEM_MS)
        self._build()
        self._connect_signals()
        self._on_theme_changed()

    def _build(self) -> None:
        self.setObjectName("SearchEdit")
        self.setAccessibleName(self.tr("Search"))
        self.setToolTip(self.tr("Words of prompts, or tag: model: rating: date: … (Ctrl+F)"))
        self.setPlaceholderText(self.tr("Search prompts, tag:, model:, date: …"))
        self.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear_action, QLineEdit.ActionPosition.TrailingPosition)
        self._clear_action.setText(self.tr("Clear search"))
        self._clear_action.setVisible(False)
        self.setMinimumWidth(120)

    def _connect_signals(self) -> None:
        self._theme.changed.connect(self._on_theme_changed)
        self.textChanged.connect(self._on_text_changed)
        self.textEdited.connect(self._on_edited)
        self._clear_action.triggered.connect(self.clear_search)
        self._soon.timeout.connect(self._on_soon)
        self._later.timeout.connect(self._on_later)

    @cached_property
    def completions(self) -> Completions:
        """Made when somebody types or comes here first: the first screen has none."""
        from imagestudio.ui.finding.completions import Completions

        made = Completions(self._theme, self)
        made.chosen.connect(self._on_chosen)
        made.closed.connect(self._on_decided)
        return made

    @property
    def _completes(self) -> bool:
        """Whether there are completions in sight."""
        return "completions" in vars(self) and self.completions.isVisible()

    def _put_completions_away(self) -> None:
        if "completions" in vars(self):
            self.completions.hide()

    # what it is told

    def set_known(self, known: Mapping[str, Sequence[str]]) -> None:
        """The values in use, which are offered behind their keys."""
        self._known = known

    def set_recent(self, searches: Sequence[str]) -> None:
        """What was searched for lately, the last one first; offered in the empty field."""
        self._recent = list(searches)[:_MOST_RECENT]

    def show_search(self, text: str) -> None:
        """Search for this, as if it had been typed and entered."""
        self._put_completions_away()
        self.setText(text)
        self.search_now()

    def clear_search(self) -> None:
        """Search for nothing, at once."""
        self.show_search("")

    def search_now(self) -> None:
        self._soon.stop()
        self._search(self.text())

    def _search(self, text: str) -> None:
        if text != self._searched or text == self.text():
            self._searched = text
            self.searched.emit(text)

    def search_undecided(self, text: str, finds: bool) -> None:
        """Search for this if it still stands there and finds something; else for it without what is undecided."""
        if text != self.text() or text == self._searched:
            return
        if finds:
            self.search_now()
        else:
            place = self._completion.start if self._completion is not None else 0
            terms = (term for term in terms_of(text) if term.start <= place <= term.end)
            term = next(terms, None)
            self._search(text if term is None else without(text, term))

    def focus_by_key(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._offer_recent()

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._on_escape()
        elif self._completes and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self.completions.go(1 if key == Qt.Key.Key_Down else -1) and key == Qt.Key.Key_Down:
                self._leave_down()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not (self._completes and self._accept()):
                self._enter()
        elif key == Qt.Key.Key_Down:
            self._leave_down()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes a completion while there are any; else it goes on."""
        if forward and self._completes and self.text() and self._accept(first=True):
            return True
        return super().focusNextPrevChild(forward)

    def _accept(self, first: bool = False) -> bool:
        """Take the row that is marked, or with `first` the first one; whether there is one."""
        data = self.completions.marked(first)
        if data is not None:
            self.completions.hide()
            self._on_chosen(data)
        return data is not None

    def _enter(self) -> None:
        """Go on with what was found; where something was not understood, stay for another word."""
        self._put_completions_away()
        self.search_now()
        self._on_later()
        self.entered.emit(self.text())
        if self.text().strip() and self.problem.isHidden():
            self.left.emit()

    def _leave_down(self) -> None:
        self._put_completions_away()
        self.search_now()
        self.left.emit()

    def _on_escape(self) -> None:
        if self._completes:
            self.completions.hide()
        elif self.text():
            self.clear_search()
        else:
            self.escaped.emit()
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._offer_recent()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._put_completions_away()
        if self.text().strip() and event.reason() not in _NOT_LEFT:
            self.entered.emit(self.text())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._put_completions_away()
        self.problem.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put_completions_away()
        self.problem.place()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.problem.place()

    # what follows from the text

    def _on_text_changed(self, text: str) -> None:
        self._clear_action.setVisible(bool(text))
        self.problem.hide()
        self._soon.start()
        self._later.start()

    def _on_soon(self) -> None:
        if self.text() and self._completes:
            self.undecided.emit(self.text())
        else:
            self.search_now()

    def _on_decided(self) -> None:
        if self.text() != self._searched:
            self._soon.start()

    def _on_edited(self, text: str) -> None:
        """Only while somebody types: offer what it could become."""
        if not text:
            self._offer_recent()
            return
        from imagestudio.core.search_completion import complete

        completion = self._completion = complete(text, self.cursorPosition(), self._known)
        candidates = completion.candidates
        if len(candidates) == 1 and completion.applied(text, candidates[0])[0].strip() == text.strip():
            candidates = ()  # it stands there already
        self.completions.offer(self, [(candidate.label, candidate) for candidate in candidates])

    def _offer_recent(self) -> None:
        if not self.text() and self._recent:
            self.completions.offer(self, [(search, search) for search in self._recent], self.tr("Lately searched for"))
        elif not self.text():
            self._put_completions_away()

    def _on_chosen(self, data: object) -> None:
        from imagestudio.core.search_completion import Candidate

        if isinstance(data, Candidate) and self._completion is not None:
            text, cursor = self._completion.applied(self.text(), data)
            self.setText(text)
            self.setCursorPosition(cursor)
            self._on_edited(text)
            self.search_now()
        elif isinstance(data, str):
            self.show_search(data)
            self.entered.emit(data)
        self.setFocus()

    def _on_later(self) -> None:
        """Say what was not understood, once it has stood there for a moment."""
        self._later.stop()
        self.problem.tell_of(self.text(), self.isVisible() and not self._completes)

    def _on_theme_changed(self) -> None:
        self._search_icon.setIcon(self._theme.icon("search", "text3"))
        self._clear_action.setIcon(self._theme.icon("close", "text2"))
