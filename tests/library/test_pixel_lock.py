"""Pixel lock: outside of mask and feather every pixel is the source's own, whatever the service made of it."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from imagestudio.core.errors import PictureError
from imagestudio.library.containers import PNG_MAGIC
from imagestudio.library.pixel_lock import drift, locked

SIZE = (400, 700)  # several bands


def noise(mode: str, seed: int, size: tuple[int, int] = SIZE) -> Image.Image:
    channels = len(mode)
    return Image.frombytes(mode, size, random.Random(seed).randbytes(size[0] * size[1] * channels))  # noqa: S311


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def painted() -> Image.Image:
    mask = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((100, 200, 220, 330), fill=255)  # across the edge of a band
    draw.rectangle((0, 690, 40, 699), fill=255)
    draw.line((250, 0, 390, 120), fill=120, width=3)
    return mask


def beyond(mask: Image.Image, feather: int) -> Image.Image:
    """255 for the pixels further away from the mask than the feather, found in another way than the lock does."""
    near = mask.point([0] + [255] * 255)
    if feather:
        padded = Image.new("L", (SIZE[0] + 2 * feather, SIZE[1] + 2 * feather), 0)
        padded.paste(near, (feather, feather))
        near = padded.filter(ImageFilter.MaxFilter(2 * feather + 1)).crop(
            (feather, feather, feather + SIZE[0], feather + SIZE[1])
        )
    return ImageChops.invert(near)


@pytest.mark.parametrize("feather", [0, 1, 2, 7, 12])
@pytest.mark.parametrize("modes", [("RGB", "RGB"), ("RGBA", "RGB"), ("RGB", "RGBA"), ("RGBA", "RGBA")])
def test_every_pixel_outside_the_feather_is_the_sources_own(feather: int, modes: tuple[str, str]) -> None:
    source, edited = noise(modes[0], 1), noise(modes[1], 2)
    made = Image.open(io.BytesIO(locked(png(source), png(edited), painted(), feather)))
    outside = beyond(painted(), feather)
    assert outside.histogram()[255] > SIZE[0] * SIZE[1] // 2
    for place, channel in enumerate(made.split()):
        own = source.convert(made.mode).split()[place]
        assert ImageChops.multiply(ImageChops.difference(channel, own), outside).getbbox() is None


def test_inside_the_mask_every_pixel_is_the_edits() -> None:
    source, edited = noise("RGB", 1), noise("RGB", 2)
    made = Image.open(io.BytesIO(locked(png(source), png(edited), painted(), 12)))
    inside = painted().point([0] * 255 + [255])
    for channel, own in zip(made.split(), edited.split(), strict=True):
        assert ImageChops.multiply(ImageChops.difference(channel, own), inside).getbbox() is None


def test_the_feather_leads_softly_from_one_to_the_other() -> None:
    mask = Image.new("L", SIZE, 0)
    mask.paste(255, (0, 0, 200, 700))
    black, white = Image.new("RGB", SIZE), Image.new("RGB", SIZE, "white")
    made = Image.open(io.BytesIO(locked(png(black), png(white), mask, 20))).convert("L")
    row = list(made.crop((195, 350, 225, 351)).tobytes())
    assert row[:5] == [255] * 5
    assert row[-5:] == [0] * 5
    assert row == sorted(row, reverse=True)
    assert len(set(row)) > 15
    assert all(made.getpixel((x, y)) == made.getpixel((x, 0)) for x in range(195, 225) for y in (255, 256, 511, 699))


def test_an_edit_of_another_size_is_brought_to_the_sources() -> None:
    made = Image.open(io.BytesIO(locked(png(noise("RGB", 1)), png(noise("RGB", 2, (100, 175))), painted(), 4)))
    assert made.size == SIZE


def test_drift_is_measured_outside_the_mask_only() -> None:
    source = Image.new("RGB", SIZE, (100, 100, 100))
    edited = Image.new("RGB", SIZE, (100, 102, 100))
    edited.paste((250, 0, 0), (0, 0), painted())
    edited.paste((100, 100, 160), (300, 400, 310, 410))
    found, seen = drift(png(source), png(edited), painted())
    outside = painted().histogram()[0]
    assert (found.pixels, found.changed, found.most, found.p95) == (outside, 100, 60, 2)
    assert found.mean == pytest.approx((2 * (outside - 100) + 60 * 100) / outside)
    assert found.share == 100 / outside
    assert (seen.getpixel((305, 405)), seen.getpixel((160, 260)), seen.getpixel((1, 1))) == (60, 0, 2)


def test_what_was_locked_has_not_drifted_beyond_its_feather() -> None:
    source, edited = png(noise("RGB", 1)), png(noise("RGB", 2))
    found, _ = drift(source, locked(source, edited, painted(), 12), painted(), 12)
    assert (found.changed, found.most, found.mean) == (0, 0, 0.0)
    everything = Image.new("L", SIZE, 255)
    assert drift(source, edited, everything)[0].pixels == 0


def test_what_cannot_be_locked_is_told() -> None:
    source = png(noise("RGB", 1))
    with pytest.raises(PictureError, match="size"):
        locked(source, source, Image.new("L", (3, 3)))
    with pytest.raises(PictureError, match="damaged"):
        locked(source[:-500], source, painted())
    with pytest.raises(PictureError, match="8 bits"):
        locked(png(Image.new("I;16", SIZE)), source, painted())
    with pytest.raises(PictureError, match="8 bits"):
        locked(_deep(), source, painted())


def _deep() -> bytes:
    """Three colours of 16 bits each, which Pillow reads but does not write."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + struct.pack(">HHH", 40_000, 100, 65_535) * SIZE[0] for _ in range(SIZE[1]))
    head = struct.pack(">IIBBBBB", *SIZE, 16, 2, 0, 0, 0)
    return PNG_MAGIC + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def test_a_source_that_ends_in_its_head_is_told_as_damaged() -> None:
    with pytest.raises(PictureError, match="damaged"):
        locked(PNG_MAGIC, png(noise("RGB", 2)), painted())


def test_an_edit_of_another_shape_is_never_stretched_over_its_source() -> None:
    source, square = png(noise("RGB", 1)), png(noise("RGB", 2, (400, 400)))
    for work in (locked, drift):
        with pytest.raises(PictureError, match="another shape"):
            work(source, square, painted())


def test_what_the_sources_colours_mean_goes_along() -> None:
    out = io.BytesIO()
    noise("RGB", 1).save(out, "PNG", icc_profile=b"a profile")
    made = Image.open(io.BytesIO(locked(out.getvalue(), png(noise("RGB", 2)), painted())))
    assert made.info["icc_profile"] == b"a profile"
    plain = Image.open(io.BytesIO(locked(png(noise("RGB", 1)), out.getvalue(), painted())))
    assert "icc_profile" not in plain.info
