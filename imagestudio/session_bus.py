"""The desktop's session bus, in a thread of its own: a bus that hangs, or is not there, holds up nothing."""

from __future__ import annotations

import contextlib
import logging
import select
import socket
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

_log = logging.getLogger(__name__)
_ENDING_S = 0.5


@dataclass(frozen=True, slots=True)
class Service:
    """An object on the bus, by one of its interfaces."""

    name: str
    path: str
    interface: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a method; `signature` says the types, which Qt's own D-Bus cannot be told of from Python."""

    service: Service
    method: str
    signature: str
    body: tuple[Any, ...]


class SessionBus(QObject):
    """Makes calls and hears signals; what it brings along is imported in its thread, with the first call.

    Signals:
        answered(int, tuple): the call of this number, and what it gave.
        refused(int): the call of this number was refused, or there is no bus.
        heard(str, tuple): a signal of a service that is listened to: its name, and what it says.
    """

    answered = Signal(int, tuple)
    refused = Signal(int)
    heard = Signal(str, tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._calls: deque[tuple[int, Call | Service]] = deque()
        self._number = 0
        self._under_way: dict[int, int] = {}
        self._ending = False
        self._bell, self._ringer = socket.socketpair()

    def call(self, call: Call) -> int:
        """Ask for a call; its number."""
        self._number += 1
        self._add(self._number, call)
        return self._number

    def listen(self, service: Service) -> None:
        """Hear all signals of this service from now on."""
        self._add(0, service)

    def close(self) -> None:
        """End the thread; one that hangs is let go of, and clears up behind itself."""
        self._ending = True
        with contextlib.suppress(OSError):  # it has seen that already, and is gone
            self._ringer.send(b".")
        if self._thread is not None:
            self._thread.join(_ENDING_S)
        if self._thread is None or not self._thread.is_alive():
            self._close_bell()

    def _close_bell(self) -> None:
        self._bell.close()
        self._ringer.close()

    def _add(self, number: int, wanted: Call | Service) -> None:
        self._calls.append((number, wanted))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="session bus", daemon=True)
            self._thread.start()
        self._ringer.send(b".")

    # in the thread

    def _run(self) -> None:
        try:
            from jeepney.io.blocking import open_dbus_connection

            with open_dbus_connection("SESSION") as connection:
                self._serve(connection)
        except (ImportError, OSError, KeyError, ValueError, RuntimeError) as error:
            _log.info("no session bus: %s", type(error).__name__)
            self._refuse_all()
        finally:
            if self._ending:
                self._close_bell()

    def _serve(self, connection: DBusConnection) -> None:
        while not self._ending:
            while self._calls:
                self._send(connection, *self._calls.popleft())
            ready, _, _ = select.select([connection.sock, self._bell], [], [])
            if self._bell in ready:
                self._bell.recv(64)
            if connection.sock in ready:
                self._receive(connection)

    def _send(self, connection: DBusConnection, number: int, wanted: Call | Service) -> None:
        from jeepney import DBusAddress, MatchRule, message_bus, new_method_call

        serial = next(connection.outgoing_serial)
        if isinstance(wanted, Service):
            rule = MatchRule(type="signal", sender=wanted.name, interface=wanted.interface, path=wanted.path)
            connection.send(message_bus.AddMatch(rule), serial=serial)
            return
        place = DBusAddress(wanted.service.path, wanted.service.name, wanted.service.interface)
        self._under_way[serial] = number
        connection.send(new_method_call(place, wanted.method, wanted.signature, wanted.body), serial=serial)

    def _receive(self, connection: DBusConnection) -> None:
        with contextlib.suppress(TimeoutError):  # all that has come is read
            while not self._ending:
                self._hear(connection.receive(timeout=0))

    def _hear(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        kind, fields = message.header.message_type, message.header.fields
        number = self._under_way.pop(fields.get(HeaderFields.reply_serial, -1), None)
        if kind is MessageType.signal:
            self.heard.emit(fields.get(HeaderFields.member, ""), tuple(message.body))
        elif number is not None and kind is MessageType.method_return:
            self.answered.emit(number, tuple(message.body))
        elif number is not None:
            self.refused.emit(number)

    def _refuse_all(self) -> None:
        """There is no bus, now or any more: whoever waits for an answer hears so, and so does who asks later."""
        waiting = [*self._under_way.values(), *(number for number, _ in self._calls if number)]
        self._under_way.clear()
        self._calls.clear()
        if self._ending:
            return
        self._thread = None  # the next call tries again
        for number in waiting:
            self.refused.emit(number)
