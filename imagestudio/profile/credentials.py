"""The key of one origin: where it may be, in which order it is looked for, and what a key looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from imagestudio.core.errors import BadKeyError, NoKeyError, NoKeyringError
from imagestudio.core.ports import KeyStatus
from imagestudio.profile.os_keyring import OsKeyring

KEY_VARIABLE = "AIMLAPI_API_KEY"
AIMLAPI_ORIGIN = "https://api.aimlapi.com"

_KEY = re.compile(r"[\x21-\x7e]{16,512}")


def nobody_heeds(_key: str) -> None:
    """There is no log that could show it."""


class KeyringCredentials:
    """The key that belongs to one origin: of this session, of the environment, or in the keyring, in this order.

    The environment's key too belongs to one origin, the AI/ML API's unless another one is named; for any other origin
    it does not exist. `status` and `delete` too may raise KeyringLockedError, and `delete` NoKeyringError where a
    keyring is there but fails.
    """

    def __init__(
        self,
        origin: str,
        environ: Mapping[str, str],
        *,
        environment_origin: str = AIMLAPI_ORIGIN,
        heed: Callable[[str], None] = nobody_heeds,
    ) -> None:
        """`heed` is told of every key that comes by, so that the log can keep it out."""
        self._origin = origin
        self._heed = heed
        self._environment_key = environ.get(KEY_VARIABLE, "") if environment_origin == origin else ""
        self._session_key = ""
        self._keyring = OsKeyring()
        heed(environ.get(KEY_VARIABLE, ""))

    def load(self) -> str:
        """The key. Raises NoKeyError, BadKeyError, KeyringLockedError."""
        if self._session_key:
            return self._session_key
        if self._environment_key.strip():
            return _clean_environment_key(self._environment_key)
        key = self._kept_key()
        if not key:
            raise NoKeyError(f"No key is known for {self._origin}.")
        self._heed(key)
        return clean_key(key)

    def status(self) -> KeyStatus:
        if self._session_key:
            return KeyStatus(True, "session")
        if self._environment_key.strip():
            return KeyStatus(True, "environment")
        return KeyStatus(True, "keyring") if self._kept_key() else KeyStatus(False)

    def store(self, key: str) -> None:
        """Keep the key in the keyring and read it back. Raises BadKeyError, NoKeyringError, KeyringLockedError."""
        self._heed(key)
        self._keyring.write(self._origin, clean_key(key))
        self._session_key = ""

    def keep_for_session(self, key: str) -> None:
        """Keep the key in memory only. Raises BadKeyError."""
        self._heed(key)
        self._session_key = clean_key(key)

    def delete(self) -> None:
        """Forget the key of the session and of the keyring; the environment's is not ours to change."""
        self._session_key = ""
        self._keyring.remove(self._origin)

    def _kept_key(self) -> str:
        try:
            return self._keyring.read(self._origin)
        except NoKeyringError:
            return ""


def clean_key(text: str) -> str:
    """The key without white space around it. Raises BadKeyError, whose text never holds it, where it can be none."""
    key = text.strip()
    if not _KEY.fullmatch(key):
        raise BadKeyError("That is no key: a key has 16 to 512 letters, digits and signs, and no spaces.")
    return key


def _clean_environment_key(key: str) -> str:
    try:
        return clean_key(key)
    except BadKeyError as error:
        raise BadKeyError(f"{KEY_VARIABLE}: {error.said}") from None
