"""Small copies of very large PNG pictures for the screen; every other format's decoder shrinks by itself."""

from __future__ import annotations

from pathlib import Path

from imagestudio.core.errors import FileGoneError, FileSpoiltError
from imagestudio.core.pixels import Pixels
from imagestudio.library.durable import disk_error
from imagestudio.library.metadata import PNG, media_type_of

_HEAD_BYTES = 12


def read_small(path: Path, width: int, height: int) -> Pixels | None:
    """The picture shrunk as far as it stays at least so wide or so high, a band of rows at a time.

    None for one that is no PNG, or not large. Raises FileGoneError, FileSpoiltError, DiskError.
    """
    try:
        with path.open("rb") as file:
            if media_type_of(file.read(_HEAD_BYTES)) != PNG:
                return None
            from imagestudio.library.decoding import open_picture
            from imagestudio.library.png_bands import PngBands
            from imagestudio.library.shrink import from_bands

            opened = open_picture(file)
            factor = max(1, int(min(opened.width / max(1, width), opened.height / max(1, height))))
            if not isinstance(opened.pixels, PngBands) or factor < 2:
                return None
            halves = opened.width // opened.pixels.width  # of an interlaced one half is read
            image = from_bands(opened.pixels, max(1, factor // halves))
    except FileNotFoundError as error:
        raise FileGoneError from error
    except OSError as error:
        if error.errno is None:
            raise FileSpoiltError from error
        raise disk_error(error, "The picture") from error
    except Exception as error:  # a decoder raises nearly anything for broken bytes
        raise FileSpoiltError from error
    transparent = image.mode == "RGBA"
    pixels = image if transparent else image.convert("RGBA")
    return Pixels(*image.size, pixels.tobytes(), transparent, opened.width, opened.height)
