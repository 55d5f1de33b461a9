"""Which keys a person has chosen where pictures are looked at, in place of the usual ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_HARMLESS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class Scope(StrEnum):
    """Where a key is heard: in the window, or in what lies over it."""

    WINDOW = "window"
    VIEWER = "viewer"
    COMPARE = "compare"
    FAMILY = "family"
    GRID = "grid"
    MASK = "mask"


@dataclass(frozen=True, slots=True)
class ChosenKeys:
    """What keys mean in one scope. All keys are text that is the same on every system.

    `usual_of` says for each key in force which usual key it stands for; `gone` are usual keys that mean nothing now.
    """

    usual_of: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    def meant(self, event: QKeyEvent) -> QKeyEvent | None:
        """The event with the usual key in place of the chosen one; None where the key has lost its meaning."""
        combination = event.keyCombination()
        bare = loose(combination)
        shift = combination.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        for key, held in ((text_of(combination), Qt.KeyboardModifier.NoModifier), (text_of(bare), shift)):
            if (usual := self.usual_of.get(key)) is not None:
                return event if usual == key else _with_key(event, usual, held)
            if key in self.gone:
                return None
        return event

    def in_force(self, usual: str) -> list[str]:
        """The keys that do now what this usual one did; itself where nobody could choose another."""
        if usual not in self.gone and usual not in self.usual_of.values():
            return [usual]
        return [key for key, stands_for in self.usual_of.items() if stands_for == usual]

    def differ_for(self, usual: Iterable[str]) -> bool:
        """Whether other keys than these do now what they did."""
        return any(self.in_force(key) != [key] for key in usual)


def chosen_keys(commands: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> ChosenKeys:
    """Of the usual keys of each command and those in force; a chosen one stands for the first usual one."""
    usual_of: dict[str, str] = {}
    usual_ones: set[str] = set()
    for usual, now in commands:
        usual_ones.update(usual)
        usual_of.update({key: key if key in usual else usual[0] for key in now if usual})
    return ChosenKeys(usual_of, frozenset(usual_ones - set(usual_of)))


def loose(combination: QKeyCombination) -> QKeyCombination:
    """Without Shift and the number pad: many keyboards need one of them for a sign, others do not."""
    return QKeyCombination(combination.keyboardModifiers() & ~_HARMLESS, combination.key())


def combination_of(key: str) -> QKeyCombination:
    """Of one key as text."""
    combination: QKeyCombination = QKeySequence.fromString(key, _PORTABLE)[0]  # type: ignore[index]  # missing in stubs
    return combination


def text_of(combination: QKeyCombination) -> str:
    return QKeySequence(combination).toString(_PORTABLE)


def _with_key(event: QKeyEvent, key: str, held: Qt.KeyboardModifier) -> QKeyEvent:
    combination = combination_of(key)
    modifiers = combination.keyboardModifiers() | held
    return QKeyEvent(event.type(), combination.key(), modifiers, "", event.isAutoRepeat(), event.count())
