"""Pixel lock: an edit's picture with the source's own pixels outside the mask, and how far the service drifted there.

Works in bands of rows, so that beside the two decoded pictures and the result little is in memory. Brings Pillow along.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from imagestudio.core.canvas_size import alike
from imagestudio.core.errors import PictureError
from imagestudio.library.containers import PNG_MAGIC
from imagestudio.library.decoding import MAX_PIXELS, too_large

_BAND = 256
MOST_FEATHER = 200
_SEEN = 8  # of 255: less than that nobody sees
_DEPTH_AT, _DEPTH = 24, 8  # where a PNG says how many bits a colour has


@dataclass(frozen=True, slots=True)
class Drift:
    """How much pixels outside the mask differ from the source, the worst of a pixel's channels: 0 to 255.

    `changed` of `pixels` differ visibly.
    """

    pixels: int
    changed: int
    mean: float
    p95: int
    most: int

    @property
    def share(self) -> float:
        return self.changed / self.pixels if self.pixels else 0.0


def locked(source: bytes, edited: bytes, change: Image.Image, feather: int = 12) -> bytes:
    """The edited picture inside the mask, the source outside, and between them a feather of so many pixels, as PNG.

    `change` is 255 where the picture may change; the feather lies outside of it. Beyond it every pixel is the
    source's own. An edited picture of another size is brought to the source's. Raises PictureError.
    """
    if source.startswith(PNG_MAGIC) and source[_DEPTH_AT : _DEPTH_AT + 1] > bytes(
        [_DEPTH]
    ):  # Pillow makes 8 bits of 16 without a word
        raise _too_deep()
    below, above = _pair(source, edited)
    weights = _checked(change, below.size)
    result = Image.new(below.mode, below.size)
    for top in range(0, below.height, _BAND):
        bottom = min(top + _BAND, below.height)
        box = (0, top, below.width, bottom)
        weight = _feathered(weights, top, bottom, min(max(0, feather), MOST_FEATHER))
        # pasted rather than blended, so that a weight of 0 leaves the very byte, in clear pixels too
        band = below.crop(box)
        band.paste(above.crop(box), (0, 0), weight)
        if band.mode == "RGBA":
            band = _kept_where_zero(band, below.crop(box), weight)
        result.paste(band, (0, top))
    out = io.BytesIO()
    result.save(out, "PNG", icc_profile=_profile_of(source))  # else the same bytes would be other colours
    return out.getvalue()


def drift(source: bytes, edited: bytes, change: Image.Image, feather: int = 0) -> tuple[Drift, Image.Image]:
    """How far the service drifted outside mask and feather, and a picture of it: brighter where it drifted more.

    Raises PictureError.
    """
    below, above = _pair(source, edited)
    weights = _checked(change, below.size)
    seen = Image.new("L", below.size, 0)
    counts = [0] * 256
    for top in range(0, below.height, _BAND):
        bottom = min(top + _BAND, below.height)
        box = (0, top, below.width, bottom)
        outside = _feathered(weights, top, bottom, feather).point([255] + [0] * 255)
        worst = _worst(ImageChops.difference(below.crop(box), above.crop(box)))
        for value, count in enumerate(worst.histogram(outside)):
            counts[value] += count
        seen.paste(ImageChops.multiply(worst, outside), (0, top))
    return _measured(counts), seen


def _pair(source: bytes, edited: bytes) -> tuple[Image.Image, Image.Image]:
    """Both decoded, in the same colours and of the same size."""
    below, above = _decoded(source), _decoded(edited)
    if not alike(below.size, above.size):  # stretched over the other, nothing would be in its place
        raise PictureError("The edit has another shape than the picture it was made of.")
    mode = "RGBA" if "RGBA" in (below.mode, above.mode) else "RGB"
    below, above = below.convert(mode), above.convert(mode)
    if above.size != below.size:
        above = above.resize(below.size, Image.Resampling.LANCZOS)
    return below, above


def _decoded(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "WEBP"]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise too_large(MAX_PIXELS)
            if image.mode.startswith(("I", "F")):
                raise _too_deep()
            clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
            return image.convert("RGBA" if clear else "RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError("The picture is damaged and cannot be decoded.") from error


def _too_deep() -> PictureError:
    return PictureError("A picture of more than 8 bits a colour cannot be locked without changing it.")


def _profile_of(content: bytes) -> bytes | None:
    """What the colours of a picture mean, where that fits those of the result."""
    with Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "WEBP"]) as image:
        profile = image.info.get("icc_profile")
        return profile if image.mode in ("RGB", "RGBA") and isinstance(profile, bytes) else None


def _checked(change: Image.Image, size: tuple[int, int]) -> Image.Image:
    if change.mode != "L" or change.size != size:
        raise PictureError("The mask does not have the size of the picture.")
    return change


def _feathered(change: Image.Image, top: int, bottom: int, feather: int) -> Image.Image:
    """Rows of the mask with a soft edge outwards: full inside, and nothing further away than the feather.

    Half of it the mask is grown by, and the other half it is blurred over.
    """
    first, last = max(0, top - feather), min(change.height, bottom + feather)
    rows = change.crop((0, first, change.width, last))
    grown = feather // 2
    if grown:
        soft = _grown(rows, grown).filter(ImageFilter.BoxBlur(grown))
        rows = ImageChops.lighter(rows, soft)
    return rows.crop((0, top - first, change.width, bottom - first))


def _grown(rows: Image.Image, by: int) -> Image.Image:
    """Each pixel the brightest of those within this distance, in steps small enough to be quick."""
    while by:
        step = min(by, 2)
        rows = rows.filter(ImageFilter.MaxFilter(2 * step + 1))
        by -= step
    return rows


def _kept_where_zero(band: Image.Image, source: Image.Image, weight: Image.Image) -> Image.Image:
    """Pasting may touch the colour under clear pixels; where nothing may change the source's is put back."""
    band.paste(source, (0, 0), weight.point([255] + [0] * 255))
    return band


def _worst(difference: Image.Image) -> Image.Image:
    channels = difference.split()
    worst = channels[0]
    for channel in channels[1:]:
        worst = ImageChops.lighter(worst, channel)
    return worst


def _measured(counts: list[int]) -> Drift:
    pixels = sum(counts)
    if not pixels:
        return Drift(0, 0, 0.0, 0, 0)
    reached, p95 = 0, 0
    for value, count in enumerate(counts):
        reached += count
        if reached * 100 >= pixels * 95:
            p95 = value
            break
    mean = sum(value * count for value, count in enumerate(counts)) / pixels
    most = max(value for value, count in enumerate(counts) if count)
    return Drift(pixels, sum(counts[_SEEN:]), mean, p95, most)
