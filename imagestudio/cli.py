"""Composition root of the command line: the same parts as the window's, without Qt."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from imagestudio.cli_errors import ExitCode, describe, exit_code
from imagestudio.cli_output import make_output_safe, say
from imagestudio.cli_parser import command_parser
from imagestudio.core.errors import ImageStudioError
from imagestudio.profile.paths import default_library


def run_command_line(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; failures of the world are told in a line, never as a traceback."""
    make_output_safe()
    options = command_parser().parse_args(arguments)
    try:
        return _run(options)
    except ImageStudioError as error:
        say(describe(error))
        return exit_code(error)
    except KeyboardInterrupt:
        say("Stopped.")
        return ExitCode.FAILED


def _run(options: argparse.Namespace) -> ExitCode:
    # Imported here: `key status` need not wait for SQLite, nor `history` for asyncio.
    if options.command == "key":
        from imagestudio.cli_key import key

        return key(options)
    library_folder: Path = options.library.absolute() if options.library else default_library(os.environ)
    if options.command == "generate":
        from imagestudio.cli_generate import generate

        return generate(options, library_folder)
    from imagestudio import cli_library

    command = {"history": cli_library.history, "library": cli_library.library}[options.command]
    return command(options, library_folder)
