"""Libraries of 10 thousand, 100 thousand and a million records, made once and kept in a folder of the bench.

The one of 10,000 has as many small picture files, all in one folder, so that another program can open the same. The
larger ones have real rows, words and thumbnails, and share 64 files between them.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageDraw

from imagestudio.core.money import Money
from imagestudio.core.record import Record
from imagestudio.core.times import to_datetime
from imagestudio.library.folder import open_library
from imagestudio.library.record_rows import insert_record
from imagestudio.library.schema import MIGRATIONS
from imagestudio.library.thumbnail_makers import ThumbnailMakers
from imagestudio.library.thumbnail_store import ThumbnailStore

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
SHARED = 64
_STAMP = "bench.json"
_MADE_BY = 4  # one more makes every library anew
_BEGAN = 1_767_225_600_000_000  # 2026-01-01
_ENDED = 1_793_491_200_000_000  # 2026-11-01: of the larger ones, of which no picture may lie in days to come
_STEP = 95_000_000  # of the larger ones: some 900 pictures a day
_SIDE = 640
_PART = 20_000
_SYLLABLES = [
    c + v for c in ("b", "br", "d", "f", "g", "gl", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v") for v in "aeiou"
]
_MODELS = ("openai/gpt-image-1", "openai/gpt-image-1-mini", "openai/gpt-image-1-5", "openai/gpt-image-2")


def big_library(cache: Path, name: str) -> Path:
    """The folder of a library, made now where it is not there or of another version."""
    folder = cache / name
    stamp = {"made_by": _MADE_BY, "tables": hashlib.sha256(repr(MIGRATIONS).encode()).hexdigest()}
    with suppress(OSError, ValueError):
        if json.loads((folder / _STAMP).read_text(encoding="utf-8")) == stamp:
            _need_no_backup(folder)
            return folder
    sys.stderr.write(f"making the library of {SIZES[name]:,} records; this is done once…\n")
    for path in (folder / "library.sqlite3", folder / "library.sqlite3-wal", folder / "library.sqlite3-shm"):
        path.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    _make_files(folder, SIZES[name] if name == "10k" else SHARED)
    _make_rows(folder, SIZES[name])
    _make_thumbnails(folder, SIZES[name])
    (folder / _STAMP).write_text(json.dumps(stamp), encoding="utf-8")
    _need_no_backup(folder)
    return folder


def words() -> list[str]:
    """The words of the prompts, those that are used most first."""
    chance = random.Random(5)  # noqa: S311 - the same words each time
    made: dict[str, None] = {}
    while len(made) < 8000:
        made["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4))))] = None
    return list(made)


def pictures_folder(folder: Path) -> Path:
    """Where the files of the library of 10,000 are."""
    return folder / "originals" / "2026" / "01"


def _make_files(folder: Path, count: int) -> None:
    target = pictures_folder(folder)
    target.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = target / f"{number:06}.jpg"
        if not path.exists():
            _draw(number).save(path, "JPEG", quality=88)


def _draw(number: int) -> Image.Image:
    """A picture of its own, with enough in it to be as large a file as a small photograph."""
    chance = random.Random(number)  # noqa: S311 - the same pictures each time
    image = Image.effect_noise((_SIDE // 4, _SIDE // 4), 30).resize((_SIDE, _SIDE)).convert("RGB")
    tint = Image.new("RGB", image.size, tuple(chance.randrange(40, 255) for _ in range(3)))
    image = Image.blend(image, tint, 0.7)
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y, size = chance.randrange(_SIDE), chance.randrange(_SIDE), chance.randrange(20, 260)
        draw.ellipse((x, y, x + size, y + size), fill=tuple(chance.randrange(256) for _ in range(3)))
    return image


def _make_rows(folder: Path, count: int) -> None:
    library = open_library(folder)
    try:
        writer = library._database.require_writable()
        writer.execute("PRAGMA synchronous = OFF")
        writer.execute("PRAGMA cache_size = -400000")
        writer.execute("PRAGMA wal_autocheckpoint = 100000")
        records = _records(folder, count)
        for _ in range(-(-count // _PART)):
            with library._database.write() as connection:
                for _, record in zip(range(_PART), records, strict=False):
                    insert_record(connection, record)
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        library.close()


def _records(folder: Path, count: int) -> Iterator[Record]:
    chance = random.Random(7)  # noqa: S311 - the same library each time
    known = words()
    weights: list[float] = []
    for place in range(len(known)):
        weights.append((weights[-1] if weights else 0.0) + 1 / (place + 3))
    step = 2_600_000_000_000 // count if count <= 10_000 else _STEP
    began = _BEGAN if count <= 10_000 else _ENDED - count * _STEP
    sizes = [path.stat().st_size for path in sorted(pictures_folder(folder).glob("*.jpg"))]
    for number in range(count):
        time = began + number * step
        id_ = f"{to_datetime(_BEGAN + number * step):%Y%m%d-%H%M%S}-{number:08x}"  # by which thumbnails are kept
        file = number % len(sizes)
        yield Record(
            id=id_,
            time=time,
            path=f"originals/2026/01/{file:06}.jpg",
            sha256=f"{number:064x}",
            size_bytes=sizes[file],
            media_type="image/jpeg",
            width=_SIDE,
            height=_SIDE,
            provider="aimlapi",
            model=chance.choice(_MODELS),
            prompt=" ".join(chance.choices(known, cum_weights=weights, k=chance.randrange(6, 30))),
            parameters={"size": "1024x1024", "quality": chance.choice(("low", "medium", "high"))},
            duration_ms=chance.randrange(8_000, 60_000),
            cost=Money(chance.randrange(5_000_000, 60_000_000)),
            inference_id=f"inf-{number}",
            client_request_id=f"is1.{number:032x}",
            job_id=f"{number:032x}",
        )


def _make_thumbnails(folder: Path, count: int) -> None:
    """Of each file as the program makes them; where files are shared, so are their thumbnails' bytes."""
    path = folder / "thumbnails.sqlite3"
    if path.exists():
        with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.Error):
            if connection.execute("SELECT count(*), count(small) FROM thumbnails").fetchone()[0] == count:
                return
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    store, makers = ThumbnailStore(path), ThumbnailMakers()
    library = open_library(folder)
    try:
        copies = [makers.make(file) for file in sorted(pictures_folder(folder).glob("*.jpg"))]
        times = library.history.everything()
        for first in range(0, count, 2000):
            page = library.history.page(times[first : first + 2000])
            found = [(record, copies[int(Path(record.path).stem)]) for record in page]
            # the large ones of the larger libraries are never asked for, so their room on the disk is spared
            store.put((r.id, r.sha256, c.small, c.large if count <= 10_000 else c.small[:1]) for r, c in found)
    finally:
        library.close()
        makers.close()
        store.close()


def _need_no_backup(folder: Path) -> None:
    """A backup of today, else the first start of each day would be measured together with the daily backup."""
    backups = folder / "backups"
    shutil.rmtree(backups, ignore_errors=True)
    backups.mkdir()
    (backups / f"library-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite3").touch()
