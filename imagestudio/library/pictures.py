"""Whether bytes are a sound picture, found out by decoding all of it. Brings Pillow along, so import it late."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import IO

from PIL import Image

from imagestudio.core.errors import PictureError
from imagestudio.library.metadata import EXTENSIONS, JPEG, PNG, WEBP, has_content_credentials, is_whole, media_type_of

MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 64_000_000
_MANY_PIXELS = 16_000_000
_MOST_WEBP_PIXELS = 14_000_000  # 16 bytes each while it is decoded
_MOST_PROGRESSIVE_PIXELS = 30_000_000  # up to 8 bytes each: all coefficients are kept until the last scan

_FORMATS = {PNG: "PNG", JPEG: "JPEG", WEBP: "WEBP"}

# Once and for the whole process, since catch_warnings() in one thread changes what the others do: whatever Pillow
# warns of (a picture of 100 megapixels, a broken block of metadata) is no sound picture here.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
warnings.filterwarnings("error", module=r"PIL\.")


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of a picture by its bytes."""

    media_type: str
    width: int
    height: int
    size_bytes: int
    sha256: str
    content_credentials: bool

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.media_type]


def check_picture(content: bytes) -> PictureFacts:
    """The facts of a sound picture. Raises PictureError for anything else."""
    facts = _facts(content)
    width, height = _decode(lambda: BytesIO(content), facts.media_type)
    return replace(facts, width=width, height=height)


def check_picture_file(path: Path) -> PictureFacts:
    """The same of a file, which is let go before its pixels are unfolded. Raises OSError too."""
    check_size(path.stat().st_size)
    facts = _facts(path.read_bytes())
    width, height = _decode(lambda: path.open("rb"), facts.media_type)
    return replace(facts, width=width, height=height)


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


def _decode(source: Callable[[], IO[bytes]], media_type: str) -> tuple[int, int]:
    """Width and height, after decoding every pixel and checking every checksum."""
    formats = [_FORMATS[media_type]]
    try:
        with source() as file, Image.open(file, formats=formats) as image:
            _check_pixels(image)
            size = image.size
            image.verify()
        with source() as file, Image.open(file, formats=formats) as image:
            if image.width * image.height > _MANY_PIXELS:
                image.draft("RGB", (1, 1))  # all of a JPEG is still read, but an eighth of each side unfolded
            image.load()
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(MAX_PIXELS) from error
    except Exception as error:  # Pillow raises nearly anything for broken bytes
        if isinstance(error, OSError) and error.errno is not None:  # that was the disk
            raise
        raise PictureError("The picture is damaged and cannot be decoded.") from error
    return size


def _check_pixels(image: Image.Image) -> None:
    """No picture may take more than some 250 MiB to be looked at; for some formats Pillow needs several times the
    pixels. Raises PictureError."""
    most = MAX_PIXELS
    if image.format == "WEBP":
        most = _MOST_WEBP_PIXELS
    elif image.info.get("progressive"):
        most = _MOST_PROGRESSIVE_PIXELS
    if image.width * image.height > most:
        raise _too_large(most)


def _too_large(most: int) -> PictureError:
    return PictureError(f"The picture is too large: more than {most // 1_000_000} megapixels.")
