"""What the world is like while a look is taken: a network that is gone, a disk that is full, a folder of odd files.

A stage prepares a desktop and a folder, and gives the options the program is started with.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imagestudio.core.taking_in import Step
from imagestudio.library.folder import open_library
from imagestudio.library.layout import Layout
from imagestudio.library.schema import VERSION
from tests.campaign.disks import take_all
from tests.campaign.stage import noise
from tests.faults import Fault, close_before_answer, html, rate_limited, vendor_error
from tests.outside.desktop import Desktop
from tests.outside.odd_files import make_odd_files
from tests.server import KEY, ServiceServer
from tests.wire import Seen

_MIB = 1 << 20
_SAID = "Your request was rejected as a result of our safety system. It may contain text that is not allowed."
_LISTS = {
    "animals": "fox\nowl\nsea otter\nsnow leopard\nkingfisher",
    "places/europe": "# cities first\nLisbon\nPorto\nGhent\nBergen\nLjubljana",
    "places/coast": "\n".join(f"a quiet bay, no. {number}" for number in range(1, 61)),
    "styles": "watercolour\nriso print, two colours\nphotograph, shallow depth of field, soft morning light\nlinocut",
    "a list with a rather long name of its own": "one entry",
    **{f"palette {number:02}": "ochre\nteal" for number in range(1, 19)},
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a look is taken: the desktop, a folder that goes away afterwards, and a full library to copy."""

    own: Desktop
    folder: Path
    full: Path

    @property
    def library(self) -> Path:
        return self.folder / "library"

    def copy_full(self) -> None:
        shutil.copytree(self.full, self.library)

    def settings(self, **more: Any) -> None:
        path = self.folder / "config" / "imagestudio" / "settings.json"
        path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | more), encoding="utf-8")


Stage = Callable[[Place], AbstractContextManager[list[str]]]


@contextmanager
def demo(_place: Place) -> Iterator[list[str]]:
    yield ["--demo"]


@contextmanager
def full(place: Place) -> Iterator[list[str]]:
    place.copy_full()
    yield ["--demo"]


@contextmanager
def odd_files(place: Place) -> Iterator[list[str]]:
    """A folder with all sorts of files is taken in."""
    yield ["--demo", str(make_odd_files(place.folder / "From Anna", place.full / "originals"))]


@contextmanager
def many_files(place: Place) -> Iterator[list[str]]:
    """So many that one sees it going on."""
    yield ["--demo", str(place.full / "originals")]


@contextmanager
def left_files(place: Place) -> Iterator[list[str]]:
    """Taking in broke off some pictures before its end."""
    library = open_library(place.library)

    def stop(step: Step) -> None:
        if step.done >= 40:
            raise KeyboardInterrupt

    try:
        library.taking_in.run(library.taking_in.begin([place.full / "originals"]), stop, lambda: False)
    except KeyboardInterrupt:
        library.close()
    yield ["--demo"]


@contextmanager
def damaged(place: Place) -> Iterator[list[str]]:
    """The database is spoilt in its middle, and there is no backup."""
    place.copy_full()
    for backup in place.library.rglob("*backup*"):
        backup.unlink() if backup.is_file() else shutil.rmtree(backup)
    with (place.library / "library.sqlite3").open("r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * 300_000)
    yield ["--demo"]


@contextmanager
def read_only(place: Place) -> Iterator[list[str]]:
    """The library is on a disk that may not be written; wants root."""
    place.copy_full()
    open_library(place.library).close()  # of our own version
    subprocess.run(["mount", "--bind", str(place.library), str(place.library)], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(place.library)], check=True)
        yield ["--demo"]
    finally:
        subprocess.run(["umount", "-l", str(place.library)], check=True)


@contextmanager
def newer(place: Place) -> Iterator[list[str]]:
    """A newer Image Studio made the library."""
    place.copy_full()
    _give_version(place, VERSION + 1)
    yield ["--demo"]


@contextmanager
def older(place: Place) -> Iterator[list[str]]:
    """An older Image Studio made the library, which is only to be looked at."""
    place.copy_full()
    _give_version(place, VERSION - 1)
    yield ["--demo", "--look"]


def _give_version(place: Place, version: int) -> None:
    with closing(sqlite3.connect(place.library / "library.sqlite3")) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


@contextmanager
def in_use(place: Place) -> Iterator[list[str]]:
    """Another program writes the library."""
    place.copy_full()
    with closing(open_library(place.library)):
        yield ["--demo"]


@contextmanager
def word_lists(place: Place) -> Iterator[list[str]]:
    """Word lists in folders, long ones, and one that cannot be read."""
    folder = place.folder / "config" / "imagestudio" / "lists"
    for name, text in _LISTS.items():
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "from windows.txt").write_bytes("Straße".encode("latin-1"))
    yield ["--demo"]


@contextmanager
def offline(place: Place) -> Iterator[list[str]]:
    """Nothing answers."""
    _use(place, "http://127.0.0.1:9")
    yield []


@contextmanager
def refusing(place: Place) -> Iterator[list[str]]:
    """A service that turns everything down, each time for another reason."""
    with _service(
        place,
        vendor_error(400, _SAID),
        vendor_error(403, "You have run out of credits"),
        *[rate_limited("1")] * 6,
        html(502),
        close_before_answer(),
        vendor_error(401, "Invalid API key"),
    ):
        yield []


@contextmanager
def limited(place: Place) -> Iterator[list[str]]:
    """The person wants to be asked above half a cent and stopped above three."""
    place.settings(limit_run_ask="0.005", limit_day_ask="0.008", limit_day_stop="0.03", limit_month_stop="5")
    with _service(place):
        yield []


@contextmanager
def full_disk(place: Place) -> Iterator[list[str]]:
    """The library's disk is full from the moment a picture is paid for, whatever is made free; wants root."""
    over = threading.Event()

    def take() -> None:
        Layout(place.library).reserve.unlink(missing_ok=True)
        take_all(place.library / "filler")

    def go_on_taking() -> None:
        while not over.wait(0.02):
            take()

    taking = threading.Thread(target=go_on_taking)

    def spoil(_seen: Seen) -> None:
        take()
        if not taking.is_alive():
            taking.start()

    with _service(place) as service, _disk(place.library, 600 * _MIB):
        service.on_post = spoil
        service.give(*[noise(random.Random(1), 900)] * 4)  # noqa: S311 - noise
        try:
            yield []
        finally:
            over.set()
            if taking.is_alive():
                taking.join()


@contextmanager
def little_room(place: Place) -> Iterator[list[str]]:
    """The library's disk has too little room for anything to be sent; wants root."""
    with _service(place), _disk(place.library, 40 * _MIB):
        yield []


@contextmanager
def locked_key(place: Place) -> Iterator[list[str]]:
    """The keyring asks for its password and nobody answers."""
    from tests.outside.test_locked_keyring import locked_keyring

    with locked_keyring(place.own, place.folder):
        yield []


@contextmanager
def _service(place: Place, *faults: Fault) -> Iterator[ServiceServer]:
    with ServiceServer() as service:
        service.script(*faults)
        _use(place, service.base_url)
        yield service


def _use(place: Place, base_url: str) -> None:
    place.own.environment |= {"IMAGESTUDIO_BASE_URL": base_url, "AIMLAPI_API_KEY": KEY}


@contextmanager
def _disk(folder: Path, size: int) -> Iterator[None]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
