"""One TLS context for all connections, which trusts what the system trusts."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterable

import truststore


class SystemTrust(truststore.SSLContext):
    """The system's certificates, in a context that several threads may share.

    httpcore sets the application protocols again for each connection; OpenSSL then frees the list that another thread
    may just be copying, so only a change is passed on.
    """

    _protocols: tuple[str, ...] = ()

    def set_alpn_protocols(self, alpn_protocols: Iterable[str]) -> None:
        wanted = tuple(alpn_protocols)
        if wanted != self._protocols:
            super().set_alpn_protocols(list(wanted))
            self._protocols = wanted


class LazyContext:
    """Makes the context when the first connection needs it, once: that takes 17 ms, which no start should wait for."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._context = context
        self._guard = threading.Lock()

    def get(self) -> ssl.SSLContext:
        with self._guard:
            if self._context is None:
                made = SystemTrust(ssl.PROTOCOL_TLS_CLIENT)
                made.set_alpn_protocols(["http/1.1"])
                self._context = made
            return self._context
