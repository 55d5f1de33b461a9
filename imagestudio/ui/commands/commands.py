"""All commands of the program by name, and the keys the person has given them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from imagestudio.core.ports import Settings
from imagestudio.ui.commands.entry import Entry, entry_of
from imagestudio.ui.viewer.chosen_keys import ChosenKeys, Scope, chosen_keys, combination_of, loose, text_of

_SETTING = "keys"
_PORTABLE = QKeySequence.SequenceFormat.PortableText
_MOST_KEYS = 4
_EVERYWHERE_USED = frozenset(
    {
        Qt.Key.Key_Escape,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Space,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


@dataclass(frozen=True, slots=True)
class Command:
    """A command with the group it stands in, the keys it has by itself, and where it is heard."""

    name: str
    group: str
    action: QAction
    usual: tuple[str, ...]
    scopes: frozenset[Scope]

    @property
    def keys(self) -> tuple[str, ...]:
        """What it hears now, as text that is the same on every system."""
        return _portable(self.action)


class Commands(QObject):
    """Knows every command; a key the person has chosen takes the place of the usual ones, in this session and later.

    Signals:
        changed: the keys of some command are other ones now.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._commands: dict[str, Command] = {}

    def add(
        self, group: str, actions: Mapping[str, QAction], scopes: Mapping[str, Iterable[Scope]] | None = None
    ) -> None:
        """Take in commands under the title of their group, and give them the keys the person wants.

        They are heard in the window, but for those that `scopes` says something else of.
        """
        chosen, heard = self._chosen(), scopes or {}
        for name, action in actions.items():
            usual = _portable(action)
            self._commands[name] = Command(name, group, action, usual, frozenset(heard.get(name, (Scope.WINDOW,))))
            if name in chosen:
                _give(action, [key for key in chosen[name] if key in usual or _makes_sense(key)][:_MOST_KEYS])

    def all(self) -> Sequence[Command]:
        return tuple(self._commands.values())

    def entries(self) -> list[Entry]:
        """The lines they are in the palette: what can be done in the window."""
        return [entry_of(one.name, one.group, one.action) for one in self.all() if Scope.WINDOW in one.scopes]

    def clash(self, name: str, key: str) -> Command | None:
        """Another command that hears this key already where the one of this name is heard."""
        scopes = self._commands[name].scopes
        others = (one for one in self._commands.values() if one.name != name and one.scopes & scopes)
        return next((one for one in others if key in one.keys or _bare(key) in map(_bare, one.keys)), None)

    def chosen_in(self, scope: Scope) -> ChosenKeys:
        """What keys mean there, as the person has chosen them."""
        return chosen_keys((one.usual, one.keys) for one in self._commands.values() if scope in one.scopes)

    def rebind(self, name: str, keys: Sequence[str]) -> None:
        """Give a command these keys, none of which may be another's; no keys at all are allowed too."""
        command = self._commands[name]
        _give(command.action, keys)
        self._keep(name, None if command.keys == command.usual else command.keys)
        self.changed.emit()

    def take(self, key: str, name: str) -> None:
        """Take a key from whoever would hear it beside the command of this name."""
        while (other := self.clash(name, key)) is not None:
            self.rebind(other.name, [one for one in other.keys if _bare(one) != _bare(key)])

    def reset(self, name: str) -> None:
        """Give a command its usual keys back, also where another has one of them now: that one loses it."""
        usual = self._commands[name].usual
        for key in usual:
            self.take(key, name)
        self.rebind(name, usual)

    def reset_all(self) -> None:
        self._settings.set(_SETTING, {})
        for command in self._commands.values():
            _give(command.action, command.usual)
        self.changed.emit()

    def is_changed(self, name: str) -> bool:
        return self._commands[name].keys != self._commands[name].usual

    @property
    def any_changed(self) -> bool:
        return any(one.keys != one.usual for one in self._commands.values())

    def _chosen(self) -> dict[str, list[str]]:
        """What the settings say, as far as it makes sense: the file is the person's to write."""
        kept = self._settings.get(_SETTING, {})
        return {name: keys for name, keys in kept.items() if isinstance(keys, list)}

    def _keep(self, name: str, keys: Sequence[str] | None) -> None:
        kept = dict(self._settings.get(_SETTING, {}))
        kept.pop(name, None)
        if keys is not None:
            kept[name] = list(keys)
        self._settings.set(_SETTING, kept)


def is_free_to_choose(combination: QKeyCombination) -> bool:
    """Whether a key may become a command's: not those by which one moves, chooses and closes everywhere."""
    bare = combination.keyboardModifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return not (bare and combination.key() in _EVERYWHERE_USED)


def _bare(key: str) -> str:
    """A sign without the Shift that some keyboards need for it, so that “?” and “Shift+?” are one key."""
    combination = combination_of(key)
    code = combination.key().value
    is_sign = code <= Qt.Key.Key_ydiaeresis.value and not chr(code).isalnum()
    return text_of(loose(combination)) if is_sign else key


def _portable(action: QAction) -> tuple[str, ...]:
    return tuple(key.toString(_PORTABLE) for key in action.shortcuts() if not key.isEmpty())


def _give(action: QAction, keys: Sequence[str]) -> None:
    action.setShortcuts([QKeySequence.fromString(key, _PORTABLE) for key in keys])


def _makes_sense(key: object) -> bool:
    if not isinstance(key, str):
        return False
    sequence = QKeySequence.fromString(key, _PORTABLE)
    if sequence.count() != 1:
        return False
    combination: QKeyCombination = sequence[0]  # type: ignore[index]  # missing in the stubs
    return combination.key() is not Qt.Key.Key_unknown and is_free_to_choose(combination)
