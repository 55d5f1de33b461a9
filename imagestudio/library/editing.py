"""What edits are given: read, extended, and copied into the library as it is sent. Brings Pillow along."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial

from PIL import Image, ImageFilter

from imagestudio.core.editing import Margins, Painted, Source
from imagestudio.core.errors import PictureError
from imagestudio.core.inputs import InputImage
from imagestudio.core.pixels import Pixels
from imagestudio.library.decoding import MAX_PIXELS, too_large
from imagestudio.library.durable import disk_error
from imagestudio.library.fitting import fitted
from imagestudio.library.inputs import MOST_SOURCE_BYTES, InputStore
from imagestudio.library.masks import extended, mask_png

_WHAT = "A picture for an edit"


class Preparation:
    """Reads sources and fills the store of inputs; every method may be called from any thread but the window's."""

    def __init__(self, inputs: InputStore) -> None:
        self._inputs = inputs

    def read(self, source: Source, most_pixels: int) -> Pixels:
        """The picture as it is sent, or a smaller copy of one with more pixels. Raises PictureError, DiskError."""
        sent = fitted(_bytes_of(source), MOST_SOURCE_BYTES)
        with Image.open(io.BytesIO(sent.content), formats=["PNG", "JPEG", "WEBP"]) as image:
            return _pixels_of(image, most_pixels)

    def soften(self, painted: Painted, radius: int) -> Painted:
        """The same with a soft edge of about so many pixels on both sides."""
        mask = Image.frombytes("L", (painted.width, painted.height), painted.change)
        soft = mask.filter(ImageFilter.GaussianBlur(max(0, radius) / 2))
        return Painted(soft.tobytes(), painted.width, painted.height)

    def extend(self, source: Source, margins: Margins) -> tuple[Source, Painted]:
        """The picture on a larger canvas, and its border as what may change. Raises PictureError, DiskError."""
        upright = fitted(_bytes_of(source), MOST_SOURCE_BYTES)
        width, height = margins.of(upright.width, upright.height)
        if width * height > MAX_PIXELS:
            raise too_large(MAX_PIXELS)
        content, change = extended(upright.content, margins.left, margins.top, margins.right, margins.bottom)
        return Source(None, content, source.name, source.parent), Painted(change, width, height)

    def take(
        self, sources: Sequence[Source], painted: Painted | None
    ) -> tuple[tuple[InputImage, ...], InputImage | None]:
        """Copy them into the library as they are sent, with the mask of the first. Raises PictureError, DiskError."""
        images = tuple(self._take(source) for source in sources)
        if painted is None or not images:
            return images, None
        sized = _sized(painted, images[0].width, images[0].height)
        make = partial(mask_png, sized.change, sized.width, sized.height)
        return images, self._inputs.take_as_it_is(make)

    def _take(self, source: Source) -> InputImage:
        return self._inputs.take(source.content) if source.path is None else self._inputs.take_file(source.path)


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


def _pixels_of(image: Image.Image, most_pixels: int) -> Pixels:
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    width, height = image.size
    plain = image.convert("RGBA")
    if width * height > most_pixels:
        scale = (most_pixels / (width * height)) ** 0.5
        size = max(1, int(width * scale)), max(1, int(height * scale))
        plain = plain.resize(size, Image.Resampling.BOX, reducing_gap=2)
    return Pixels(*plain.size, plain.tobytes(), clear, width, height)


def _sized(painted: Painted, width: int, height: int) -> Painted:
    """What was painted over a smaller copy, or before the picture was made smaller, at the size that is sent."""
    if (painted.width, painted.height) == (width, height):
        return painted
    mask = Image.frombytes("L", (painted.width, painted.height), painted.change)
    return Painted(mask.resize((width, height), Image.Resampling.BILINEAR).tobytes(), width, height)
