"""A desktop of its own for a test: a screen, a window manager, a session bus, and a person's hands and eyes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_TOP = _HERE.parents[1]
_PATIENCE_S = 60.0
NEEDED = ("Xvfb", "openbox", "xdotool", "xprop", "import", "dbus-daemon", "xclip")

# Only the accessibility bus may be started by asking for it: a keyring of the machine would put a dialog on the screen.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir={folder}</listen><servicedir>{folder}/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy>
</busconfig>"""


class Desktop:
    """Starts the program and acts on it as a person would: keys, clicks, looking."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    @contextmanager
    def program(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """The real program in its own process; it must be over, or is killed, at the end."""
        running = subprocess.Popen(
            [sys.executable, "-m", "imagestudio", *arguments],
            env=self.environment,
            cwd=_TOP,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield running
        finally:
            if running.poll() is None:
                running.kill()
            running.communicate()

    def wait_for_window_manager(self) -> None:
        """Until it says that it is there; without it no window comes to the front."""
        command = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=_PATIENCE_S)
            if "window id" in done.stdout:
                return
            assert time.monotonic() < deadline, f"there is no window manager: {done.stdout}{done.stderr}"

    def window(self) -> str:
        """Wait for the window and bring it to the front."""
        found = self.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "Image Studio$")
        window = found.splitlines()[0]
        self.run("xdotool", "windowactivate", "--sync", window)
        return window

    def keys(self, *names: str) -> None:
        self.run("xdotool", "key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        self.run("xdotool", "type", "--delay", "5", text)

    def screenshot(self, path: Path) -> None:
        self.run("import", "-window", "root", str(path))

    def clipboard(self, target: str) -> bytes:
        """What is in the clipboard, as soon as there is something."""
        command = ["xclip", "-selection", "clipboard", "-t", target, "-o"]
        deadline = time.monotonic() + _PATIENCE_S
        while (done := subprocess.run(command, env=self.environment, capture_output=True, timeout=60)).returncode:
            assert time.monotonic() < deadline, done.stderr
        return done.stdout

    def nodes(self) -> list[dict[str, Any]]:
        """What the accessibility bus tells of the program."""
        text = self.run("/usr/bin/python3", str(_HERE / "accessible_tree.py"))
        found: list[dict[str, Any]] = json.loads(text)
        return found

    def wait_for(self, condition: Callable[[list[dict[str, Any]]], bool], what: str) -> list[dict[str, Any]]:
        """Look until it is so; each look takes a moment of its own."""
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            nodes = self.nodes()
            if condition(nodes):
                return nodes
            if time.monotonic() > deadline:
                names = [(node["role"], node["name"]) for node in nodes if node["showing"]]
                raise AssertionError(f"{what} was not seen; there is {names}")

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True, timeout=_PATIENCE_S
        )
        return done.stdout


@contextmanager
def desktop(folder: Path, size: str = "1280x832") -> Iterator[Desktop]:
    """Everything started, and ended again; raises where the machine has not got what it needs."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        raise RuntimeError(f"packaging/test installs what is missing here: {', '.join(missing)}")
    with ExitStack() as stack:
        environment = os.environ | {
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "XDG_RUNTIME_DIR": str(folder),
        }
        environment["DISPLAY"] = stack.enter_context(_screen(size))
        environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_bus(folder, environment))
        stack.enter_context(_ended(["openbox", "--sm-disable"], environment))
        own = Desktop(environment)
        own.wait_for_window_manager()
        yield own


@contextmanager
def _screen(size: str) -> Iterator[str]:
    read, write = os.pipe()
    command = ["Xvfb", "-noreset", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as pipe:  # answers when the server is ready
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _bus(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    services = folder / "services"
    services.mkdir()
    shutil.copy("/usr/share/dbus-1/services/org.a11y.Bus.service", services)
    (folder / "bus.conf").write_text(_BUS.format(folder=folder), encoding="utf-8")
    command = ["dbus-daemon", f"--config-file={folder}/bus.conf", "--print-address", "--nofork"]
    bus = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert bus.stdout is not None
        yield bus.stdout.readline().strip()
    finally:
        bus.terminate()
        bus.communicate()


@contextmanager
def _ended(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        running.wait()
