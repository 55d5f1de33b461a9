"""What the window is started with; cheap to import, since it stands before the first paint."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

COMMANDS = ("generate", "history", "export", "jobs", "import", "library", "key")
_HELP = ("-h", "--help", "--version")


@dataclass(frozen=True, slots=True)
class WindowArguments:
    """The options of `imagestudio` without a sub-command; None and an empty text mean: as it is set elsewhere.

    `given` are files (absolute paths) and links to open; `look` is the wish to change nothing. `unanswered` says that
    another instance has the library open and did not answer.
    """

    library: Path | None = None
    demo: bool = False
    base_url: str = ""
    given: tuple[str, ...] = field(default=(), repr=False)
    look: bool = False
    unanswered: bool = False

    def not_answered(self) -> WindowArguments:
        return replace(self, unanswered=True)


def is_command(arguments: Sequence[str]) -> bool:
    """Whether these are for the command line; a word that is neither a command nor a file is, and refused there."""
    if not arguments:
        return False
    first = arguments[0]
    if first.startswith("-"):
        return first in _HELP
    return first in COMMANDS or not _can_be_opened(first)


def parse_window(arguments: Sequence[str]) -> WindowArguments:
    """The options of the window. Leaves with code 2 where they are wrong, as argparse does."""
    if not arguments:
        return WindowArguments()
    from imagestudio.cli_parser import window_parser
    from imagestudio.instance import absolute

    parser = window_parser()
    found = parser.parse_args(arguments)
    given: list[str] = found.given
    if given and given[0] in COMMANDS and "--" not in arguments:
        parser.error(f"a command stands first, its options after it: imagestudio {given[0]} …")
    return WindowArguments(found.library, found.demo, found.base_url, tuple(absolute(given)), found.look)


def _can_be_opened(text: str) -> bool:
    return text[:12].lower() == "imagestudio:" or text[:5].lower() == "file:" or os.path.lexists(text)
