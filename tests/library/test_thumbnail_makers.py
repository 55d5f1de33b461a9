"""Helper processes that make thumbnails: what they are given, what they give, and what becomes of them."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from imagestudio.core.errors import PictureError
from imagestudio.library.folder import Library
from imagestudio.library.pictures import check_picture_file
from imagestudio.library.stocking import LibraryStocking
from imagestudio.library.thumbnail_makers import HELPERS, ThumbnailMakers
from imagestudio.library.thumbnails import copies_of_file
from tests.library.helpers import picture, save

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked at in /proc")


@pytest.fixture
def makers() -> Iterator[ThumbnailMakers]:
    made = ThumbnailMakers()
    yield made
    made.close()


def read(path: Path) -> bytes:
    """What /proc says; nothing of a thread or process that has just ended, which may still be listed."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def children() -> list[Path]:
    task = Path("/proc/self/task")
    ids = {id_ for thread in task.iterdir() for id_ in read(thread / "children").decode().split()}
    return [Path("/proc") / id_ for id_ in ids if b"--make-thumbnails" in read(Path("/proc") / id_ / "cmdline")]


def came_to_be(count: int) -> bool:
    """Whether there are so many soon: a process that begins has no command line for a moment."""
    end = time.monotonic() + 60
    while len(children()) != count and time.monotonic() < end:
        threading.Event().wait(0.01)
    return len(children()) == count


def test_helpers_make_the_same_thumbnails(makers: ThumbnailMakers, tmp_path: Path) -> None:
    for number, format_ in enumerate(("PNG", "JPEG", "WEBP")):
        path = tmp_path / f"a pícture {number}"
        path.write_bytes(picture(format_, (900, 600)))
        assert makers.make(path) == copies_of_file(path)


def test_what_cannot_be_made_is_told_and_the_helper_goes_on(makers: ThumbnailMakers, tmp_path: Path) -> None:
    broken, sound = tmp_path / "broken.png", tmp_path / "sound.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n broken")
    sound.write_bytes(picture())
    with pytest.raises(PictureError, match="damaged"):
        makers.make(broken)
    with pytest.raises(FileNotFoundError):
        makers.make(tmp_path / "gone.png")
    with Image.open(BytesIO(makers.make(sound).small)) as small:
        assert small.format == "JPEG"


def test_helpers_check_pictures_as_the_program_does(makers: ThumbnailMakers, tmp_path: Path) -> None:
    for number, format_ in enumerate(("PNG", "JPEG", "WEBP")):
        path = tmp_path / f"a {number}"
        path.write_bytes(picture(format_, (900, 600)))
        facts, wanted = makers.check(path), check_picture_file(path)
        assert (facts, facts.copies) == (wanted, wanted.copies)
    path.write_bytes(picture()[:-20])
    with pytest.raises(PictureError, match="cut off"):
        makers.check(path)
    with pytest.raises(FileNotFoundError):
        makers.check(tmp_path / "gone")


@linux
def test_a_helper_is_there_before_it_is_needed(makers: ThumbnailMakers, tmp_path: Path) -> None:
    for _ in range(2):
        makers.warm()
        assert came_to_be(HELPERS)
    makers.rest()
    assert children() == []


@linux
def test_no_key_and_no_path_is_known_of_a_helper(
    makers: ThumbnailMakers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIMLAPI_API_KEY", "sk-very-secret")
    path = tmp_path / "secret-client.png"
    path.write_bytes(picture())
    makers.make(path)
    (child,) = children()
    assert b"sk-very-secret" not in (child / "environ").read_bytes()
    assert b"secret-client" not in (child / "cmdline").read_bytes()


@linux
def test_a_helper_that_dies_is_replaced(makers: ThumbnailMakers, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(picture())
    expected = makers.make(path)
    (child,) = children()
    os.kill(int(child.name), 9)
    assert makers.make(path) == expected
    assert children() != [child]
    makers.rest()
    assert children() == []
    assert makers.make(path) == expected


@linux
def test_there_are_never_more_than_two_helpers(makers: ThumbnailMakers, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(picture(size=(1500, 1500)))
    makers.warm()  # six that are asked for one after the other would need one alone
    threads = [threading.Thread(target=makers.make, args=(path,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert came_to_be(HELPERS)


def test_closing_ends_those_who_wait(tmp_path: Path) -> None:
    makers = ThumbnailMakers()
    path = tmp_path / "a.png"
    path.write_bytes(picture(size=(3000, 3000)))
    ended: list[bool] = []

    def make() -> None:
        try:
            while True:
                makers.make(path)
        except (OSError, PictureError):
            ended.append(True)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    makers.close()
    for thread in threads:
        thread.join(60)
    assert ended == [True] * 4


def test_all_that_is_missing_is_made_once_and_what_cannot_be_is_left(library: Library) -> None:
    records = [save(library, content=picture(color=(number, 9, 9))) for number in range(30)]
    library.path_of(records[7]).write_bytes(b"\x89PNG\r\n\x1a\n broken")
    stocking = LibraryStocking(library.history, library.thumbnails)
    assert stocking.look() == 30
    threads = [threading.Thread(target=stocking.work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stocking.done == 30
    assert library.thumbnails.count() == 30
    assert stocking.look() == 0


def test_a_few_that_are_missing_are_not_worth_the_while(library: Library) -> None:
    for number in range(3):
        save(library, content=picture(color=(number, 9, 9)))
    assert LibraryStocking(library.history, library.thumbnails).look() == 0


def test_a_stopped_one_leaves_the_rest(library: Library) -> None:
    for number in range(25):
        save(library, content=picture(color=(number, 9, 9)))
    stocking = LibraryStocking(library.history, library.thumbnails)
    assert stocking.look() == 25
    stocking.stop()
    stocking.work()
    assert stocking.done == 0
    assert library.thumbnails.count() == 0
