"""Everything done to pictures goes through here, so that all of it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from imagestudio.core.deeds import AddDeed, ChangeDeed, Deed, DeleteDeed, RenameDeed, TakeInDeed
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.organisation import Change
from imagestudio.core.ports import Changed, Collection, Count
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.organise.deed_texts import text_of
from imagestudio.workers.organising import OrganisingDesk

_MOST_DEEDS = 200
_MOST_SELECTED = 4000  # pictures that are selected when they come back, a few microseconds each


class Organising(QObject):
    """Keeps what can be undone and redone; the database follows in the same order, and the gallery after it.

    Signals:
        stack_changed: something else can be undone or redone now.
        done(Deed, str): it was just done for the first time; its text tells what.
        went(str): what was undone or redone, for the person.
        brought_back(list): undoing took the pictures of these times out of the trash.
        names_changed: the tags or collections are other ones now.
        failed(ImageStudioError): it could not be done.
    """

    stack_changed = Signal()
    done = Signal(object, str)
    went = Signal(str)
    brought_back = Signal(list)
    names_changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: OrganisingDesk, gallery: GalleryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._gallery = gallery
        self._blocked = False
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_MOST_DEEDS)
        self.tags: list[Count] = []
        self.collections: list[Collection] = []
        self.stack.indexChanged.connect(self.stack_changed)  # the stack itself speaks even while it is being deleted
        desk.organised.connect(self._on_organised)
        desk.failed.connect(self._on_failed)
        desk.named.connect(self._on_named)
        desk.refused.connect(self.failed)

    def begin(self) -> None:
        """Let the files follow what an earlier session did, and learn the names in use."""
        self._desk.settle()
        self._desk.learn_names()

    def block(self) -> None:
        """Nothing can be changed in a library that is only looked at."""
        self._blocked = True
        self._desk.learn_names()

    @property
    def blocked(self) -> bool:
        return self._blocked

    # what can be done

    def change(self, change: Change, times: Sequence[int]) -> None:
        """Change these pictures."""
        if len(times):
            self._do(ChangeDeed(change, times), text_of(change, len(times)))

    def took_in(self, times: Sequence[int]) -> None:
        """These pictures came from elsewhere."""
        self._do(TakeInDeed(times), self.tr("Take in %n picture(s)", "", len(times)))

    def add_collection(self, name: str, search: str | None = None) -> None:
        self._do(AddDeed(name, search), self.tr("Make the collection “{name}”").replace("{name}", name))

    def rename_collection(self, old: str, new: str) -> None:
        text = self.tr("Rename “{old}” to “{new}”").replace("{old}", old)
        self._do(RenameDeed(old, new), text.replace("{new}", new))

    def delete_collection(self, name: str) -> None:
        self._do(DeleteDeed(name), self.tr("Delete the collection “{name}”").replace("{name}", name))

    def undo(self) -> None:
        if text := self.stack.undoText():
            self.stack.undo()
            self.went.emit(self.tr("Undone: {0}").format(text))

    def redo(self) -> None:
        if text := self.stack.redoText():
            self.stack.redo()
            self.went.emit(self.tr("Done again: {0}").format(text))

    def forget(self, times: Sequence[int]) -> None:
        """These pictures are gone for good; what was done to others can still be undone."""
        gone, stack = frozenset(times), self.stack
        commands = [self._command(place) for place in range(stack.count())]
        kept = [command is not None and (not command.told or command.deed.forget(gone)) for command in commands]
        done = sum(kept[: stack.index()])
        followers = [command.again() for command, stays in zip(commands, kept, strict=True) if command and stays]
        stack.clear()
        for follower in followers:
            follower.quietly(partial(stack.push, follower))
        for follower in reversed(followers[done:]):  # what was undone before can be done again
            follower.quietly(stack.undo)
        self._desk.learn_names()

    def _do(self, deed: Deed, text: str) -> None:
        if not self._blocked:
            self.stack.push(_Command(deed, text, self._desk))

    # what came of it

    def _on_organised(self, deed: Deed, changed: Changed) -> None:
        command = self._newest_of(deed)
        if command is not None and not command.told:
            command.told = True
            if not changed and isinstance(deed, ChangeDeed):
                self._drop(command)  # all of them were so before: there is nothing to undo
            else:
                self.done.emit(deed, command.text())
        if changed:
            self._gallery.organised(changed)
        back = [time for time, (before, after) in changed.items() if before.is_trashed and not after.is_trashed]
        if command is None and 0 < len(back) <= _MOST_SELECTED:
            self.brought_back.emit(back)

    def _on_failed(self, deed: Deed, error: ImageStudioError) -> None:
        """The stack stands as if it had not been tried."""
        command = self._newest_of(deed)
        if command is not None and not command.told:
            self._drop(command)
        elif command is not None:  # it was to be done again
            command.quietly(self.stack.undo)
        elif (undone := self._command(self.stack.index())) is not None and undone.deed is deed:
            undone.quietly(self.stack.redo)
        self.failed.emit(error)

    def _newest_of(self, deed: Deed) -> _Command | None:
        """The command of a deed that is done now, where it is the last one."""
        command = self._command(self.stack.index() - 1)
        return command if command is not None and command.deed is deed else None

    def _command(self, place: int) -> _Command | None:
        command = self.stack.command(place) if 0 <= place < self.stack.count() else None
        return command if isinstance(command, _Command) else None

    def _drop(self, command: _Command) -> None:
        command.setObsolete(True)  # undone without being called, and forgotten
        self.stack.undo()

    def _on_named(self, tags: list[Count], collections: list[Collection]) -> None:
        if (tags, collections) != (self.tags, self.collections):
            self.tags, self.collections = tags, collections
            self.names_changed.emit()


class _Command(QUndoCommand):
    """One deed on the stack; what it changed is known only when the database has answered."""

    def __init__(self, deed: Deed, text: str, desk: OrganisingDesk) -> None:
        super().__init__(text)
        self.deed = deed
        self._desk = desk
        self._made = False
        self.told = False  # the person saw that it was done
        self._quiet = False

    def again(self) -> _Command:
        """The same for a new stack: a stack lets go of its commands only all together."""
        deed, text = self.deed, self.text()
        if isinstance(deed, ChangeDeed) and self.told:  # of fewer pictures, maybe
            text = text_of(deed.change, len(deed.changed))
        command = _Command(deed, text, self._desk)
        command._made, command.told = self._made, self.told
        return command

    def quietly(self, step: Callable[[], None]) -> None:
        """Let the stack go over it without anything being done."""
        self._quiet = True
        step()
        self._quiet = False

    def redo(self) -> None:
        if self._quiet:
            return
        if self._made:
            self._desk.redo(self.deed)
        else:
            self._made = True
            self._desk.make(self.deed)

    def undo(self) -> None:
        if not self._quiet:
            self._desk.undo(self.deed)
