"""What the keys do to a picture that is looked at, alone or beside others."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from imagestudio.core.organisation import Pick

PAN = 80
RATINGS = {getattr(Qt.Key, f"Key_{stars}"): stars for stars in range(6)}
PICKS = {Qt.Key.Key_P: Pick.PICKED, Qt.Key.Key_X: Pick.REJECTED, Qt.Key.Key_U: Pick.NONE}
ZOOM_IN, ZOOM_OUT, FIT, ACTUAL, FILL = "in", "out", "fit", "actual", "fill"
ZOOMS = {
    (False, Qt.Key.Key_Plus): ZOOM_IN,
    (False, Qt.Key.Key_Equal): ZOOM_IN,
    (False, Qt.Key.Key_Minus): ZOOM_OUT,
    (True, Qt.Key.Key_Plus): ZOOM_IN,
    (True, Qt.Key.Key_Equal): ZOOM_IN,
    (True, Qt.Key.Key_Minus): ZOOM_OUT,
    (True, Qt.Key.Key_0): FIT,
    (True, Qt.Key.Key_1): ACTUAL,
    (True, Qt.Key.Key_2): FILL,
    (False, Qt.Key.Key_F): FIT,
    (False, Qt.Key.Key_Z): ACTUAL,
    (False, Qt.Key.Key_G): FILL,
}
Pressed = tuple[bool, Qt.Key]


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
