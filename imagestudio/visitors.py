"""Second starts that have come to the door: each says one line, within bounds and a time, and is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from imagestudio.core.hand_over import MOST_BYTES, Answer

if TYPE_CHECKING:
    import socket

    from PySide6.QtNetwork import QLocalSocket

PATIENCE_MS = 5000
_PIECE = 1 << 16

Hear = Callable[[bytes], Answer]


class Visitor(QObject):
    """One second start that says a line, and is answered; one that says too much or nothing is sent away.

    Signals:
        left(): it is gone.
    """

    left = Signal()

    def __init__(self, hear: Hear, parent: QObject) -> None:
        super().__init__(parent)
        self._hear = hear
        self._said = bytearray()
        self._gone = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.leave)

    def begin(self) -> None:
        self._patience.start()

    def leave(self) -> None:
        if not self._gone:
            self._gone = True
            self._patience.stop()
            self.end()
            self.left.emit()

    def take(self, piece: bytes) -> None:
        """A piece of what it says has come; none means that it will say no more."""
        self._said += piece
        line, newline, _ = self._said.partition(b"\n")
        if newline and len(line) < MOST_BYTES:
            self.answer(self._hear(bytes(line)))
        elif len(self._said) > MOST_BYTES or not piece:
            self.answer(Answer.REFUSED)
        else:
            return
        self.leave()

    def answer(self, answer: Answer) -> None:
        """Tell it what became of what it said."""
        raise NotImplementedError

    def end(self) -> None:
        """Hang up."""
        raise NotImplementedError


class SocketVisitor(Visitor):
    """One at a socket."""

    def __init__(self, connection: socket.socket, hear: Hear, parent: QObject) -> None:
        super().__init__(hear, parent)
        self._connection = connection
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)

    def answer(self, answer: Answer) -> None:
        try:
            self._connection.send(answer.encode() + b"\n")
        except OSError:  # it did not wait
            return

    def end(self) -> None:
        self._notifier.setEnabled(False)
        self._connection.close()

    def _on_readable(self) -> None:
        try:
            piece = self._connection.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            self.leave()
            return
        self.take(piece)


class PipeVisitor(Visitor):
    """One at a pipe of Windows."""

    def __init__(self, connection: QLocalSocket, hear: Hear, parent: QObject) -> None:
        super().__init__(hear, parent)
        self._connection = connection
        connection.setParent(self)
        connection.readyRead.connect(self._on_readable)
        connection.disconnected.connect(self.leave)

    def begin(self) -> None:
        super().begin()
        if self._connection.bytesAvailable():
            self._on_readable()

    def answer(self, answer: Answer) -> None:
        self._connection.write(answer.encode() + b"\n")
        self._connection.flush()

    def end(self) -> None:
        self._connection.disconnectFromServer()

    def _on_readable(self) -> None:
        self.take(bytes(self._connection.read(_PIECE).data()))
