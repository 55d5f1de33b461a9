"""Original to thumbnail, and the cache that may be deleted."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from imagestudio.core.errors import FileGoneError, FileSpoiltError
from imagestudio.core.thumbnail import ThumbnailSize
from imagestudio.library.folder import Library, open_library
from imagestudio.library.picture_facts import Copies
from tests.library.helpers import picture, save

_LONGEST_S = 60


def _open(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as image:
        image.load()
        return image


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(
    ("size", "small", "large"),
    [
        ((1536, 1024), (384, 256), (768, 512)),
        ((1024, 1536), (256, 384), (512, 768)),
        ((3000, 300), (512, 51), (1024, 102)),
        ((40, 20), (40, 20), (40, 20)),
    ],
)
def test_thumbnails_are_jpegs_of_256_and_512_pixels_across_the_shorter_side(
    library: Library, format_: str, size: tuple[int, int], small: tuple[int, int], large: tuple[int, int]
) -> None:
    record = save(library, content=picture(format_, size))
    library.thumbnails.make(record)
    library.path_of(record).unlink()
    for of, wanted in ((ThumbnailSize.SMALL, small), (ThumbnailSize.LARGE, large)):
        thumbnail = _open(library.thumbnails.load(record, of))
        assert (thumbnail.format, thumbnail.size) == ("JPEG", wanted)
        red, green, blue = thumbnail.getpixel((5, 5))  # type: ignore[misc]
        assert abs(red - 200) < 12
        assert abs(green - 80) < 12
        assert abs(blue - 40) < 12


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_as_exif_says_and_as_the_viewer_shows_it(library: Library, orientation: int) -> None:
    image = Image.new("RGB", (300, 200), "white")
    image.paste("red", (0, 0, 100, 100))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    out.seek(0)
    thumbnail = _open(library.thumbnails.load(save(library, content=out.getvalue())))
    with Image.open(out) as opened:
        wanted = ImageOps.exif_transpose(opened).convert("RGB")
    assert thumbnail.size == wanted.size
    assert max(ImageStat.Stat(ImageChops.difference(thumbnail, wanted)).mean) < 3


@pytest.mark.parametrize(
    "tiff",
    [
        b"",
        b"II*\0",
        b"II*\0\xff\xff\xff\xff",
        b"II*\0\x08\0\0\0\xff\xff\x12\x01\x03\0",
        b"XX*\0" + bytes(40),
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x63\0\0",
    ],
)
def test_an_orientation_that_cannot_be_read_turns_nothing(library: Library, tiff: bytes) -> None:
    body = b"Exif\0\0" + tiff
    content = picture("JPEG", (300, 200))
    content = content[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + content[2:]
    assert _open(library.thumbnails.load(save(library, content=content))).size == (300, 200)


def test_a_picture_that_was_just_checked_is_not_decoded_again(library: Library) -> None:
    record = save(library, content=picture(size=(600, 600)))
    library.thumbnails.shrink_with(_nothing_more)
    library.thumbnails.make(record)
    library.path_of(record).unlink()
    assert _open(library.thumbnails.load(record)).size == (512, 512)


def _nothing_more(_path: Path) -> Copies:
    raise AssertionError("decoded again")


def test_what_is_missing_is_told(library: Library) -> None:
    made, skipped, left = (save(library, content=picture(color=(number, 0, 0))) for number in range(3))
    library.thumbnails.make(made)
    library.thumbnails.skip(skipped)
    assert library.thumbnails.count() == 2
    assert library.thumbnails.missing([made, skipped, left]) == [left]
    assert library.thumbnails.load(skipped)  # it is tried again where it is looked at


@pytest.mark.parametrize("format_", ["PNG", "WEBP"])
def test_what_is_transparent_stays_so(library: Library, format_: str) -> None:
    content = picture(format_, (800, 600), (10, 200, 30, 0))
    thumbnail = _open(library.thumbnails.load(save(library, content=content)))
    assert (thumbnail.format, thumbnail.mode, thumbnail.size) == ("PNG", "RGBA", (683, 512))
    assert thumbnail.getpixel((100, 100))[3] == 0  # type: ignore[index]


def test_an_opaque_picture_with_an_alpha_channel_becomes_a_jpeg(library: Library) -> None:
    content = picture("PNG", (64, 64), (10, 200, 30, 255))
    assert _open(library.thumbnails.load(save(library, content=content))).format == "JPEG"


def test_a_thumbnail_is_made_once(library: Library) -> None:
    record = save(library)
    content = library.thumbnails.load(record)
    library.path_of(record).unlink()
    assert library.thumbnails.load(record) == content


def test_a_changed_picture_gets_a_new_thumbnail(library: Library) -> None:
    record = save(library)
    old = library.thumbnails.load(record)
    library.path_of(record).write_bytes(picture(color=(0, 0, 255)))
    assert library.thumbnails.load(replace(record, sha256="other")) != old


def test_thumbnails_are_there_after_a_restart(folder: Path) -> None:
    first = open_library(folder)
    record = save(first)
    content = first.thumbnails.load(record)
    first.path_of(record).unlink()
    first.close()
    second = open_library(folder)
    assert second.thumbnails.load(record) == content
    second.close()


def test_a_deleted_cache_is_made_again(folder: Path) -> None:
    first = open_library(folder)
    record = save(first)
    content = first.thumbnails.load(record)
    first.close()
    (folder / "thumbnails.sqlite3").unlink()
    second = open_library(folder)
    assert second.thumbnails.load(record) == content
    assert (folder / "thumbnails.sqlite3").exists()
    second.close()


@pytest.mark.parametrize("garbage", [b"", b"garbage" * 2000])
def test_a_corrupt_cache_is_made_again(folder: Path, garbage: bytes) -> None:
    first = open_library(folder)
    record = save(first)
    content = first.thumbnails.load(record)
    first.close()
    (folder / "thumbnails.sqlite3").write_bytes(garbage)
    second = open_library(folder)
    assert second.thumbnails.load(record) == content
    second.path_of(record).unlink()
    assert second.thumbnails.load(record) == content  # it was kept
    second.close()


def test_a_cache_that_breaks_while_it_is_used_is_made_again(folder: Path, library: Library) -> None:
    records = [save(library) for _ in range(3)]
    contents = [library.thumbnails.load(record) for record in records]
    library.thumbnails.close()
    cache = folder / "thumbnails.sqlite3"
    broken = bytearray(cache.read_bytes())
    broken[4096:] = b"\xff" * (len(broken) - 4096)
    cache.write_bytes(broken)
    again = open_library(folder, read_only=False) if library.read_only else library
    fresh = type(again.thumbnails)(cache, again.path_of)
    assert [fresh.load(record) for record in records] == contents
    fresh.close()


@pytest.mark.allow_log
def test_a_cache_that_cannot_be_written_only_makes_it_slower(folder: Path, library: Library) -> None:
    (folder / "thumbnails.sqlite3").mkdir()
    record = save(library)
    assert library.thumbnails.load(record) == library.thumbnails.load(record)


def test_an_original_that_is_gone_or_broken_is_told(library: Library) -> None:
    gone, broken = save(library), save(library)
    library.path_of(gone).unlink()
    library.path_of(broken).write_bytes(b"\x89PNG\r\n\x1a\n broken")
    with pytest.raises(FileGoneError):
        library.thumbnails.load(gone)
    with pytest.raises(FileSpoiltError, match="damaged"):
        library.thumbnails.load(broken)


@pytest.mark.parametrize("words", ["SELECT count(*)", "WHERE id IN"])
def test_who_looks_at_pictures_never_waits_until_all_are_counted(
    library: Library, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    counting, go_on = threading.Event(), threading.Event()

    class Slow(sqlite3.Connection):
        """As on a disk that is slow to read a million rows."""

        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            if words in sql:
                counting.set()
                assert go_on.wait(_LONGEST_S)
            return super().execute(sql, parameters)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Slow))
    record, thumbnails = save(library), library.thumbnails
    thumbnails.make(record)
    with ThreadPoolExecutor(2) as threads:
        counted = threads.submit(lambda: (thumbnails.missing([record]), thumbnails.count()))
        try:
            assert counting.wait(_LONGEST_S)
            assert threads.submit(thumbnails.load, record).result(_LONGEST_S)
        finally:
            go_on.set()
        assert counted.result(_LONGEST_S) == ([], 1)


def test_eight_threads_load_thumbnails_at_once(library: Library) -> None:
    records = [save(library, content=picture(size=(600, 400), color=(number * 30, 0, 0))) for number in range(8)]
    results: dict[int, list[bytes]] = {}

    def load(thread: int) -> None:
        results[thread] = [library.thumbnails.load(record) for record in records]

    threads = [threading.Thread(target=load, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert all(result == results[0] for result in results.values())
    assert len(set(results[0])) == 8
