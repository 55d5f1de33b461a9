"""Starts our own program again for another library: one process a library, so that neither waits for the other."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment

from imagestudio.library.layout import Layout

_OF_ACTIVATION = ("DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN")


@dataclass(frozen=True)
class OtherWindows:
    """How this window was started, which the others are too."""

    demo: bool = False
    base_url: str = ""

    def can_be_library(self, folder: Path) -> bool:
        """Whether it is a library, or an empty folder that can become one. Waits for the disk."""
        layout = Layout(folder)
        try:
            if layout.database.is_file() or layout.originals.is_dir():
                return True
            return folder.is_dir() and not any(folder.iterdir())
        except OSError:
            return False

    def open_window(self, folder: Path) -> bool:
        """Start a window of its own on it; whether that went well."""
        process = QProcess()
        program, *arguments = command(folder, self.demo, self.base_url)
        process.setProgram(program)
        process.setArguments(arguments)
        process.setProcessEnvironment(_environment())
        return bool(process.startDetached()[0])


def command(folder: Path, demo: bool = False, base_url: str = "") -> list[str]:
    """The command line of a window on this library."""
    itself = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "imagestudio"]
    options = [*(["--demo"] if demo else []), *(["--base-url", base_url] if base_url else [])]
    return [*itself, "--library", str(folder), *options]


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    for name in _OF_ACTIVATION:  # they were for this window
        environment.remove(name)
    if getattr(sys, "frozen", False):  # else the single file's folder would go with this process
        environment.insert("PYINSTALLER_RESET_ENVIRONMENT", "1")
    return environment
