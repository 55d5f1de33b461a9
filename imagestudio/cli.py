"""Composition root of the command line: the same parts as the window's, without Qt."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from imagestudio.cli_errors import ExitCode, describe, exit_code
from imagestudio.cli_output import make_output_safe, say
from imagestudio.cli_parser import command_parser
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.machine import PART_MISSING, fault_of_machine, lacks_part
from imagestudio.profile.log import Log
from imagestudio.profile.paths import default_library, state_dir
from imagestudio.profile.redaction import Secrets

_log = logging.getLogger(__name__)


def run_command_line(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; failures of the world are told in a line, never as a traceback."""
    make_output_safe()
    options = command_parser().parse_args(arguments)
    log = Log(state_dir(), Secrets())
    try:
        return _run(options, log.secrets)
    except ImageStudioError as error:
        say(describe(error))
        return exit_code(error)
    except KeyboardInterrupt:
        say("Stopped.")
        return ExitCode.FAILED
    except Exception as bug:
        _log.error("A bug", exc_info=bug)
        say(_describe_bug(bug, log))
        return ExitCode.FAILED
    finally:
        log.close()


def _describe_bug(bug: Exception, log: Log) -> str:
    said = f"This is a bug in Image Studio ({type(bug).__name__})."
    if lacks_part(bug):
        said = PART_MISSING.format(fault_of_machine(bug))
    elif reason := fault_of_machine(bug):
        said = f"This computer could not read or write a file: {reason}. Look after its disk, then start again."
    said += " What was sent or paid for is kept in the library."
    if log.is_written:
        return f"{said} Where it happened stands in {log.path}; that file holds no key and no prompt."
    return "\n".join([said, *log.recent()])


def _run(options: argparse.Namespace, secrets: Secrets) -> ExitCode:
    # Imported here: `key status` need not wait for SQLite, nor `history` for asyncio.
    if options.command == "key":
        from imagestudio.cli_key import key

        return key(options, secrets)
    library_folder: Path = options.library.absolute() if options.library else default_library(os.environ)
    if options.command == "generate":
        from imagestudio.cli_generate import generate

        return generate(options, library_folder, secrets)
    if options.command == "jobs":
        from imagestudio.cli_jobs import jobs

        return jobs(options, library_folder, secrets)
    if options.command == "export":
        from imagestudio.cli_export import export

        return export(options, library_folder)
    if options.command == "import":
        from imagestudio.cli_import import import_pictures

        return import_pictures(options, library_folder)
    from imagestudio import cli_library

    command = {"history": cli_library.history, "library": cli_library.library}[options.command]
    return command(options, library_folder)
