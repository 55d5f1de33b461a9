"""A Secret Service of its own: a bus, a keyring and XDG folders that nothing else knows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_UNLOCK = """
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
printf 'a password of the test' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
exec "$@"
"""

# Put before a command: it runs beside a real, unlocked Secret Service that ends with it.
KEYRING_SESSION = ("dbus-run-session", "--", "bash", "-c", _UNLOCK, "-")

_PREAMBLE = """
import json, os
from imagestudio.core.errors import *
from imagestudio.profile.credentials import *
KEY = "sk-0123456789abcdefXYZ"
def raised(call):
    try:
        call()
    except ImageStudioError as error:
        return [type(error).__name__, KEY in repr(error) + error.said]
    return None
def show(**values):
    print(json.dumps(values))
"""

RunPython = Callable[..., dict[str, Any]]


@pytest.fixture
def private_environ(tmp_path: Path) -> dict[str, str]:
    """An environment whose home and XDG folders are empty, without a bus and a display."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    folders = {"HOME": "home", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_RUNTIME_DIR": "run"}
    return kept | {name: str(tmp_path / folder) for name, folder in folders.items()}


@pytest.fixture
def no_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine's own keyring cannot be reached from this process."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))


@pytest.fixture
def run_python(private_environ: dict[str, str]) -> RunPython:
    """Runs a piece of Python without a bus, and gives what it showed."""

    def run(code: str, *before: str, **environ: str) -> dict[str, Any]:
        done = subprocess.run(
            [*before, sys.executable, "-c", _PREAMBLE + code],
            env=private_environ | environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        shown: dict[str, Any] = json.loads(done.stdout)
        return shown

    return run


@pytest.fixture
def run_with_keyring(run_python: RunPython) -> RunPython:
    """Runs a piece of Python beside a real, unlocked Secret Service."""

    def run(code: str, **environ: str) -> dict[str, Any]:
        return run_python(code, *KEYRING_SESSION, **environ)

    return run
