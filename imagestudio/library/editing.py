"""Pictures that edits are given, as Pillow works on them: read, softened, extended, brought to size."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageFilter

from imagestudio.core.editing import Margins, Painted, Source
from imagestudio.core.errors import PictureError
from imagestudio.core.pixels import Pixels
from imagestudio.library.decoding import MAX_PIXELS, too_large
from imagestudio.library.durable import disk_error
from imagestudio.library.fitting import fitted
from imagestudio.library.inputs import MOST_SOURCE_BYTES
from imagestudio.library.masks import extended, read_mask

_WHAT = "A picture for an edit"


def read_source(source: Source, most_pixels: int) -> Pixels:
    """The picture as it is sent, or a smaller copy of one with more pixels. Raises PictureError, DiskError."""
    sent = fitted(_bytes_of(source), MOST_SOURCE_BYTES)
    with Image.open(io.BytesIO(sent.content), formats=["PNG", "JPEG", "WEBP"]) as image:
        clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        plain = image.convert("RGBA")
    width, height = plain.size
    if width * height > most_pixels:
        scale = (most_pixels / (width * height)) ** 0.5
        size = max(1, int(width * scale)), max(1, int(height * scale))
        plain = plain.resize(size, Image.Resampling.BOX, reducing_gap=2)
    return Pixels(*plain.size, plain.tobytes(), clear, width, height)


def softened(painted: Painted, radius: int) -> Painted:
    """The same with a soft edge of about so many pixels on both sides."""
    mask = Image.frombytes("L", (painted.width, painted.height), painted.change)
    soft = mask.filter(ImageFilter.GaussianBlur(max(0, radius) / 2))
    return Painted(soft.tobytes(), painted.width, painted.height)


def extended_source(source: Source, margins: Margins) -> tuple[Source, Painted]:
    """The picture on a larger canvas that is clear around it, and what may change. Raises PictureError, DiskError."""
    sent = fitted(_bytes_of(source), MOST_SOURCE_BYTES)
    width, height = margins.of(sent.width, sent.height)
    if width * height > MAX_PIXELS:
        raise too_large(MAX_PIXELS)
    content, change = extended(sent.content, margins.left, margins.top, margins.right, margins.bottom)
    return Source(None, content, source.name, source.parent), Painted(change, width, height)


def painted_of(path: Path) -> Painted:
    """What a mask lets change. Raises PictureError, DiskError."""
    content = _bytes_of(Source(path))
    try:
        mask = read_mask(content)
    except (OSError, SyntaxError, ValueError) as error:
        raise PictureError("The mask of this edit is damaged.") from error
    return Painted(mask.tobytes(), *mask.size)


def sized(painted: Painted, width: int, height: int) -> Painted:
    """What was painted over a smaller copy, or before the picture was made smaller, at the size that is sent."""
    if (painted.width, painted.height) == (width, height):
        return painted
    mask = Image.frombytes("L", (painted.width, painted.height), painted.change)
    return Painted(mask.resize((width, height), Image.Resampling.BILINEAR).tobytes(), width, height)


def _bytes_of(source: Source) -> bytes:
    """Raises PictureError, DiskError."""
    if source.path is None:
        return source.content
    try:
        if source.path.stat().st_size > MOST_SOURCE_BYTES:
            raise PictureError("The file is too big to be used for an edit.")
        return source.path.read_bytes()
    except OSError as error:
        raise disk_error(error, _WHAT) from error
