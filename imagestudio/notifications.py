"""Shows notifications: by the desktop's own service where there is one, else by an icon among the system's."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from imagestudio.session_bus import Call, Service, SessionBus

NOTIFICATIONS = Service(
    "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications"
)
_SHOWN_MS = 10_000
_DEFAULT = "default"  # the action of a click on the notification itself
_QUEUED = Qt.ConnectionType.QueuedConnection


class Notifications(QObject):
    """One notification at a time; a newer one takes the place of the last.

    Signals:
        clicked(str): the person clicked it; with the desktop's token for coming to the front, if it gave one.
    """

    clicked = Signal(str)

    def __init__(self, bus: SessionBus, window: QWidget, icon: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._window = window
        self._icon = icon
        self._tray: QSystemTrayIcon | None = None
        self._listening = False
        self._call = self._id = 0
        self._token = ""
        self._last = ("", "")
        bus.answered.connect(self._on_answered, _QUEUED)
        bus.refused.connect(self._on_refused, _QUEUED)
        bus.heard.connect(self._on_heard, _QUEUED)

    def notify(self, title: str, text: str) -> None:
        """Show this."""
        self._last = (title, text)
        if not sys.platform.startswith("linux"):
            self._show_in_tray()
            return
        if not self._listening:
            self._listening = True
            self._bus.listen(NOTIFICATIONS)
        hints = {"desktop-entry": ("s", "imagestudio"), "category": ("s", "transfer.complete")}
        actions = [_DEFAULT, self.tr("Show")]
        body = ("Image Studio", self._id, str(self._icon), title, _escaped(text), actions, hints, -1)
        self._call = self._bus.call(Call(NOTIFICATIONS, "Notify", "susssasa{sv}i", body))

    def withdraw(self) -> None:
        """Take it away."""
        if self._tray is not None:
            self._tray.hide()
        if self._id:
            self._bus.call(Call(NOTIFICATIONS, "CloseNotification", "u", (self._id,)))
            self._id = 0

    def _on_answered(self, number: int, body: tuple[object, ...]) -> None:
        if number == self._call and body and isinstance(body[0], int):
            self._id = body[0]

    def _on_refused(self, number: int) -> None:
        if number == self._call:
            self._listening = False  # a service that starts later is listened to then
            self._show_in_tray()

    def _on_heard(self, name: str, body: tuple[object, ...]) -> None:
        if len(body) != 2 or body[0] != self._id or not self._id:
            return
        if name == "ActivationToken":
            self._token = str(body[1])
        elif name == "ActionInvoked" and body[1] == _DEFAULT:
            token, self._token = self._token, ""
            self.clicked.emit(token)
        elif name == "NotificationClosed":
            self._id = 0

    def _show_in_tray(self) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            QApplication.alert(self._window)  # its place in the task bar asks for a look
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QIcon(str(self._icon)), self)
            self._tray.setToolTip("Image Studio")
            self._tray.messageClicked.connect(self._on_tray_clicked)
            self._tray.activated.connect(self._on_tray_clicked)
        self._tray.show()
        self._tray.showMessage(*self._last, QIcon(str(self._icon)), _SHOWN_MS)

    def _on_tray_clicked(self) -> None:
        self.clicked.emit("")


def _escaped(text: str) -> str:
    """The text of a notification may be marked up; ours never is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
