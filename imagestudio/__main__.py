"""The one way in: sub-commands go to the command line, anything else opens the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from imagestudio.core.machine import PART_MISSING, fault_of_machine, lacks_part  # now: the disk may fail later

if TYPE_CHECKING:
    from pathlib import Path

    from imagestudio.arguments import WindowArguments

_NO_DISPLAY = (
    "Image Studio: there is no display for a window. "
    'To make a picture without one: packaging/run generate "a red fox" (or: imagestudio generate "a red fox")'
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code; a disk that does not give a part of the program is named, and no bug."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except (ImportError, OSError) as error:
        if not lacks_part(error):
            raise
        sys.stderr.write(f"imagestudio: {PART_MISSING.format(fault_of_machine(error))}\n")
        return 1


def _run(arguments: Sequence[str]) -> int:
    if list(arguments) == ["--make-thumbnails"]:  # a helper of the window's: library/thumbnail_makers.py
        from imagestudio.api.payloads import read_answer
        from imagestudio.library.thumbnail_child import serve

        return serve(read_answer)
    from imagestudio.arguments import is_command

    if is_command(arguments):
        from imagestudio.cli import run_command_line
        from imagestudio.profile.log import keep_memory_private

        keep_memory_private(from_debuggers=True)
        return run_command_line(arguments)
    return _open_window(arguments)


def _open_window(arguments: Sequence[str]) -> int:
    from imagestudio.arguments import parse_window

    wanted = parse_window(arguments)
    if problem := _wrong_base_url(wanted.base_url):
        sys.stderr.write(f"imagestudio: {problem}\n")
        return 2
    if not _has_display():  # Qt would abort the process
        sys.stderr.write(_NO_DISPLAY + "\n")
        return 1
    if not wanted.look and (answer := _hand_over(wanted)):
        if answer == "taken":
            sys.stderr.write("imagestudio: it is open already; its window has been told.\n")
            return 0
        wanted = wanted.not_answered()
    try:
        from imagestudio.plain_imports import load_qt

        load_qt()
        from imagestudio.app import run_window
    except ImportError as error:
        return _tell_missing(error)
    if sys.platform.startswith("linux"):
        from imagestudio.system_libraries import watch_platform

        watch_platform()
    return run_window(wanted)


def _hand_over(wanted: WindowArguments) -> str | None:
    """What the window that has the library open already says to this start; None where there is no such window."""
    from imagestudio.instance import hand_over

    def library() -> Path:
        from imagestudio.profile.paths import chosen_library, settings_file
        from imagestudio.profile.settings import JsonSettings

        return wanted.library or chosen_library(JsonSettings(settings_file()).get("library", ""))

    return hand_over(library, wanted.given, demo=wanted.demo, base_url=wanted.base_url)


def _tell_missing(error: ImportError) -> int:
    """Qt itself could not be loaded: name the package it is missing."""
    from imagestudio.system_libraries import missing_in, say

    if lacks_part(error) or not (line := missing_in(error)):
        raise error
    say(line)
    return 1


def _wrong_base_url(given: str) -> str:
    """What is wrong with the base URL, if one is named at all."""
    if not (given or os.environ.get("IMAGESTUDIO_BASE_URL")):
        return ""
    from imagestudio.core.errors import SettingsError
    from imagestudio.parts import choose_base_url

    try:
        choose_base_url(given, os.environ)
    except SettingsError as error:
        return error.said
    return ""


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
