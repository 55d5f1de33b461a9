"""Whether bytes are a sound picture, found out by decoding all of it. Brings Pillow along, so import it late."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import IO

from PIL import Image

from imagestudio.core.errors import PictureError
from imagestudio.library.decoding import MAX_PIXELS, Opened, open_picture, too_large
from imagestudio.library.metadata import PNG, has_content_credentials, is_whole, media_type_of
from imagestudio.library.picture_facts import Copies, PictureFacts
from imagestudio.library.png import check_png, read_header
from imagestudio.library.png_bands import PngBands, can_be_whole
from imagestudio.library.shrink import copies_of

MAX_BYTES = 64 * 1024 * 1024
_FEW_PIXELS = 4_000_000


def check_picture_file(path: Path) -> PictureFacts:
    """The facts of a sound picture, with its thumbnails. Raises PictureError for anything else, OSError.

    What was read is let go before the pixels are unfolded.
    """
    check_size(path.stat().st_size)
    facts = _facts(path.read_bytes())
    opened, copies = _decode(path, facts.media_type)
    return replace(facts, width=opened.width, height=opened.height, copies=copies)


def _facts(content: bytes) -> PictureFacts:
    """What the bytes alone tell; width and height are still unknown."""
    check_size(len(content))
    media_type = media_type_of(content)
    if not media_type:
        raise PictureError("The file is no PNG, JPEG or WebP picture.")
    if not is_whole(content):
        raise PictureError("The picture is cut off: its end is missing.")
    sha256 = hashlib.sha256(content).hexdigest()
    return PictureFacts(media_type, 0, 0, len(content), sha256, has_content_credentials(content))


def check_size(size_bytes: int) -> None:
    """Raises PictureError for a file that is too big to be looked at."""
    if size_bytes > MAX_BYTES:
        raise PictureError(f"The file is too big: more than {MAX_BYTES // (1024 * 1024)} MiB.")


def _decode(path: Path, media_type: str) -> tuple[Opened, Copies | None]:
    """The picture, after decoding every pixel and checking every checksum, and the thumbnails of one decoded whole."""
    try:
        with path.open("rb") as file:
            opened = open_picture(file)
            if media_type == PNG:
                opened = _checked_png(file, opened)
            if not isinstance(opened.pixels, Image.Image):
                return opened, None
            opened.pixels.load()
            return opened, copies_of(opened)
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(MAX_PIXELS) from error
    except Exception as error:  # Pillow raises nearly anything for broken bytes
        if isinstance(error, OSError) and error.errno is not None:  # that was the disk
            raise
        raise PictureError("The picture is damaged and cannot be decoded.") from error


def _checked_png(file: IO[bytes], opened: Opened) -> Opened:
    """Every row unfolded and checked; rows of a usual size are kept: unfolding is most of decoding."""
    header = read_header(file)
    keep = opened.width * opened.height <= _FEW_PIXELS and can_be_whole(header)
    whole = PngBands(file, header).whole() if keep else None
    check_png(file, whole.take if whole is not None else None)
    return replace(opened, pixels=whole.image) if whole is not None else opened
