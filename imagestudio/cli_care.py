"""Looking after the database from the command line: what opening mended is told, what is due is done at the end."""

from __future__ import annotations

from imagestudio.cli_errors import printable
from imagestudio.cli_output import say
from imagestudio.core.errors import LibraryError
from imagestudio.library.folder import Library

_TELL_EVERY = 10_000


def tell_mending(done: int, total: int) -> None:
    """Say how far reading the files is, in a library so large that it takes a while."""
    if total > _TELL_EVERY and (done % _TELL_EVERY == 0 or done == total):
        say(f"Reading the files of the library: {done:,} of {total:,}.")


def tell_mended(library: Library) -> None:
    """Say that the database was damaged and what took its place, where that was so."""
    if library.mended is None:
        return
    source = f"its backup {library.mended.backup}" if library.mended.backup else "the files of the library"
    say(
        f"The library's database was damaged. It was replaced from {source}; no picture was touched. "
        f"The damaged one is kept as {library.mended.aside}."
    )
    for skipped in library.mended.found.skipped:
        say(f"not taken in: {printable(skipped)}")


def tend(library: Library) -> None:
    """Check and back up the database where that is due; a failure is told and changes nothing of the result."""
    try:
        library.care.tend()
    except LibraryError as error:
        say(printable(error.said))
