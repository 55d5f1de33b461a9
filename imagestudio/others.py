"""What one that opens a library has to do with the others that do."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from imagestudio.arguments import WindowArguments
from imagestudio.instance import address_of, hand_over, is_private, meeting_folder

if TYPE_CHECKING:
    from imagestudio.core.hand_over import Answer

_log = logging.getLogger(__name__)
_SOON = ".soon"
_LONGEST_START_S = 30.0  # of a cold disk and a slow machine


class Others:
    """Talks with the window that has this library open, and tells others that this one is about to listen.

    All but `withdraw` look at the disk, and are for threads.
    """

    def __init__(self, library: Path, arguments: WindowArguments) -> None:
        self.library = library
        self.arguments = arguments
        self._announced: Path | None = None

    def hand_over(self) -> Answer | None:
        """What was given, to the window that has the library open; who did not answer before is not asked again."""
        from imagestudio.core.hand_over import Answer

        arguments = self.arguments
        if arguments.unanswered:
            return Answer.SILENT
        return hand_over(lambda: self.library, arguments.given, demo=arguments.demo, base_url=arguments.base_url)

    def announce(self) -> None:
        """This window will listen, if it gets the library."""
        note = self._note()
        try:
            note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if is_private(note.parent):
                note.touch(mode=0o600)
                self._announced = note
        except OSError as error:  # another start will wait for a moment only before it looks at the library
            _log.warning("not announced: %s", error.strerror or error)

    def is_announced(self) -> bool:
        """Whether another window has said that within the time a start may take, and does not listen yet."""
        own = self._note()
        return any(_is_fresh(note) for note in own.parent.glob(f"{_stem(own)}.*{_SOON}") if note != own)

    def withdraw(self) -> None:
        """This window listens now, or never will."""
        note, self._announced = self._announced, None
        try:
            if note is not None:
                note.unlink(missing_ok=True)
        except OSError as error:  # it is too old to be heeded before long
            _log.warning("the announcement stays: %s", error.strerror or error)

    def _note(self) -> Path:
        return address_of(meeting_folder(os.environ), self.library).with_suffix(f".{os.getpid()}{_SOON}")


def _stem(note: Path) -> str:
    return note.name.partition(".")[0]


def _is_fresh(note: Path) -> bool:
    try:
        return abs(time.time() - note.stat().st_mtime) < _LONGEST_START_S
    except OSError:  # withdrawn at this moment
        return False
