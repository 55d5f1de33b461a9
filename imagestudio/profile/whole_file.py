"""Small files of the person's: read with a bound, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


class TooLargeError(ValueError):
    """A file is larger than any that was written here."""


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises OSError, TooLargeError."""
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise TooLargeError("far too large")
    return content


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the file, flush, rename: it has its old content or all of the new. Raises OSError."""
    import tempfile  # 5 ms that the first paint need not wait for

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
