"""references.json: the pictures the next edit starts from, with what is painted over them, for the next session."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from imagestudio.core.editing import Kept, Painted, Source
from imagestudio.core.errors import ImageStudioError, PictureError
from imagestudio.core.inputs import MOST_IMAGES, InputImage
from imagestudio.library.durable import disk_error, write_durably
from imagestudio.library.inputs import InputStore

_WHAT = "What the next edit starts from"
_VERSION = 1
_MOST_BYTES = 1 << 20
_LONGEST = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What became of a reference that was kept: of which state of its file, as it is written, and where it lies."""

    stamp: tuple[int, int]
    data: dict[str, Any]
    files: tuple[Path, ...]


class ReferenceFile:
    """Keeps references by the hashes of their pictures; for one thread at a time, and never the window's."""

    def __init__(self, path: Path, inputs: InputStore) -> None:
        self._path = path
        self._inputs = inputs
        self._taken: dict[Kept, _Taken] = {}  # so that another order of large pictures takes no time

    def keep(self, kept: Sequence[Kept], task: str) -> None:
        """These and no others, from now on. Raises PictureError, DiskError."""
        try:
            if not kept:
                self._path.unlink(missing_ok=True)
                return
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        self._taken = {one: self._take(one) for one in kept}
        data = {"imagestudio": _VERSION, "task": task, "references": [self._taken[one].data for one in kept]}
        write_durably(self._path, json.dumps(data, ensure_ascii=False, indent=1).encode(), _WHAT)

    def kept(self) -> tuple[tuple[Kept, ...], str]:
        """What was kept, without pictures that are not there any more, and what they are there for."""
        try:
            with self._path.open("rb") as file:
                data = json.loads(file.read(_MOST_BYTES))
            task, items = str(data["task"])[:_LONGEST], data["references"][:MOST_IMAGES]
            found = [self._read(item) for item in items]
        except FileNotFoundError:
            return (), ""
        except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            _log.warning("the references of the last session cannot be read: %s", type(error).__name__)
            return (), ""
        return tuple(one for one in found if one is not None), task

    def _take(self, one: Kept) -> _Taken:
        stamp, known = _stamp_of(one.source.path), self._taken.get(one)
        if known is not None and known.stamp == stamp and all(path.is_file() for path in known.files):
            return known
        data = self._data_of(one)
        given = [InputImage.from_data(data[name]) for name in ("image", "mask") if name in data]
        return _Taken(stamp, data, tuple(self._inputs.path_of(image) for image in given))

    def _data_of(self, one: Kept) -> dict[str, Any]:
        image = self._inputs.take_source(one.source)
        data: dict[str, Any] = {"image": image.to_data(), "name": one.source.name, "parent": one.source.parent}
        if one.painted is not None and (mask := self._mask_of(one.painted, image)) is not None:
            data["mask"] = mask.to_data()
        return data

    def _mask_of(self, painted: Painted, image: InputImage) -> InputImage | None:
        from imagestudio.library.editing import sized
        from imagestudio.library.masks import mask_png

        fit = sized(painted, image.width, image.height)
        try:
            return self._inputs.take_as_it_is(partial(mask_png, fit.change, fit.width, fit.height))
        except PictureError:  # nothing is painted, or too much of it to be sent
            return None

    def _read(self, item: Mapping[str, Any]) -> Kept | None:
        """Raises KeyError, TypeError or ValueError where it is none of ours."""
        image = InputImage.from_data(item["image"])
        mask = InputImage.from_data(item["mask"]) if "mask" in item else None
        name, parent = str(item.get("name", ""))[:_LONGEST], str(item.get("parent", ""))[:_LONGEST]
        try:
            source = Source(self._inputs.require(image), name=name, parent=parent)
            return Kept(source, None if mask is None else self._painted(mask))
        except ImageStudioError:
            return None

    def _painted(self, mask: InputImage) -> Painted:
        from imagestudio.library.editing import painted_of

        return painted_of(self._inputs.require(mask))


def _stamp_of(path: Path | None) -> tuple[int, int]:
    """By which a file that was changed is known. Raises DiskError."""
    if path is None:
        return 0, 0
    try:
        state = path.stat()
    except OSError as error:
        raise disk_error(error, _WHAT) from error
    return state.st_mtime_ns, state.st_size
