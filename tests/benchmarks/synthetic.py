"""A library of many made-up records: files, sidecars and rows as the program writes them, without its flushes."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from imagestudio.core.money import Money
from imagestudio.core.record import Record
from imagestudio.core.times import to_datetime
from imagestudio.library.folder import open_library
from imagestudio.library.record_rows import insert_record
from imagestudio.library.sidecar import sidecar_bytes, sidecar_of

_BEGAN = 1_767_225_600_000_000  # 2026-01-01
_STEP = 1_700_000_000
_WORDS = tuple(f"word{number}" for number in range(3000))
_PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(2000)


def fill(folder: Path, count: int) -> None:
    """Make a library with so many records; the pictures are too small to be any, and each is its own."""
    chance = random.Random(7)  # noqa: S311 - the same library each time
    records = [_record(number, chance) for number in range(count)]
    library = open_library(folder)
    try:
        for record in records:
            path = library.path_of(record)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content_of(record.id))
            sidecar_of(path).write_bytes(sidecar_bytes(record))
        with library._database.write() as connection:
            for record in records:
                insert_record(connection, record)
    finally:
        library.close()


def content_of(id_: str) -> bytes:
    return _PICTURE + id_.encode()


def _record(number: int, chance: random.Random) -> Record:
    time = _BEGAN + number * _STEP
    when = to_datetime(time)
    id_ = f"{when:%Y%m%d-%H%M%S}-{number:08x}"
    content = content_of(id_)
    return Record(
        id=id_,
        time=time,
        path=f"originals/{when:%Y/%m}/{id_}.png",
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        media_type="image/png",
        width=1024,
        height=1024,
        provider="aimlapi",
        model="openai/gpt-image-1",
        prompt=" ".join(chance.choices(_WORDS, k=40)),
        parameters={"size": "1024x1024", "quality": chance.choice(("low", "medium", "high")), "output_format": "png"},
        duration_ms=chance.randrange(8_000, 60_000),
        cost=Money(13_232_500),
        estimate=Money(44_100_000),
        inference_id=f"inf-{number}",
        client_request_id=f"is1.{number:032x}",
        job_id=f"{number:032x}",
    )
