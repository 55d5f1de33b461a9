"""The operating system's keyring: only real ones, chosen by name, with their failures in our words."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from imagestudio.core.errors import KeyringLockedError, NoKeyringError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")

SERVICE = "imagestudio"

# keyring's own choice falls silently to a plain file where keyrings.alt is installed, and follows
# PYTHON_KEYRING_BACKEND to any class; so it is never asked.
_TRUSTED = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
)


class OsKeyring:
    """Passwords of this program in the operating system's keyring; every call may block until the person unlocks it.

    Raises NoKeyringError, KeyringLockedError; no text of theirs holds a password.
    """

    def read(self, user: str) -> str:
        """The password, or an empty text where there is none."""
        backend = _backend()
        return _in_our_words(lambda: backend.get_password(SERVICE, user)) or ""

    def write(self, user: str, password: str) -> None:
        """Keep the password and read it back."""
        backend = _backend()
        _in_our_words(lambda: backend.set_password(SERVICE, user, password))
        if _in_our_words(lambda: backend.get_password(SERVICE, user)) != password:
            raise NoKeyringError("The keyring took the key but does not give it back, so it is not kept there.")

    def remove(self, user: str) -> None:
        """Forget the password; no harm where there is none, or no keyring to hold one."""
        try:
            backend = _backend()
        except NoKeyringError:
            return
        if _in_our_words(lambda: backend.get_password(SERVICE, user)) is not None:
            _in_our_words(lambda: backend.delete_password(SERVICE, user))


def _backend() -> KeyringBackend:
    """The best of the trusted keyrings that works here. Raises NoKeyringError."""
    viable = [backend for backend in map(_load, _TRUSTED) if backend is not None and backend.viable]
    if not viable:
        raise NoKeyringError("This system has no keyring that Image Studio trusts with a key.")
    return max(viable, key=lambda backend: backend.priority)()


def _load(place: tuple[str, str]) -> type[KeyringBackend] | None:
    module, name = place
    try:
        found: type[KeyringBackend] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        return None
    return found


def _in_our_words(call: Callable[[], _Result]) -> _Result:
    """Do a keyring call. What D-Bus and the platforms raise beside keyring's errors is the world's doing too.

    `from None`: their texts and frames may hold the password.
    """
    from keyring.errors import KeyringLocked

    try:
        return call()
    except KeyringLocked:
        raise KeyringLockedError("The keyring is locked and was not opened.") from None
    except Exception as error:
        kind = type(error).__name__
        _log.warning("the keyring failed: %s", kind)
        raise NoKeyringError(f"The keyring does not work here ({kind}).") from None
