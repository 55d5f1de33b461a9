"""What the window is started with; cheap to import, since it stands before the first paint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WindowArguments:
    """The options of `imagestudio` without a sub-command; None and an empty text mean: as it is set elsewhere."""

    library: Path | None = None
    demo: bool = False
    base_url: str = ""


def parse_window(arguments: Sequence[str]) -> WindowArguments:
    """The options of the window. Leaves with code 2 where they are wrong, as argparse does."""
    if not arguments:
        return WindowArguments()
    from imagestudio.cli_parser import window_parser

    found = window_parser().parse_args(arguments)
    return WindowArguments(found.library, found.demo, found.base_url)
