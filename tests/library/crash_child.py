"""Runs one job again and again, each time killed one step later: python -m tests.library.crash_child FOLDER.

Each run works in FOLDER/<number> and writes the calls that returned to FOLDER/<number>.log.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from imagestudio.core.job import JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.library.folder import open_library
from tests.library.checking import check_picture
from tests.library.helpers import ANSWER, HEAD, fetch, make_job, picture

_MOST_STEPS = 200


class Killer:
    """Ends the process by SIGKILL just before the step of this number."""

    def __init__(self, at: int) -> None:
        self._left = at

    def step(self) -> None:
        self._left -= 1
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def killing(*arguments: Any, **named: Any) -> Any:
            self.step()
            return call(*arguments, **named)

        return killing


def run(folder: Path, log: Path, kill_at: int) -> None:
    """One job from submit to done, with a step before every flush, rename, folder, removal and commit."""

    def returned(what: str) -> None:
        with log.open("a") as file:
            file.write(f"{what}\n")

    library = open_library(folder)
    killer = Killer(kill_at)
    for name in ("fsync", "replace", "mkdir", "unlink", "rmdir"):
        setattr(os, name, killer.before(getattr(os, name)))
    writer = library._database.writer
    assert writer is not None
    writer.set_trace_callback(lambda statement: killer.step() if statement == "COMMIT" else None)

    job = make_job("survivor")
    library.queue.submit([job], NO_LIMITS)
    returned("submitted")
    attempt = library.journal.begin_attempt(job)
    returned("began")
    sink = library.journal.answer_sink(attempt)
    sink.write(ANSWER)
    sink.commit()
    returned("answered")
    library.journal.received(attempt, HEAD)
    returned("received")
    fetch(library, attempt, picture())
    returned("fetched")
    record = library.originals.keep(job, attempt, 0, HEAD)
    returned("kept")
    library.originals.finish(attempt, (record,), None, JobState.DONE)
    returned("finished")
    killer.step()
    returned("whole")


def main() -> None:
    """Fork a run for each step until one comes through."""
    base = Path(sys.argv[1])
    Image.init()
    check_picture(picture())
    for kill_at in range(_MOST_STEPS):
        log = base / f"{kill_at:03}.log"
        log.touch()
        child = os.fork()
        if child == 0:
            run(base / f"{kill_at:03}", log, kill_at)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            return
    raise SystemExit("no run came through")


if __name__ == "__main__":
    main()
