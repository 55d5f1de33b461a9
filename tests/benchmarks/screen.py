"""A screen to measure on: the one that is there, else an Xvfb of our own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def screen(size: str = "1920x1080") -> Iterator[dict[str, str]]:
    """The environment to start programs with, so that their windows are on a screen; raises where there is none."""
    environment = dict(os.environ, QT_QPA_PLATFORM="xcb")
    if environment.get("DISPLAY"):
        yield environment
        return
    program = shutil.which("Xvfb")
    if program is None:
        raise SystemExit("There is no screen, and no Xvfb to make one: apt-get install xvfb")
    read, write = os.pipe()
    arguments = [program, "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(arguments, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as pipe:  # answers when the server is ready
            number = pipe.readline().strip()
        yield environment | {"DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()
