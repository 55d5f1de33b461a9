"""Asks the Linux desktop for its accent colour, which Qt does not: once, and whenever it changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from imagestudio.session_bus import Call, Service, SessionBus

PORTAL = Service("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
_PLACE = ("org.freedesktop.appearance", "accent-color")
_QUEUED = Qt.ConnectionType.QueuedConnection


class SystemAccent(QObject):
    """Knows the accent colour of the desktop's portal.

    Signals:
        found(str): it is this one, as #rrggbb; empty where the desktop has none.
    """

    found = Signal(str)

    def __init__(self, bus: SessionBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._call = 0
        bus.answered.connect(self._on_answered, _QUEUED)
        bus.heard.connect(self._on_heard, _QUEUED)

    def ask(self) -> None:
        """Ask now, and listen from now on."""
        if not self._call:
            self._bus.listen(PORTAL)
        self._call = self._bus.call(Call(PORTAL, "Read", "ss", _PLACE))

    def _on_answered(self, number: int, body: tuple[object, ...]) -> None:
        if number == self._call and body:
            self.found.emit(color_of(body[0]))

    def _on_heard(self, name: str, body: tuple[object, ...]) -> None:
        if name == "SettingChanged" and body[:2] == _PLACE and len(body) == 3:
            self.found.emit(color_of(body[2]))


def color_of(value: object) -> str:
    """The colour of a variant (within a variant) of three fractions; others than 0 to 1 mean that none is set."""
    while isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):
        value = value[1]
    if not isinstance(value, tuple) or len(value) != 3:
        return ""
    if not all(isinstance(part, float) and 0 <= part <= 1 for part in value):
        return ""
    return QColor.fromRgbF(*value).name()
