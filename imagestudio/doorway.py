"""Listens for second starts on the same library, and hears what they hand over."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal

from imagestudio.core.hand_over import Answer, HandOver, HandOverError
from imagestudio.instance import address_of, is_private
from imagestudio.visitors import PipeVisitor, SocketVisitor, Visitor

if TYPE_CHECKING:
    import socket

    from PySide6.QtNetwork import QLocalServer

MOST_VISITORS = 8
_PLATFORM: str = sys.platform  # a plain text, so that the other branches are checked too


@dataclass(frozen=True)
class Door:
    """Where to listen: a socket that is bound already, or the name of a pipe, which `place` tells the others."""

    place: Path
    socket: socket.socket | None = None
    pipe: str = ""

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.place.unlink(missing_ok=True)


def make_door(folder: Path, library: Path) -> Door:
    """Take the library's address, in any thread; who does so has the library's lock. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_private(folder):
        raise PermissionError("the folder of running instances is open to others")
    place = address_of(folder, library)
    if _PLATFORM == "win32":
        return _make_pipe(place)
    import socket

    fresh = place.with_suffix(f".{os.getpid()}")
    fresh.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listening.bind(str(fresh))
        fresh.chmod(0o600)
        listening.listen(MOST_VISITORS)
        listening.setblocking(False)
        fresh.replace(place)  # over what a crash has left
    except BaseException:
        listening.close()
        fresh.unlink(missing_ok=True)
        raise
    return Door(place, listening)


def _make_pipe(place: Path) -> Door:
    """Pipes have names that all can see; this one cannot be known before, nor taken by somebody else."""
    import secrets

    pipe = f"imagestudio-{secrets.token_hex(16)}"
    place.write_text(pipe, encoding="ascii")
    return Door(place, pipe=pipe)


class Doorway(QObject):
    """Hears visitors one line each, as long as they are this person's.

    Signals:
        handed_over(HandOver): a second start has given this; it was told that it is taken.
    """

    handed_over = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door: Door | None = None
        self._notifier: QSocketNotifier | None = None
        self._server: QLocalServer | None = None
        self._visitors: set[Visitor] = set()
        # the other need not wait for what comes of it
        self._heard.connect(self.handed_over, Qt.ConnectionType.QueuedConnection)

    def listen(self, door: Door) -> None:
        """Be at home at this door until `close`."""
        self._door = door
        if door.socket is not None:
            self._notifier = QSocketNotifier(door.socket.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._on_socket_knock)
        else:
            self._listen_at_pipe(door.pipe)

    def close(self) -> None:
        """Hear nobody any more."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if self._server is not None:
            self._server.close()
        for visitor in list(self._visitors):
            visitor.leave()
        if self._door is not None:
            self._door.close()
            self._door = None

    def _listen_at_pipe(self, name: str) -> None:
        from PySide6.QtNetwork import (
            QLocalServer,  # 28 ms and libraries of its own, so only where there is no other way
        )

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_pipe_knock)
        self._server.listen(name)

    def _on_socket_knock(self) -> None:
        if self._door is None or self._door.socket is None:
            return
        try:
            connection, _ = self._door.socket.accept()
        except OSError:  # gone again
            return
        if len(self._visitors) >= MOST_VISITORS or not _is_ours(connection):
            connection.close()
            return
        connection.setblocking(False)
        self._welcome(SocketVisitor(connection, self._hear, self))

    def _on_pipe_knock(self) -> None:
        while self._server is not None and (connection := self._server.nextPendingConnection()) is not None:
            if len(self._visitors) >= MOST_VISITORS:
                connection.abort()
            else:
                self._welcome(PipeVisitor(connection, self._hear, self))

    def _welcome(self, visitor: Visitor) -> None:
        self._visitors.add(visitor)
        visitor.left.connect(self._on_left)
        visitor.begin()

    def _hear(self, line: bytes) -> Answer:
        try:
            message = HandOver.from_bytes(line)
        except HandOverError:
            return Answer.REFUSED
        self._heard.emit(message)
        return Answer.TAKEN

    def _on_left(self) -> None:
        visitor = self.sender()
        if isinstance(visitor, Visitor):
            self._visitors.discard(visitor)
            visitor.deleteLater()


def _is_ours(connection: socket.socket) -> bool:
    """Whether the other end is this person's process, where the system tells; the folder keeps others out anyway."""
    import socket
    import struct

    if not hasattr(socket, "SO_PEERCRED"):
        return True
    _pid, uid, _gid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return bool(uid == os.geteuid())
