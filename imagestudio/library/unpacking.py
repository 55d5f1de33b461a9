"""Answers with pictures in them: each picture put beside the answer as a file, by whoever has the memory for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from imagestudio.core.answer import Answer, PictureSource
from imagestudio.core.money import Money
from imagestudio.library.durable import FileSink
from imagestudio.library.spool import picture_in

LARGE = 64 * 1024
"""An answer up to this size names its pictures; reading it takes no time anywhere."""

Read = Callable[[bytes], Answer]


def unpack(path: Path, read: Read) -> Answer:
    """The answer in a file, its pictures in files of their own already. Raises OSError and ImageStudioError.

    A picture has its name only when it is whole. That name itself may be lost in a power cut, as the answer is not.
    """
    found = read(path.read_bytes())
    pictures = (_put_beside(path, index, picture) for index, picture in enumerate(found.pictures))
    return Answer(tuple(pictures), found.cost)


def _put_beside(answer: Path, index: int, picture: PictureSource) -> PictureSource:
    path = picture_in(answer.parent, index)
    if picture.url or path.is_file():
        return PictureSource(url=picture.url)
    sink = FileSink(path, "The picture")
    sink.write(picture.content)
    sink.commit(lasting=False)
    return PictureSource()


def to_text(answer: Answer) -> bytes:
    """An answer whose pictures are on the disk or elsewhere, as a helper tells it."""
    cost = None if answer.cost is None else answer.cost.nanos
    return json.dumps({"urls": [picture.url for picture in answer.pictures], "cost": cost}).encode()


def from_text(text: bytes) -> Answer:
    data = json.loads(text)
    cost = None if data["cost"] is None else Money(data["cost"])
    return Answer(tuple(PictureSource(url=url) for url in data["urls"]), cost)
