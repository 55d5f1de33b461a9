"""Where the campaign plays: one service with a canary for a key, and for each run a home with a library of its own."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from tests.server import ServiceServer
from tests.wire import Seen

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-P", "-m", "imagestudio")
CANARY = "sk-canary+Zm9v/YmFy=c29uZw-0123456789"
PROMPT = "a canary bird of the campaign"
PATIENCE_S = 120.0

_FOLDERS = {
    "HOME": "home",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}


@dataclass(frozen=True)
class Done:
    """How a run of the program ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Place:
    """A home and a library that only one run knows."""

    folder: Path
    base_url: str

    @property
    def library(self) -> Path:
        return self.folder / "library"

    def environ(self, **more: str) -> dict[str, str]:
        """An environment without a display, a bus or anything of this machine's person."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        home = {name: str(self.folder / folder) for name, folder in _FOLDERS.items()}
        own = {
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "IMAGESTUDIO_LIBRARY": str(self.library),
            "IMAGESTUDIO_BASE_URL": self.base_url,
            "AIMLAPI_API_KEY": CANARY,
            "QT_QPA_PLATFORM": "offscreen",
        }
        return kept | home | own | more

    def start(self, *command: str, before: Sequence[str] = (), **more: str) -> subprocess.Popen[str]:
        """A program under way, in a session of its own so that all of it can be ended."""
        return subprocess.Popen(
            [*before, *command],
            env=self.environ(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )

    def run(self, *arguments: str, before: Sequence[str] = (), program: Sequence[str] = PROGRAM, **more: str) -> Done:
        """`imagestudio` with these arguments, to its end."""
        return end_of(self.start(*program, *arguments, before=before, **more))

    def generate(self, *arguments: str, before: Sequence[str] = (), **more: str) -> Done:
        return self.run(*GENERATE, *arguments, before=before, **more)


GENERATE = ("generate", PROMPT, "--quality", "low")


def end_of(program: subprocess.Popen[str], patience_s: float = PATIENCE_S) -> Done:
    """What a program said until it ended; one that does not end is killed and has the code of that."""
    try:
        out, err = program.communicate(timeout=patience_s)
    except subprocess.TimeoutExpired:
        program.kill()
        out, err = program.communicate()
        err += "\n(the campaign had to end it)"
    return Done(program.returncode, out, err)


def _nobody(_seen: Seen) -> None:
    """Nobody wants to know."""


@dataclass
class Stage:
    """The service, the folder all runs leave their traces in, the seed, and what was seen beside the rows."""

    root: Path
    server: ServiceServer
    seed: int
    long: bool
    key_in_process_list: int = 0
    process_lists: int = 0
    on_post: Callable[[Seen], None] = _nobody
    on_picture: Callable[[Seen], None] = _nobody
    gaps_ms: list[float] = field(default_factory=list)
    _places: int = 0
    _template: Path | None = None

    def __post_init__(self) -> None:
        self.server.on_post = self._arrived
        self.server.on_picture = self._asked_for_picture

    def random(self, row: str) -> random.Random:
        """The same numbers for the same row of the same seed, whatever else is run."""
        return random.Random(f"{self.seed}/{row}")  # noqa: S311 - to be repeated, no secret

    def some(self, short: int, long: int) -> int:
        return long if self.long else short

    def place(self, *, fresh: bool = False) -> Place:
        """A new home; unless `fresh`, with a library that has one picture already."""
        self._places += 1
        place = Place(self.root / f"place-{self._places:04}", self.server.base_url)
        for name in ("home", "run"):
            (place.folder / name).mkdir(parents=True, mode=0o700)
        if not fresh:
            shutil.copytree(self._one_picture(), place.library)
        return place

    def get_ready(self) -> None:
        """Make the first picture, before any fault is scripted."""
        self._one_picture()

    def quiet(self) -> None:
        """Nobody listens at the server any more, and nothing is left over that would meet the next run."""
        self.on_post = self.on_picture = _nobody
        self.server.forget_script()
        self.server.delay_s = 0.0
        self.server.release()

    def _one_picture(self) -> Path:
        if self._template is None:
            place = self.place(fresh=True)
            done = place.generate()
            if done.code != 0:
                raise RuntimeError(f"the program does not even make one picture: {done.err}")
            self._template = place.library
        return self._template

    def _arrived(self, seen: Seen) -> None:
        self.process_lists += 1
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                self.key_in_process_list += CANARY.encode() in path.read_bytes()
            except OSError:
                continue  # that one has ended
        self.on_post(seen)

    def _asked_for_picture(self, seen: Seen) -> None:
        self.on_picture(seen)


@contextmanager
def set_stage(seed: int, *, long: bool, root: Path | None = None) -> Iterator[Stage]:
    """A service that runs, and a folder that is removed afterwards unless one was given."""
    with ServiceServer(key=CANARY) as server:
        if root is not None:
            root.mkdir(parents=True, exist_ok=True)
            yield Stage(root, server, seed, long)
            return
        with tempfile.TemporaryDirectory(prefix="imagestudio-faults-", ignore_cleanup_errors=True) as folder:
            yield Stage(Path(folder), server, seed, long)


def wait_for(holds: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
    """Whether something came about in time; for what tells nobody of itself, such as another process."""
    latest = time.monotonic() + patience_s
    while time.monotonic() < latest:
        if holds():
            return True
        time.sleep(0.005)
    return holds()


def noise(numbers: random.Random, side: int = 192) -> bytes:
    """A picture that does not compress, so that it takes many reads and writes."""
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), numbers.randbytes(side * side * 3)).save(out, "PNG", compress_level=1)
    return out.getvalue()
