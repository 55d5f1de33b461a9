"""The pictures requests are given, copied into the library by their hash, so that a record can always be repeated."""

from __future__ import annotations

import hashlib
import os
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from imagestudio.core.editing import Source
from imagestudio.core.errors import FileGoneError, PictureError
from imagestudio.core.inputs import MOST_IMAGE_BYTES, InputImage
from imagestudio.library.durable import disk_error, make_folder, write_durably

if TYPE_CHECKING:
    from imagestudio.library.fitting import Fitted

_WHAT = "A picture for an edit"
MOST_SOURCE_BYTES = 512 * 1024 * 1024
_OLD_S = 24 * 60 * 60  # what is younger may be about to be sent
_OURS = re.compile(r"[0-9a-f]{64}\.(png|jpg|webp)(\.part)?")


class InputStore:
    """The folder of inputs; every method goes to the disk and decodes, so none is for the window's thread."""

    def __init__(self, folder: Path, most_bytes: int = MOST_IMAGE_BYTES) -> None:
        """`most_bytes` is what the service takes of one picture."""
        self.folder = folder
        self._most_bytes = most_bytes
        self._guard = threading.Lock()  # so that nothing is discarded while it is taken again

    def take_source(self, source: Source) -> InputImage:
        """Copy a picture from wherever it is. Raises PictureError, DiskError."""
        return self.take(source.content) if source.path is None else self.take_file(source.path)

    def take_file(self, path: Path) -> InputImage:
        """Copy a picture of any usual kind, as it is where the service takes it so; the source is only read.

        Raises PictureError, DiskError.
        """
        try:
            if path.stat().st_size > MOST_SOURCE_BYTES:
                raise PictureError("The file is too big to be used for an edit.")
            content = path.read_bytes()
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        return self.take(content)

    def take(self, content: bytes) -> InputImage:
        """The same for bytes: from the clipboard, or drawn here. Raises PictureError, DiskError."""
        from imagestudio.library.fitting import fitted

        return self._keep(fitted(content, self._most_bytes))

    def take_as_it_is(self, make: Callable[[], Fitted]) -> InputImage:
        """Keep what is made as the service wants it, a mask for instance. Raises as `make` does, DiskError."""
        return self._keep(make())

    def path_of(self, image: InputImage) -> Path:
        """Where it lies, without looking."""
        return self.folder / image.file_name

    def named(self, name: str) -> Path:
        """Where a picture of this name lies, without looking."""
        return self.folder / name

    def require(self, image: InputImage) -> Path:
        """Where it lies, once it was seen to be what it was. Raises FileGoneError, DiskError."""
        path = self.path_of(image)
        try:
            with path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == image.sha256
        except FileNotFoundError:
            raise FileGoneError("A picture this edit was given is not in the library any more.") from None
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        if not same:
            raise FileGoneError("A picture this edit was given is not what it was.")
        return path

    def _keep(self, made: Fitted) -> InputImage:
        sha256 = hashlib.sha256(made.content).hexdigest()
        image = InputImage(sha256, made.media_type, len(made.content), made.width, made.height)
        path = self.path_of(image)
        with self._guard:
            try:
                make_folder(self.folder)
                there = path.is_file() and path.stat().st_size == image.size_bytes
                if there:
                    os.utime(path)  # it is wanted again
            except OSError as error:
                raise disk_error(error, _WHAT) from error
            if not there:
                write_durably(path, made.content, _WHAT)
        return image

    # clearing up

    def old(self) -> list[Path]:
        """What was not taken lately. Raises OSError."""
        if not self.folder.is_dir():
            return []
        return [path for path in sorted(self.folder.iterdir()) if _OURS.fullmatch(path.name) and self._is_old(path)]

    def discard(self, path: Path) -> bool:
        """Delete a file that is still old; whether it was. Raises OSError."""
        with self._guard:
            old = self._is_old(path)
            if old:
                path.unlink()
            return old

    @staticmethod
    def _is_old(path: Path) -> bool:
        return time.time() - path.stat().st_mtime > _OLD_S
