"""Whether bytes are a sound picture, found out by decoding all of it. Brings Pillow along, so import it late."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from imagestudio.core.errors import PictureError
from imagestudio.library.metadata import EXTENSIONS, JPEG, PNG, WEBP, has_content_credentials, is_whole, media_type_of

MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 64_000_000

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
    check_size(len(content))
    media_type = media_type_of(content)
    if not media_type:
        raise PictureError("The file is no PNG, JPEG or WebP picture.")
    if not is_whole(content):
        raise PictureError("The picture is cut off: its end is missing.")
    width, height = _decode(content, _FORMATS[media_type])
    sha256 = hashlib.sha256(content).hexdigest()
    return PictureFacts(media_type, width, height, len(content), sha256, has_content_credentials(content))


def check_size(size_bytes: int) -> None:
    """Raises PictureError for a file that is too big to be looked at."""
    if size_bytes > MAX_BYTES:
        raise PictureError(f"The file is too big: more than {MAX_BYTES // (1024 * 1024)} MiB.")


def _decode(content: bytes, format_: str) -> tuple[int, int]:
    """Width and height, after decoding every pixel and checking every checksum."""
    try:
        with Image.open(BytesIO(content), formats=[format_]) as image:
            width, height = image.size
            if width * height <= MAX_PIXELS:
                image.verify()
        if width * height <= MAX_PIXELS:
            with Image.open(BytesIO(content), formats=[format_]) as image:
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(_TOO_LARGE) from error
    except Exception as error:  # Pillow raises nearly anything for broken bytes
        raise PictureError("The picture is damaged and cannot be decoded.") from error
    if width * height > MAX_PIXELS:
        raise PictureError(_TOO_LARGE)
    return width, height


_TOO_LARGE = f"The picture is too large: more than {MAX_PIXELS // 1_000_000} megapixels."
