"""The command `export`: copies of what a search finds, into a folder or a ZIP."""

from __future__ import annotations

import argparse
from pathlib import Path

from imagestudio.cli_errors import ExitCode, printable
from imagestudio.cli_output import Progress, print_json, print_line, say
from imagestudio.core.errors import LibraryError, RequestError, SettingsError
from imagestudio.core.export import Choices, ExportReport, Format, Kind, Listing, make_choices
from imagestudio.core.naming import DEFAULT_TEMPLATE

KINDS = tuple(kind.value for kind in Kind)
FORMATS = tuple(format_.value for format_ in Format)
LISTS = tuple(listing.value for listing in Listing if listing is not Listing.NONE)


def add_export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("search", metavar="SEARCH", nargs="?", default="", help="only pictures that this finds")
    parser.add_argument("--to", metavar="DIR|FILE.zip", type=Path, required=True, help="a folder, or a ZIP to be made")
    parser.add_argument("--kind", choices=KINDS, default=Kind.WITH_PROMPT.value, help="what is inside (with-prompt)")
    parser.add_argument("--format", choices=FORMATS, default=Format.AS_IT_IS.value, help="as-it-is")
    parser.add_argument(
        "--quality", metavar="N", type=int, default=90, help="1 to 100, JPEG and WebP; WebP 100 is lossless"
    )
    parser.add_argument("--size", metavar="N|N%", default="", help="longest edge in pixels, or percent; never enlarged")
    parser.add_argument("--background", metavar="#RRGGBB", default="#ffffff", help="under transparency in a JPEG")
    parser.add_argument(
        "--name", metavar="TEMPLATE", default=DEFAULT_TEMPLATE, help=DEFAULT_TEMPLATE.replace("%", "%%")
    )
    parser.add_argument("--list", choices=LISTS, default=Listing.NONE.value, help="a list of the pictures beside them")
    parser.add_argument(
        "--impersonal", action="store_true", help="without prices, ratings, tags, notes and collections inside"
    )


def export(options: argparse.Namespace, folder: Path) -> ExitCode:
    """Write the copies; works beside an open window too."""
    from imagestudio.library.folder import open_library  # the options of other commands need not wait for it
    from imagestudio.library.layout import Layout

    choices = _choices(options)
    _check_search(options.search)
    layout = Layout(folder)
    if not layout.database.is_file() and not layout.originals.is_dir():
        raise LibraryError(f"There is no library in {folder}.")
    library = open_library(folder, read_only=True)
    try:
        times = library.history.times(options.search)
        if not times:
            say("No picture was found.")
            return ExitCode.DONE
        progress = Progress()
        progress.total = len(times)
        shown = _Shown(progress)
        report = library.exporter().run(times, choices, options.to.absolute(), shown.show, _never)
        progress.clear()
    finally:
        library.close()
    _tell(report, as_json=options.json)
    return ExitCode.DONE if report.is_whole else ExitCode.FAILED


class _Shown:
    """How far it is, on the terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def show(self, done: int, total: int) -> None:
        self._progress.show(done, total - done)


def _tell(report: ExportReport, *, as_json: bool) -> None:
    refused = [(told.name, told.failure.said) for told in report.refused]
    if as_json:
        problems = [{"file": name, "problem": said} for name, said in refused]
        stopped = None if report.stopped is None else report.stopped.said
        data = {"place": str(report.place), "total": report.total, "done": report.done, "refused": problems}
        print_json({**data, "stopped": stopped})
        return
    if report.done:
        print_line(str(report.place))
    for name, said in refused:
        say(f"{printable(name)}: {printable(said)}")
    if report.stopped is not None:
        say(printable(report.stopped.said))
    say(f"{report.done} of {report.total} pictures exported.")


def _choices(options: argparse.Namespace) -> Choices:
    """Raises RequestError."""
    size = str(options.size)
    number = size.removesuffix("%")
    if size and not (number.isascii() and number.isdigit() and 0 < int(number) < 100_000):
        raise RequestError("size", size, "pixels of the longest edge like 2048, or percent like 50%")
    return make_choices(
        kind=Kind(options.kind),
        format=Format(options.format),
        quality=options.quality,
        percent=int(number) if size.endswith("%") else 100,
        longest_edge=int(number) if size and not size.endswith("%") else 0,
        background=options.background,
        name=options.name,
        personal=not options.impersonal,
        listing=Listing(options.list),
    )


def _check_search(search: str) -> None:
    """Nobody gives away what was not meant because a word was not understood. Raises SettingsError."""
    from imagestudio.core.search_language import parse

    for problem in parse(search).problems:
        raise SettingsError(problem.message)


def _never() -> bool:
    return False
