"""The chooser of what is shown: all pictures, picked, rejected, trash, collections and saved searches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from imagestudio.core.organisation import name_of
from imagestudio.core.ports import Collection
from imagestudio.ui.finding.choice_list import Choice
from imagestudio.ui.finding.popover import Popover
from imagestudio.ui.finding.scope import Scope, ScopeKind
from imagestudio.ui.theme import Theme

_FIXED = (ScopeKind.ALL, ScopeKind.PICKED, ScopeKind.REJECTED, ScopeKind.TRASH)
_NEW, _SAVE = "new", "save"


@dataclass(frozen=True, slots=True)
class Survey:
    """How many pictures there are at each place, and which collections and saved searches there are."""

    collections: tuple[Collection, ...] = ()
    counts: Mapping[ScopeKind, int] = field(default_factory=dict)


class ShownPopover(Popover):
    """Goes to a place, and keeps collections and saved searches.

    Signals:
        scope_chosen: this Scope is to be shown.
        search_chosen: this saved search (a Collection) is to be shown.
        added: a new collection is wanted under this name.
        saved: the current search is to be kept under this name.
        renamed: this collection is to be called so.
        deleted: this collection is to go.
    """

    scope_chosen = Signal(object)
    search_chosen = Signal(object)
    added = Signal(str)
    saved = Signal(str)
    renamed = Signal(str, str)
    deleted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, self.tr("What is shown"), parent)
        self._survey = Survey()
        self._current: object = None
        self._search = ""
        self._naming: str | Collection = ""
        self.editable = True  # not in a library that is only looked at
        self.name_edit = QLineEdit(self)
        self.name_edit.setAccessibleName(self.tr("Name"))
        self.name_edit.setMaxLength(100)
        self.name_edit.hide()
        self._layout.insertWidget(1, self.name_edit)
        self.chosen.connect(self._on_chosen)
        self.name_edit.returnPressed.connect(self._on_named)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_places(self, survey: Survey, current: object, search: str) -> None:
        """Offer these places, of which the current one (a Scope or a Collection) is marked, to save this search."""
        self._survey, self._current, self._search = survey, current, search.strip()
        manual = [one for one in survey.collections if one.search is None]
        saved = [one for one in survey.collections if one.search is not None]
        choices = [self._scope_row(Scope(kind), survey.counts.get(kind)) for kind in _FIXED]
        can_save = self.editable and bool(self._search)
        if manual or self.editable:
            choices.append(Choice(self.tr("Collections")))
        choices += [self._scope_row(Scope(ScopeKind.COLLECTION, one.name), one.pictures) for one in manual]
        if self.editable:
            choices.append(Choice(self.tr("New collection…"), _NEW, icon="plus"))
        if saved or can_save:
            choices.append(Choice(self.tr("Saved searches")))
        choices += [Choice(one.name, one, one.pictures, self._is_current(one), "search") for one in saved]
        if can_save:
            choices.append(Choice(self.tr("Save this search…"), _SAVE, icon="plus"))
        self.show_choices(choices, None if self.list.current_choice() else current)

    def _scope_row(self, scope: Scope, count: int | None) -> Choice:
        return Choice(scope.title, scope, count, self._is_current(scope), scope.icon)

    def _is_current(self, place: object) -> bool:
        if isinstance(place, Collection) and isinstance(self._current, Collection):
            return place.name == self._current.name
        return place == self._current

    def _on_chosen(self, choice: Choice) -> None:
        if choice.data in (_NEW, _SAVE):
            self._ask_name(str(choice.data), "")
        elif isinstance(choice.data, Scope):
            self.hide()
            self.scope_chosen.emit(choice.data)
        elif isinstance(choice.data, Collection):
            self.hide()
            self.search_chosen.emit(choice.data)

    # names

    def _ask_name(self, naming: str | Collection, name: str) -> None:
        self._naming = naming
        titles = {_NEW: self.tr("Name of the collection"), _SAVE: self.tr("Name of the search")}
        self.name_edit.setPlaceholderText(titles.get(naming, "") if isinstance(naming, str) else "")
        self.name_edit.setText(name)
        self.name_edit.selectAll()
        self.name_edit.show()
        self.say(self.tr("Enter keeps it, Escape does not."))
        self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_named(self) -> None:
        name, naming = name_of(self.name_edit.text()), self._naming
        other = next((one for one in self._survey.collections if one.name.casefold() == name.casefold()), None)
        replaces = naming == _SAVE and other is not None and other.search is not None
        if not name:
            self.say(self.tr("It needs a name."))
        elif other is not None and other != naming and not replaces:
            self.say(self.tr("There is one of that name already."))
        else:
            self.hide()
            self._emit_named(naming, name)

    def _emit_named(self, naming: str | Collection, name: str) -> None:
        if isinstance(naming, Collection):
            if naming.name != name:
                self.renamed.emit(naming.name, name)
        elif naming == _NEW:
            self.added.emit(name)
        else:
            self.saved.emit(name)

    def _collection(self) -> Collection | None:
        """The collection or saved search of the current row, where it can be changed."""
        choice = self.list.current_choice() if self.editable else None
        data = None if choice is None else choice.data
        if isinstance(data, Scope) and data.kind is ScopeKind.COLLECTION:
            return next((one for one in self._survey.collections if one.name == data.name), None)
        return data if isinstance(data, Collection) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        collection = self._collection()
        if event.key() == Qt.Key.Key_Escape and not self.name_edit.isHidden():
            self._stop_naming()
        elif collection is not None and event.key() == Qt.Key.Key_F2:
            self._ask_name(collection, collection.name)
        elif collection is not None and event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.hide()
            self.deleted.emit(collection.name)
        else:
            super().keyPressEvent(event)

    def _stop_naming(self) -> None:
        self.name_edit.hide()
        self.say("")
        self.list.setFocus()

    def _on_current_changed(self) -> None:
        if self.name_edit.isHidden():
            self.say(self.tr("F2 renames it, Delete lets it go.") if self._collection() else "")

    def _on_menu(self, place: QPoint) -> None:
        collection = self._collection()
        if collection is None:
            return
        menu = QMenu(self)
        rename = menu.addAction(self.tr("Rename…\tF2"))
        delete = menu.addAction(self.tr("Delete\tDel"))
        chosen = menu.exec(self.list.viewport().mapToGlobal(place))
        menu.deleteLater()
        if chosen is rename:
            self._ask_name(collection, collection.name)
        elif chosen is delete:
            self.hide()
            self.deleted.emit(collection.name)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.name_edit.hide()
        self.say("")

    def _extras(self) -> list[QWidget]:
        return [*super()._extras(), *([self.name_edit] if not self.name_edit.isHidden() else [])]
