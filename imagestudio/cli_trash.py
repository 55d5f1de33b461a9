"""The command `library trash`: what is in it, some of it back, or all of it gone for good."""

from __future__ import annotations

import argparse
from pathlib import Path

from imagestudio.cli_errors import ExitCode, printable
from imagestudio.cli_output import print_json, print_line, record_to_json, record_to_line, say
from imagestudio.core.organisation import Change
from imagestudio.core.record import Record
from imagestudio.library.folder import Library, open_library


def trash(options: argparse.Namespace, folder: Path) -> ExitCode:
    """List the trash, which works beside an open window too; restoring and emptying need the library for themselves."""
    if options.empty and not options.yes:
        say("This deletes the pictures in the trash for good. Say --yes with --empty if that is wanted.")
        return ExitCode.WRONG_USE
    library = open_library(folder, read_only=not (options.empty or options.restore))
    try:
        if options.empty:
            return _empty(library)
        if options.restore:
            return _restore(library, options.restore)
        return _list(library, options.json)
    finally:
        library.close()


def _trashed(library: Library) -> list[Record]:
    """What is in the trash, the last one put there first."""
    return sorted(
        library.history.page(library.organiser.trashed()),
        key=lambda record: (record.organisation.trashed, record.time),
        reverse=True,
    )


def _list(library: Library, as_json: bool) -> ExitCode:
    for record in _trashed(library):
        if as_json:
            print_json(record_to_json(record, library.path_of(record)))
        else:
            print_line(f"{record.id}  {record_to_line(record)}")
    return ExitCode.DONE


def _restore(library: Library, ids: list[str]) -> ExitCode:
    there = {record.id: record.time for record in _trashed(library)}
    unknown = [one for one in ids if one not in there]
    restored = library.organiser.change(Change(trash=False), [there[one] for one in ids if one in there])
    library.settling.settle()
    say(f"{len(restored)} pictures restored.")
    for one in unknown:
        say(f"{printable(one)} is not in the trash.")
    return ExitCode.WRONG_USE if unknown else ExitCode.DONE


def _empty(library: Library) -> ExitCode:
    library.settling.settle()  # so that what was put there last is deleted too
    say(f"{len(library.organiser.empty_trash())} pictures deleted for good.")
    return ExitCode.DONE
