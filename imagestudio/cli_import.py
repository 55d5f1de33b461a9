"""The command `import`: pictures from files, folders and ZIPs, and what became of each."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from imagestudio.cli_care import tell_mended, tell_mending, tend
from imagestudio.cli_errors import ExitCode, printable
from imagestudio.cli_output import Progress, print_json, print_line, say
from imagestudio.core.taking_in import Fate, Item, Reason, Report, Step
from imagestudio.library.folder import Library, open_library

_GRAVE = (Fate.REFUSED, Fate.IN_TRASH)


def import_pictures(options: argparse.Namespace, folder: Path) -> ExitCode:
    """Take in what is named, or go on with what did not come to its end. Raises LibraryError."""
    paths = [Path(os.path.abspath(path)) for path in options.paths]  # noqa: PTH100 (resolve() would follow links)
    library = open_library(folder, progress=tell_mending)
    try:
        tell_mended(library)
        left = [unfinished.id for unfinished in library.taking_in.unfinished()]
        if not paths and not left:
            say("There is nothing to go on with. Name files, folders or ZIPs.")
            return ExitCode.WRONG_USE
        if left:
            say("Going on with what did not come to its end last time.")
        began = [*left, *([library.taking_in.begin(paths)] if paths else ())]
        reports = [_run(library, id_, options.json) for id_ in began]
        tend(library)
    finally:
        library.close()
    return ExitCode.FAILED if any(report.counts[Fate.REFUSED] for report in reports) else ExitCode.DONE


def _run(library: Library, id_: str, as_json: bool) -> Report:
    progress = Progress()

    def heed(step: Step) -> None:
        progress.total = step.total
        progress.show(step.done, step.total - step.done)

    try:
        report = library.taking_in.run(id_, heed, _never)
    finally:
        progress.clear()
    if as_json:
        _print_json(library, report)
    else:
        _print_words(report)
    return report


def _never() -> bool:
    """Ctrl+C stops it, at any point without harm; naming the same again, or nothing, goes on."""
    return False


def _print_json(library: Library, report: Report) -> None:
    """One object for each file that was taken in or not, then one with the sums."""
    for first in range(0, len(report.times), 500):
        for record in library.history.page(report.times[first : first + 500]):
            path = library.path_of(record)
            print_json({"fate": Fate.TAKEN.value, "id": record.id, "path": str(path), "source": record.source})
    for item in report.items:
        data = {"fate": item.fate.value, "file": item.name}
        print_json(data | ({"reason": _reason(item)} if item.fate is Fate.REFUSED else {}))
    print_json({fate.name.lower(): report.counts[fate] for fate in Fate})


def _print_words(report: Report) -> None:
    for item in report.items:
        if item.fate in _GRAVE:
            reason = f": {_reason(item)}" if item.fate is Fate.REFUSED else ""
            print_line(f"{item.fate}: {printable(item.name)}{reason}")
    counts = [f"{report.counts[fate]} {fate}" for fate in Fate if report.counts[fate] or fate is Fate.TAKEN]
    print_line(", ".join(counts) + ".")


def _reason(item: Item) -> str:
    return printable(item.said) if item.reason is Reason.UNSOUND and item.said else item.reason.value
