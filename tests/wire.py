"""One origin of the test server: sockets, threads, and answers that end as they are told to."""

from __future__ import annotations

import os
import socket
import ssl
import struct
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.faults import End, Fault, Reply


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived; the names of its headers are in small letters."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


Answer = Callable[[Seen], tuple[Reply, Fault]]


class Origin:
    """A host and port that answers; `closing` is set when it shall end, which wakes all that wait."""

    def __init__(self, answer: Answer, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.closing = threading.Event()
        self._scheme = "https" if tls else "http"
        self._server = _Server(answer, self.closing, port, tls)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="test origin")

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stop listening, end every answer under way and wait for its thread."""
        self.closing.set()
        self._server.shutdown()
        self._server.end_connections()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    """Knows its connections, so that one whose peer keeps still can be ended."""

    daemon_threads = False  # they are joined by server_close
    request_queue_size = 128

    def __init__(self, answer: Answer, closing: threading.Event, port: int, tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.answer = answer
        self.closing = closing
        self.tls = tls
        self.connections: set[socket.socket] = set()

    def end_connections(self) -> None:
        for connection in list(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it has ended by itself

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is part of many a test; anything else is a mistake of ours and is raised."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            raise error


class _Handler(BaseHTTPRequestHandler):
    """Reads a request whole and delivers the answer; each connection carries one."""

    server: _Server
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        if self.server.tls is not None:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        super().finish()
        if self.server.tls is not None:
            self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        """Nothing is printed."""

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def _handle(self) -> None:
        self.close_connection = True
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        reply, fault = self.server.answer(Seen(self.command, parts.path, parts.query, headers, body))
        self._deliver(fault.reply or reply, fault)

    def _deliver(self, reply: Reply, fault: Fault) -> None:
        content = _head(reply, fault.announce) + reply.body
        if fault.end is not End.WHOLE:
            content = content[: len(content) - len(reply.body) + fault.at] if fault.at >= 0 else b""
        self._write(content, fault.drip_s)
        if fault.end is End.STALL:
            self.server.closing.wait()
        if fault.end is End.RESET:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(self.connection.detach())  # close() would wait for rfile and wfile, and say goodbye first

    def _write(self, content: bytes, drip_s: float) -> None:
        if not drip_s:
            self.wfile.write(content)
            return
        for index in range(len(content)):
            self.wfile.write(content[index : index + 1])
            if self.server.closing.wait(drip_s):
                return


def _head(reply: Reply, announce: bool) -> bytes:
    headers = {"Date": "Sat, 21 Nov 2026 10:00:00 GMT", "Connection": "close", **reply.headers}
    lines = [f"HTTP/1.1 {reply.status} Status", *(f"{name}: {value}" for name, value in headers.items())]
    if announce:
        lines.append(f"Content-Length: {len(reply.body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
