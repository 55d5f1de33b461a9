"""Beside a Secret Service of its own: puts the key into the keyring, does something to the keyring, runs the program.

`python -m tests.campaign.keyring_child HOW COMMAND …`, where HOW is unlocked, locked, gone or hung. Where ASKED names a
file, the keyring is left alone until that file is there.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import secretstorage

from tests.campaign.stage import CANARY, PROGRAM, wait_for


def keyring_pids() -> list[int]:
    """The keyring daemons that belong to this session's runtime folder."""
    mine = f"XDG_RUNTIME_DIR={os.environ['XDG_RUNTIME_DIR']}".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if b"gnome-keyring-d" in (path / "comm").read_bytes() and mine in (path / "environ").read_bytes():
                found.append(int(path.name))
        except OSError:
            continue  # it has ended, or is somebody else's
    return found


def treat(how: str) -> None:
    """Do to the keyring what is asked for."""
    if how == "locked":
        with closing(secretstorage.dbus_init()) as connection:
            secretstorage.get_default_collection(connection).lock()
    for pid in keyring_pids() if how in ("gone", "hung") else ():
        os.kill(pid, signal.SIGKILL if how == "gone" else signal.SIGSTOP)


def main() -> int:
    how, *command = sys.argv[1:]
    subprocess.run([*PROGRAM, "key", "set"], input=CANARY.encode(), check=True, stdout=subprocess.DEVNULL)
    asked = os.environ.get("ASKED")
    if not asked:
        treat(how)
    program = subprocess.Popen(command)
    if asked:
        wait_for(Path(asked).exists)
        treat(how)
    try:
        return program.wait(100)
    finally:
        program.kill()
        for pid in keyring_pids():
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
