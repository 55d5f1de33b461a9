"""Start, memory and sizes of the forms of the program against `python -m imagestudio`, turn by turn in one run.

The start is from exec to the first change of a screen on which nothing else draws; the memory is what the program and
its helpers hold two seconds later, when the window is filled: resident, since a proportional share would be small for
whatever form other programs on the computer happen to use the files of.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from version import version  # noqa: E402

from tests.benchmarks.screen import Screen, screen  # noqa: E402

_FILLED_S = 2.0
_LONGEST_S = 30.0
_MIB = 1 << 20
_NEEDED = (
    "PySide6_Essentials",
    "shiboken6",
    "httpx",
    "httpcore",
    "h11",
    "anyio",
    "idna",
    "certifi",
    "pillow",
    "keyring",
)
_NEEDED_TOO = ("cryptography", "cffi", "SecretStorage", "jeepney", "platformdirs", "truststore", "socksio")


@dataclass
class Form:
    """One way the program comes, and what was measured of it."""

    name: str
    command: list[str]
    installed: int
    download: int
    starts: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def forms() -> list[Form]:
    installed = ROOT / ".packaging" / "linux" / "tree" / "opt" / "imagestudio"
    deb = next((ROOT / "dist").glob(f"imagestudio_{version()}_*.deb"))
    single = ROOT / "dist" / f"imagestudio-{version()}-linux-{platform.machine()}"
    return [
        Form("`python -m imagestudio`", [sys.executable, "-m", "imagestudio"], _packages_size(), 0),
        Form("`.deb`", [str(installed / "imagestudio")], _size(installed), deb.stat().st_size),
        Form("single file", [str(single)], single.stat().st_size, single.stat().st_size),
    ]


def _packages_size() -> int:
    """What pip puts on the disk for the program, without Python itself."""
    places = (file.locate() for name in (*_NEEDED, *_NEEDED_TOO) for file in metadata.distribution(name).files or [])
    found = [Path(str(place)) for place in places]
    return sum(path.stat().st_size for path in found if path.is_file()) + _size(ROOT / "imagestudio")


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def measure(form: Form, display: Screen, home: str) -> tuple[float, float]:
    """Milliseconds to the first paint, and MiB when the window is filled."""
    places = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("DATA", "CONFIG", "CACHE", "STATE")}
    environment = {**display.environment, **places, "HOME": home, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    before = display.look()
    began = time.monotonic_ns()
    process = subprocess.Popen(  # noqa: S603 - our own program
        form.command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while display.pixels == before:
            if (time.monotonic_ns() - began) / 1e9 > _LONGEST_S:
                raise SystemExit(f"{form.name} shows no window.")
            time.sleep(0.002)
        start = (time.monotonic_ns() - began) / 1e6
        time.sleep(_FILLED_S)
        return start, sum(map(_resident, _family(process.pid))) / 1024
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
        deadline = time.monotonic() + 5
        while display.pixels != before and time.monotonic() < deadline:  # the window is gone
            time.sleep(0.02)


def _family(process: int) -> list[int]:
    """The process and all it started."""
    listed = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for tasks in listed for child in tasks.read_text().split()]
    return [process, *(each for child in children for each in _family(child))]


def _resident(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Rss:"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    measured = forms()
    with screen() as display, tempfile.TemporaryDirectory() as top:
        for turn in range(runs + 1):  # the first warms the caches
            for number, form in enumerate(measured):
                start, memory = measure(form, display, f"{top}/{number}")
                if turn:
                    form.starts.append(start)
                    form.memory.append(memory)
    floor = statistics.median(measured[0].starts)
    print("| | exec → first paint | ratio | installed | download | memory, window filled (RSS) |")
    print("| --- | --- | --- | --- | --- | --- |")
    for form in measured:
        start, memory = statistics.median(form.starts), statistics.median(form.memory)
        download = f"{form.download / _MIB:.0f} MiB" if form.download else "–"
        cells = (
            f"{start:.0f} ms",
            f"{start / floor:.2f}",
            f"{form.installed / _MIB:.0f} MiB",
            download,
            f"{memory:.0f} MiB",
        )
        print(f"| {form.name} | {' | '.join(cells)} |")
    print(f"\nMedians of {runs}, turn by turn; load {os.getloadavg()[0]:.1f} at the end.")


if __name__ == "__main__":
    main()
