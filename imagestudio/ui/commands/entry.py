"""One line of the palette: what it says, the keys for it, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that can be found by its name; `name` stays the same in every language."""

    name: str
    text: str
    group: str
    run: Callable[[], object]
    keys: str = ""
    enabled: bool = True
    checked: bool = False


def entry_of(name: str, group: str, action: QAction) -> Entry:
    """The line for a command of a menu."""
    return Entry(
        name=name,
        text=plain_text(action),
        group=group,
        run=action.trigger,
        keys=keys_text(action),
        enabled=action.isEnabled(),
        checked=action.isCheckable() and action.isChecked(),
    )


def plain_text(action: QAction) -> str:
    """What a command says, without the signs only a menu wants: a letter to press, keys behind a tab."""
    return action.text().split("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&")


def keys_text(action: QAction) -> str:
    """The first of its keys as the person's system writes them."""
    own = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return own or action.text().partition("\t")[2]
