"""What the keys do to a picture that is looked at, alone or beside others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from imagestudio.core.organisation import Pick
from imagestudio.ui.viewer.chosen_keys import ChosenKeys, combination_of, text_of

Pressed = tuple[bool, Qt.Key]  # whether Control is held, and the key

PAN = 80
RATINGS = {getattr(Qt.Key, f"Key_{stars}"): stars for stars in range(6)}
PICKS = {Qt.Key.Key_P: Pick.PICKED, Qt.Key.Key_X: Pick.REJECTED, Qt.Key.Key_U: Pick.NONE}
ZOOM_IN, ZOOM_OUT, FIT, ACTUAL, FILL = "in", "out", "fit", "actual", "fill"
ZOOMS: dict[Pressed, str] = {
    (False, Qt.Key.Key_Plus): ZOOM_IN,
    (False, Qt.Key.Key_Equal): ZOOM_IN,
    (False, Qt.Key.Key_Minus): ZOOM_OUT,
    (True, Qt.Key.Key_Plus): ZOOM_IN,
    (True, Qt.Key.Key_Equal): ZOOM_IN,
    (True, Qt.Key.Key_Minus): ZOOM_OUT,
    (False, Qt.Key.Key_F): FIT,
    (True, Qt.Key.Key_0): FIT,
    (False, Qt.Key.Key_Z): ACTUAL,
    (True, Qt.Key.Key_1): ACTUAL,
    (False, Qt.Key.Key_G): FILL,
    (True, Qt.Key.Key_2): FILL,
}
LISTING: tuple[Pressed, ...] = ((False, Qt.Key.Key_Question), (False, Qt.Key.Key_F1))
_SIGNS = {
    Qt.Key.Key_Left: "←",
    Qt.Key.Key_Right: "→",
    Qt.Key.Key_Up: "↑",
    Qt.Key.Key_Down: "↓",
    Qt.Key.Key_Minus: "−",
    Qt.Key.Key_Return: "Enter",
}
_UNSHOWN = frozenset({Qt.Key.Key_Equal, Qt.Key.Key_Enter})  # the same keys to the person


@dataclass(frozen=True, slots=True)
class KeyRow:
    """Keys that do one thing, or each its own of some, and what that is; `shown` in place of their names."""

    text: str
    keys: tuple[Pressed, ...]
    shown: str = ""

    def names(self, chosen: ChosenKeys) -> str:
        """The keys as they are told; those the person has chosen in place of the usual ones."""
        if self.shown and not chosen.differ_for(_portable(*key) for key in self.keys):
            return self.shown
        return "  ".join(told(key) for key in self.in_force(chosen) if combination_of(key).key() not in _UNSHOWN)

    def in_force(self, chosen: ChosenKeys) -> list[str]:
        """The keys that do this now, as text that is the same on every system."""
        return list(dict.fromkeys(key for usual in self.keys for key in chosen.in_force(_portable(*usual))))


def plain(*names: Qt.Key) -> tuple[Pressed, ...]:
    """These keys without Control."""
    return tuple((False, key) for key in names)


def zoom_rows() -> list[KeyRow]:
    return [
        KeyRow(_tr("Zoom in and out; so does the wheel, to the pointer"), _zooming(ZOOM_IN, ZOOM_OUT), "+  −"),
        KeyRow(_tr("Whole picture"), _zooming(FIT)),
        KeyRow(_tr("100 % and back"), _zooming(ACTUAL)),
        KeyRow(_tr("Fill the window"), _zooming(FILL)),
    ]


def mark_rows() -> list[KeyRow]:
    return [
        KeyRow(_tr("Rate"), plain(*RATINGS), "0 – 5"),
        KeyRow(_tr("Pick, reject, neither"), plain(*PICKS)),
    ]


def screen_rows() -> list[KeyRow]:
    return [
        KeyRow(_tr("Full screen"), plain(Qt.Key.Key_F11)),
        KeyRow(_tr("These keys"), LISTING),
    ]


def known(rows: Iterable[KeyRow]) -> frozenset[Pressed]:
    """Every key of these rows."""
    return frozenset(key for row in rows for key in row.keys)


def pressed(event: QKeyEvent) -> Pressed | None:
    """Whether Control is held, and the key; None with other modifiers than that, Shift and those of the number pad."""
    control = Qt.KeyboardModifier.ControlModifier
    harmless = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() & ~(control | harmless) != Qt.KeyboardModifier.NoModifier:
        return None
    try:
        return bool(event.modifiers() & control), Qt.Key(event.key())
    except ValueError:  # a key Qt has no name for
        return None


def _zooming(*names: str) -> tuple[Pressed, ...]:
    return tuple(key for key, name in ZOOMS.items() if name in names)


def told(key: str) -> str:
    """A key as it is told to people."""
    combination = combination_of(key)
    sign = _SIGNS.get(combination.key(), "")
    bare = combination.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
    return sign if sign and bare else QKeySequence(combination).toString(QKeySequence.SequenceFormat.NativeText)


def _portable(control: bool, key: Qt.Key) -> str:
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    return text_of(QKeyCombination(held, key))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
