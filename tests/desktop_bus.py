"""A session bus of its own, and on it a desktop's services: notifications, and the portal's settings."""

from __future__ import annotations

import os
import select
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir={folder}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy>
</busconfig>"""
NOTIFICATIONS = DBusAddress("/org/freedesktop/Notifications", interface="org.freedesktop.Notifications")
PORTAL = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")
_NAMES = ("org.freedesktop.Notifications", "org.freedesktop.portal.Desktop")


@contextmanager
def session_bus(folder: Path) -> Iterator[str]:
    """A bus with nothing on it; its address."""
    (folder / "bus.conf").write_text(_CONFIG.format(folder=folder), encoding="utf-8")
    command = ["dbus-daemon", f"--config-file={folder}/bus.conf", "--print-address", "--nofork"]
    bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert bus.stdout is not None
        yield bus.stdout.readline().strip()
    finally:
        bus.terminate()
        bus.communicate()


class Desktop:
    """Answers calls in a thread, writes them down, and emits signals."""

    def __init__(self) -> None:
        """On the bus of the environment."""
        self.accent = (0.2, 0.4, 0.9)
        self.calls: list[tuple[str, str, tuple[Any, ...]]] = []
        self._connection: DBusConnection = open_dbus_connection("SESSION")
        for name in _NAMES:
            self._connection.send_and_get_reply(message_bus.RequestName(name))
        self._guard = threading.RLock()
        self._bell, self._ringer = os.pipe()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def of(self, method: str) -> list[tuple[Any, ...]]:
        """What was asked of a method, of the right signature only; it has been answered, too."""
        with self._guard:
            return [body for called, _signature, body in self.calls if called == method]

    def tell(self, member: str, signature: str, *body: Any, place: DBusAddress = NOTIFICATIONS) -> None:
        """Emit a signal."""
        with self._guard:
            self._connection.send(new_signal(place, member, signature, body))

    def close(self) -> None:
        os.write(self._ringer, b".")
        self._thread.join()
        self._connection.close()
        os.close(self._bell)
        os.close(self._ringer)

    def _serve(self) -> None:
        while True:
            ready, _, _ = select.select([self._connection.sock, self._bell], [], [])
            if self._bell in ready:
                return
            try:
                while True:
                    message = self._connection.receive(timeout=0)
                    with self._guard:  # a signal that follows a call must come after its answer
                        self._answer(message)
            except TimeoutError:
                continue

    def _answer(self, message: Any) -> None:
        if message.header.message_type is not MessageType.method_call:
            return
        fields = message.header.fields
        method, signature = fields[HeaderFields.member], fields.get(HeaderFields.signature, "")
        self.calls.append((method, signature, message.body))
        if method == "Notify" and signature == "susssasa{sv}i":
            self._connection.send(new_method_return(message, "u", (len(self.of("Notify")) + 6,)))
        elif method == "Read" and message.body == ("org.freedesktop.appearance", "accent-color"):
            self._connection.send(new_method_return(message, "v", (("v", ("(ddd)", self.accent)),)))
        elif method == "CloseNotification" and signature == "u":
            self._connection.send(new_method_return(message))
        else:
            self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
