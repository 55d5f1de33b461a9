"""The command `key`: keep the service's key in the system's keyring, look for it, forget it."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from imagestudio.api.addresses import origin_of
from imagestudio.cli_errors import ExitCode
from imagestudio.cli_output import print_line
from imagestudio.core.errors import BadKeyError, SettingsError
from imagestudio.core.ports import Credentials
from imagestudio.parts import credentials_for
from imagestudio.profile.redaction import Secrets

_LONGEST_INPUT = 4096
_PLACES = {
    "keyring": "is kept in the system's keyring",
    "environment": "comes from the environment (AIMLAPI_API_KEY)",
    "session": "is known for this session only",
}


def key(options: argparse.Namespace, secrets: Secrets) -> ExitCode:
    """Raises CredentialError, SettingsError; the key itself is never printed."""
    if options.surplus:
        raise SettingsError("A key is never an argument, which every program can read. Type it, or pipe it in.")
    base_url, credentials = credentials_for(options.base_url, os.environ, secrets.add_key)
    act = {"set": _set, "status": _status, "delete": _delete}[options.action]
    return act(credentials, origin_of(base_url))


def _set(credentials: Credentials, origin: str) -> ExitCode:
    credentials.store(_ask(origin))
    print_line(f"The key for {origin} is kept in the system's keyring.")
    _warn_of_environment(credentials)
    return ExitCode.DONE


def _status(credentials: Credentials, origin: str) -> ExitCode:
    status = credentials.status()
    if not status.known:
        print_line(f"No key is known for {origin}.")
        return ExitCode.NO_KEY
    print_line(f"The key for {origin} {_PLACES[status.place]}.")
    return ExitCode.DONE


def _delete(credentials: Credentials, origin: str) -> ExitCode:
    credentials.delete()
    print_line(f"The keyring holds no key for {origin} any more.")
    _warn_of_environment(credentials)
    return ExitCode.DONE


def _warn_of_environment(credentials: Credentials) -> None:
    if credentials.status().place == "environment":
        print_line("AIMLAPI_API_KEY is set and goes before the keyring.")


def _ask(origin: str) -> str:
    """The key, typed unseen or from standard input; never an argument, which every process could read."""
    if sys.stdin.isatty():
        return getpass.getpass(f"Key for {origin} (not shown): ")
    try:
        return sys.stdin.buffer.read(_LONGEST_INPUT).decode("ascii")
    except UnicodeDecodeError:
        raise BadKeyError("That is no key: it holds characters that no key has.") from None
