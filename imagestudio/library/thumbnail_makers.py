"""Answers read, pictures checked and thumbnails made in helper processes: none of it takes a moment from the window."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING

from imagestudio.core.errors import PictureError
from imagestudio.library.thumbnail_child import ANSWER, ASKED, CHECK, DAMAGED, FLAG, MADE, SHRINK, UNPACK

if TYPE_CHECKING:  # Pillow, which the window's own process needs only for what it saves
    from imagestudio.core.answer import Answer
    from imagestudio.library.picture_facts import Copies, PictureFacts

HELPERS = 2
_TRIES = 2
# Not the environment of the window: a key may be in it.
# By these a helper of the single-file form uses what its parent has unpacked, instead of unpacking 65 MiB again.
_FROZEN = ("_PYI_ARCHIVE_FILE", "_PYI_APPLICATION_HOME_DIR", "_PYI_PARENT_PROCESS_LEVEL")
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", *_FROZEN)


class ThumbnailMakers:
    """A few helper processes, begun when there is something to do; `make` may be called from any thread."""

    def __init__(self) -> None:
        self._idle: list[_Helper] = []
        self._all: set[_Helper] = set()
        self._freed = threading.Condition()
        self._closed = False

    def make(self, path: Path) -> Copies:
        """Both thumbnails of a file. Raises OSError where it cannot be read, PictureError where it is no picture."""
        from imagestudio.library.picture_facts import Copies

        parts = self._ask(SHRINK, path)
        if parts is None:
            raise PictureError("The picture cannot be decoded.")
        return Copies(*parts[1:])

    def check(self, path: Path) -> PictureFacts:
        """As `check_picture_file`, which is called here where no helper can be had."""
        from imagestudio.library.picture_facts import Copies, PictureFacts

        parts = self._ask(CHECK, path)
        if parts is None:
            from imagestudio.library.pictures import check_picture_file

            return check_picture_file(path)
        copies = Copies(*parts[1:]) if parts[1] else None
        return PictureFacts(**json.loads(parts[0]), copies=copies)

    def unpack(self, path: Path) -> Answer | None:
        """An answer with its pictures put beside it; None where it is small, or had better be read by who asks.

        So whatever is wrong with it, or with the disk, is met and told in one place.
        """
        from imagestudio.library.unpacking import LARGE, from_text

        try:
            parts = self._ask(UNPACK, path) if path.stat().st_size > LARGE else None
        except (OSError, PictureError):
            return None
        return from_text(parts[0]) if parts is not None else None

    def warm(self) -> None:
        """Have the helpers begun before they are needed, and here what reads their answers."""
        from imagestudio.library import picture_facts, unpacking  # noqa: F401 - so that no picture waits for them

        with self._freed:
            while not self._closed and len(self._all) < HELPERS:
                try:
                    helper = _Helper()
                except OSError:  # then whoever needs one is told
                    return
                self._all.add(helper)
                self._idle.append(helper)
                self._freed.notify()

    def _ask(self, kind: int, path: Path) -> tuple[bytes, bytes, bytes] | None:
        """What a helper answers; None where none does. Raises OSError, PictureError as the helper met them."""
        for _ in range(_TRIES):
            helper = self._take()
            try:
                how, *parts = helper.ask(kind, path)
            except (OSError, ValueError):  # it came to an end, which a hostile picture may bring it to
                self._lose(helper)
                continue
            self._give_back(helper)
            if how == MADE:
                return parts[0], parts[1], parts[2]
            if how == DAMAGED:
                raise PictureError(parts[0].decode())
            number = int(parts[0]) or None
            raise OSError(number, os.strerror(number)) if number else OSError("unreadable")
        return None

    def rest(self) -> None:
        """Let go of the helpers that have nothing to do; they are begun anew when they are needed."""
        with self._freed:
            idle, self._idle = self._idle, []
            self._all.difference_update(idle)
        for helper in idle:
            helper.end()

    def close(self) -> None:
        """End all of them, whatever they do; whoever waits for one is told that the picture cannot be read."""
        with self._freed:
            self._closed = True
            helpers, self._all, self._idle = self._all, set(), []
            self._freed.notify_all()
        for helper in helpers:
            helper.end()

    def _take(self) -> _Helper:
        with self._freed:
            while not self._idle and len(self._all) >= HELPERS and not self._closed:
                self._freed.wait()
            if self._closed:
                raise OSError("the library is being closed")
            if self._idle:
                return self._idle.pop()
            helper = _Helper()
            self._all.add(helper)
            return helper

    def _give_back(self, helper: _Helper) -> None:
        with self._freed:
            self._idle.append(helper)
            self._freed.notify()

    def _lose(self, helper: _Helper) -> None:
        helper.end()
        with self._freed:
            self._all.discard(helper)
            self._freed.notify()


class _Helper:
    """One process, asked by one thread at a time."""

    def __init__(self) -> None:
        """Raises OSError where the system has no room for one more."""
        import subprocess

        frozen = bool(getattr(sys, "frozen", False))
        arguments = [sys.executable, FLAG] if frozen else [sys.executable, "-m", "imagestudio", FLAG]
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        if not frozen:
            environment["PYTHONPATH"] = os.pathsep.join(part for part in sys.path if part)
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            arguments, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, kind: int, path: Path) -> tuple[int, bytes, bytes, bytes]:
        """Raises OSError or ValueError where the process is over."""
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            raise ValueError("no pipes")
        name = os.fsencode(path)
        asked.write(ASKED.pack(kind, len(name)) + name)
        asked.flush()
        how, *lengths = ANSWER.unpack(_exactly(answers, ANSWER.size))
        first, second, third = (_exactly(answers, length) for length in lengths)
        return how, first, second, third

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _close(pipe)


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what was on its way to a process that is over
        return


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    content = pipe.read(count)
    if len(content) != count:
        raise ValueError("cut off")
    return content
