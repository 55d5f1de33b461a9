"""The real program as a subprocess, in a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-P", "-m", "imagestudio")


@dataclass(frozen=True)
class Done:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def environ(tmp_path: Path, library: Path) -> dict[str, str]:
    """An environment without a display, a bus, a key or anything of this machine's person."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    folders = {"HOME": "home", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_RUNTIME_DIR": "run"}
    home = {name: str(tmp_path / folder) for name, folder in folders.items()}
    return kept | home | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "IMAGESTUDIO_LIBRARY": str(library)}


@pytest.fixture
def no_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine's own keyring cannot be reached from this process."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))


@pytest.fixture
def run(environ: dict[str, str]) -> Run:
    """Runs `imagestudio` with these arguments to its end."""

    def run_program(
        *arguments: str, given: bytes = b"", before: Sequence[str] = (), program: Sequence[str] = PROGRAM, **more: str
    ) -> Done:
        done = subprocess.run(
            [*before, *program, *arguments],
            env=environ | more,
            input=given,
            capture_output=True,
            timeout=100,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run_program
