"""What the person does to pictures, made so that it can be undone and done again."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Protocol

from imagestudio.core.organisation import Change, name_of
from imagestudio.core.ports import Changed, Organiser


class Deed(Protocol):
    """One thing done; every method waits for the disk, and is called after the one before it has ended."""

    def make(self, organiser: Organiser) -> Changed: ...

    def undo(self, organiser: Organiser) -> Changed: ...

    def redo(self, organiser: Organiser) -> Changed: ...

    def forget(self, gone: Container[int]) -> bool:
        """Let go of pictures that were deleted for good; whether anything is left to undo or to do again."""


class ChangeDeed:
    """A change of pictures; undone, each of them is exactly what it was."""

    def __init__(self, change: Change, times: Sequence[int]) -> None:
        self.change = change
        self.times = times
        self.changed: Changed = {}

    def make(self, organiser: Organiser) -> Changed:
        self.changed = organiser.change(self.change, self.times)
        self.times = list(self.changed)  # no more of a million selected is held than was different
        return self.changed

    def undo(self, organiser: Organiser) -> Changed:
        return organiser.put({time: before for time, (before, _after) in self.changed.items()})

    def redo(self, organiser: Organiser) -> Changed:
        return organiser.put({time: after for time, (_before, after) in self.changed.items()})

    def forget(self, gone: Container[int]) -> bool:
        self.changed = _without(self.changed, gone)
        self.times = list(self.changed)
        return bool(self.changed)


class TakeInDeed:
    """Pictures that were taken in; undone they are in the trash, which leaves the files they were copied from alone."""

    def __init__(self, times: Sequence[int]) -> None:
        self._times = times
        self._changed: Changed = {}

    def make(self, organiser: Organiser) -> Changed:  # noqa: ARG002 (it was done while they came)
        return {}

    def undo(self, organiser: Organiser) -> Changed:
        self._changed = organiser.change(Change(trash=True), self._times)
        return self._changed

    def redo(self, organiser: Organiser) -> Changed:
        return organiser.put({time: before for time, (before, _after) in self._changed.items()})

    def forget(self, gone: Container[int]) -> bool:
        self._times = [time for time in self._times if time not in gone]
        self._changed = _without(self._changed, gone)
        return bool(self._times)


class AddDeed:
    """A new collection, or a saved search; undone, what had the name before has it again."""

    def __init__(self, name: str, search: str | None = None) -> None:
        self._name = name
        self._search = search
        self._was: tuple[str, str | None] | None = None

    def make(self, organiser: Organiser) -> Changed:
        self._was = _found(organiser, self._name)
        return self.redo(organiser)

    def undo(self, organiser: Organiser) -> Changed:
        if self._was is None:
            return organiser.delete_collection(self._name)
        organiser.add_collection(*self._was)
        return {}

    def redo(self, organiser: Organiser) -> Changed:
        organiser.add_collection(self._name, self._search)
        return {}

    def forget(self, gone: Container[int]) -> bool:  # noqa: ARG002 (a name is left even of an empty collection)
        return True


class RenameDeed:
    """Another name for a collection; in one that has the name already both become one, until it is undone."""

    def __init__(self, old: str, new: str) -> None:
        self._old = old
        self._new = new
        self._had: tuple[str, str | None] | None = None
        self._was: tuple[str, str | None] | None = None
        self._changed: Changed = {}

    def make(self, organiser: Organiser) -> Changed:
        self._had = _found(organiser, self._old)
        self._was = None if self._old.casefold() == self._new.casefold() else _found(organiser, self._new)
        self._changed = self.redo(organiser)
        return self._changed

    def undo(self, organiser: Organiser) -> Changed:
        if self._had is not None:
            organiser.add_collection(*self._had)
        changed = organiser.put({time: before for time, (before, _after) in self._changed.items()})
        if self._was is not None:
            organiser.add_collection(*self._was)
        elif name_of(self._old).casefold() != name_of(self._new).casefold():
            changed |= organiser.delete_collection(self._new)
        return changed

    def redo(self, organiser: Organiser) -> Changed:
        return organiser.rename_collection(self._old, self._new)

    def forget(self, gone: Container[int]) -> bool:
        self._changed = _without(self._changed, gone)
        return True


class DeleteDeed:
    """A collection let go; undone, it is there with its pictures, or with its search."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._was: tuple[str, str | None] | None = None
        self._changed: Changed = {}

    def make(self, organiser: Organiser) -> Changed:
        self._was = _found(organiser, self._name)
        self._changed = self.redo(organiser)
        return self._changed

    def undo(self, organiser: Organiser) -> Changed:
        if self._was is not None:
            organiser.add_collection(*self._was)
        return organiser.put({time: before for time, (before, _after) in self._changed.items()})

    def redo(self, organiser: Organiser) -> Changed:
        return organiser.delete_collection(self._name)

    def forget(self, gone: Container[int]) -> bool:
        self._changed = _without(self._changed, gone)
        return True


def _without(changed: Changed, gone: Container[int]) -> Changed:
    return {time: both for time, both in changed.items() if time not in gone}


def _found(organiser: Organiser, name: str) -> tuple[str, str | None] | None:
    """The collection of this name, whatever its capitals, as it is to be made again."""
    key = name_of(name).casefold()
    found = (each for each in organiser.collections() if each.name.casefold() == key)
    return next(((each.name, each.search) for each in found), None)
