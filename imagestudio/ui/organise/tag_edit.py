"""The field tags are typed into: what stands behind the last comma is completed from the tags in use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from imagestudio.core.organisation import names
from imagestudio.core.search_completion import fitting
from imagestudio.ui.rounded import Rounded
from imagestudio.ui.tokens import SPACE_XS

_RADIUS = 6
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class TagEdit(QLineEdit):
    """Enter takes the completion that is marked, else what is typed; Tab takes the marked one, else the first.

    Signals:
        entered(tuple): these tags are wanted.
        went_back: Backspace was pressed in the empty field.
        left: Escape was pressed with nothing more to put away.
    """

    entered = Signal(tuple)
    went_back = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Sequence[str] = ()
        self._given: Sequence[str] = ()
        self._offered = QStringListModel(self)
        self.popup = QListView()
        self.popup.setObjectName("TagCompletions")
        Rounded(self.popup, _RADIUS)
        # not setCompleter(): that writes into the field what the arrows pass, and adds it at the next comma
        self._completions = QCompleter(self._offered, self)
        self._completions.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completions.setPopup(self.popup)
        self._completions.setWidget(self)
        self._completions.activated.connect(self._enter)  # a row was clicked
        self.textEdited.connect(self._on_edited)
        self.setPlaceholderText(self.tr("Add a tag"))
        self.setAccessibleName(self.tr("Add a tag"))

    def set_known(self, tags: Sequence[str]) -> None:
        """The tags in use, most used first; offered while one types."""
        self._known = tags

    def set_given(self, tags: Sequence[str]) -> None:
        """The tags that all of the pictures have already; these are not offered."""
        self._given = tags

    def offered(self) -> list[str]:
        """What is offered now."""
        return self._offered.stringList() if self.popup.isVisible() else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The open list sends every key here first, and does itself what is left over: it goes up and down."""
        if event.key() in _ENTER:
            self._enter(self.popup.currentIndex().data() if self.popup.isVisible() else None)
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.went_back.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_escape()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes a completion while there are any; else it goes on."""
        if forward and self.popup.isVisible():
            self._enter(self.popup.currentIndex().data() or self.offered()[0])
            return True
        return super().focusNextPrevChild(forward)

    def _enter(self, completion: str | None) -> None:
        """Ask for what is typed, its last piece replaced by the completion where there is one."""
        self.popup.hide()
        before, last = self._pieces()
        tags = names((*before.split(","), completion or last))
        self.clear()
        if tags:
            self.entered.emit(tags)

    def _pieces(self) -> tuple[str, str]:
        """What stands before the last comma, and what behind it."""
        before, _comma, last = self.text().rpartition(",")
        return before, last.strip()

    def _on_escape(self) -> None:
        if self.popup.isVisible():
            self.popup.hide()
        elif self.text():
            self.clear()
        else:
            self.left.emit()

    def _on_edited(self) -> None:
        before, last = self._pieces()
        taken = {tag.casefold() for tag in (*self._given, *names(before.split(",")))}
        free = (tag for tag in self._known if tag.casefold() not in taken)
        found = fitting(free, last.casefold()) if last else []
        self._offered.setStringList(found)
        if not found or [tag.casefold() for tag in found] == [last.casefold()]:
            self.popup.hide()
            return
        self._completions.complete(QRect(0, SPACE_XS, self.width(), self.height()))
        self.popup.setCurrentIndex(QModelIndex())
