"""The commands `history` and `library`: what is kept, whether it is sound, and its database made anew."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from imagestudio.cli_errors import ExitCode, printable
from imagestudio.cli_output import print_json, print_line, record_to_json, record_to_line, say
from imagestudio.cli_trash import trash
from imagestudio.core.errors import LibraryError
from imagestudio.core.export import Listing
from imagestudio.core.record import Record
from imagestudio.core.search_language import parse
from imagestudio.core.search_query import Order
from imagestudio.library.copies import list_head, list_of
from imagestudio.library.folder import open_library
from imagestudio.library.layout import Layout
from imagestudio.library.maintenance import Finding, Trouble, check
from imagestudio.library.rebuild import rebuild
from imagestudio.parts import load_catalog


def history(options: argparse.Namespace, folder: Path) -> ExitCode:
    """Print the records that are found. Reading works beside an open window too."""
    if not _is_library(folder):
        say(f"There is no library in {folder} yet.")
        return ExitCode.DONE
    search = " ".join(filter(None, (options.also, options.search)))
    for problem in parse(search).problems:
        say(printable(problem.message))
    library = open_library(folder, read_only=True)
    try:
        order = Order(options.sort).opposite if options.reverse else Order(options.sort)
        records = library.history.each(search, _model_id(options.model), options.limit, order)
        _print_records(records, library.path_of, options)
    finally:
        library.close()
    return ExitCode.DONE


def _print_records(records: Iterable[Record], path_of: Callable[[Record], Path], options: argparse.Namespace) -> None:
    """One after the other as they are read, so that a million take no more memory than one."""
    if options.csv:
        print_line(list_head(Listing.CSV).lstrip("\ufeff").rstrip())
    for record in records:
        if options.json:
            print_json(record_to_json(record, path_of(record)))
        elif options.csv:
            print_line(list_of([record], [str(path_of(record))], Listing.CSV, personal=True).removesuffix("\r\n"))
        else:
            print_line(record_to_line(record))


def library(options: argparse.Namespace, folder: Path) -> ExitCode:
    """Check the files, make the database again from them, or look after the trash."""
    if not _is_library(folder):
        raise LibraryError(f"There is no library in {folder}.")
    if options.action == "trash":
        return trash(options, folder)
    return _check(folder, options.json) if options.action == "check" else _rebuild(folder, options.json)


def _is_library(folder: Path) -> bool:
    layout = Layout(folder)
    return layout.database.is_file() or layout.originals.is_dir() or layout.spool.is_dir()


def _check(folder: Path, as_json: bool) -> ExitCode:
    opened = open_library(folder, read_only=True)
    try:
        findings, count = check(opened), opened.history.count()
    finally:
        opened.close()
    _mark_missing(folder, findings)
    for finding in findings:
        if as_json:
            print_json({"problem": finding.what, "path": finding.path, "remedy": finding.remedy})
        else:
            print_line(f"{printable(finding.path)}: {finding.what}. {finding.remedy}")
    say(f"{count} pictures checked, {len(findings)} problems found.")
    return ExitCode.FAILED if findings else ExitCode.DONE


def _mark_missing(folder: Path, findings: list[Finding]) -> None:
    """Mark the records whose pictures are gone, where the library may be written now; none is ever removed."""
    if any(finding.what is Trouble.DATABASE_DAMAGED for finding in findings):
        return
    missing = [finding.path for finding in findings if finding.what is Trouble.FILE_MISSING]
    try:
        opened = open_library(folder)
    except LibraryError:  # it is open elsewhere, or may not be changed
        return
    try:
        opened.history.note_all_missing(missing)
    finally:
        opened.close()


def _rebuild(folder: Path, as_json: bool) -> ExitCode:
    rebuilt = rebuild(folder)
    if as_json:
        print_json({"records": rebuilt.records, "jobs": rebuilt.jobs, "skipped": list(rebuilt.skipped)})
    else:
        print_line(f"{rebuilt.records} pictures and {rebuilt.jobs} unfinished jobs found in the files.")
        for skipped in rebuilt.skipped:
            print_line(f"not taken in: {printable(skipped)}")
    return ExitCode.FAILED if rebuilt.skipped else ExitCode.DONE


def _model_id(wanted: str | None) -> str | None:
    """The id records hold, where another name of a known model was given."""
    spec = load_catalog().get(wanted) if wanted is not None else None
    return spec.id if spec is not None else wanted
