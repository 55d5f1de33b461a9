"""Takes pictures in again and again, killed one step later each time: python -m tests.library.import_crash_child DIR.

Each run works in DIR/<number>; the pictures are in DIR/in.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PIL import Image

from imagestudio.library.folder import open_library
from tests.library.checking import check_picture
from tests.library.crash_child import Killer
from tests.library.helpers import picture
from tests.library.test_taking_in import ignore, never

_MOST_STEPS = 300


def run(folder: Path, chosen: Path, kill_at: int) -> None:
    """One import, with a step before every flush, rename, folder, removal and commit."""
    library = open_library(folder)
    killer = Killer(kill_at)
    for name in ("fsync", "replace", "rename", "mkdir", "unlink", "rmdir"):
        setattr(os, name, killer.before(getattr(os, name)))
    writer = library._database.writer
    assert writer is not None
    writer.set_trace_callback(lambda statement: killer.step() if statement == "COMMIT" else None)
    id_ = library.taking_in.begin([chosen])
    library.taking_in.run(id_, ignore, never)
    killer.step()


def main() -> None:
    """Fork a run for each step until one comes through."""
    base = Path(sys.argv[1])
    Image.init()
    check_picture(picture())
    for kill_at in range(_MOST_STEPS):
        child = os.fork()
        if child == 0:
            run(base / f"{kill_at:03}", base / "in", kill_at)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            return
    raise SystemExit("no run came through")


if __name__ == "__main__":
    main()
