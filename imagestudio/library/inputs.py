"""The pictures requests are given, copied into the library by their hash, so that a record can always be repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from imagestudio.core.errors import FileGoneError, PictureError
from imagestudio.core.inputs import MOST_IMAGE_BYTES, InputImage
from imagestudio.library.durable import disk_error, make_folder, write_durably

if TYPE_CHECKING:
    from imagestudio.library.fitting import Fitted

_WHAT = "A picture for an edit"
MOST_SOURCE_BYTES = 512 * 1024 * 1024


class InputStore:
    """The folder of inputs; every method goes to the disk and decodes, so none is for the window's thread."""

    def __init__(self, folder: Path, most_bytes: int = MOST_IMAGE_BYTES) -> None:
        """`most_bytes` is what the service takes of one picture."""
        self.folder = folder
        self._most_bytes = most_bytes

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
        try:
            make_folder(self.folder)
            there = path.is_file() and path.stat().st_size == image.size_bytes
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        if not there:
            write_durably(path, made.content, _WHAT)
        return image
