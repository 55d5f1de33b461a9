"""PNG files looked at piece by piece, and decoded a band at a time."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from imagestudio.library.png import PngHeader, check_png, read_header
from imagestudio.library.png_bands import PngBands
from tests.library.helpers import picture, png_chunk, with_png_chunk

WIDTH, HEIGHT = 37, 29
MODES = {2: "RGB", 4: "LA", 6: "RGBA"}
STEPS = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def value(x: int, y: int, byte: int) -> int:
    return (x * x * 7 + y * 13 * (byte + 1) + x * y) % 256


def pixel(x: int, y: int, count: int) -> bytes:
    return bytes(value(x, y, byte) for byte in range(count))


def filtered(number: int, row: bytes, before: bytes, step: int) -> bytes:
    """A row under one of the five filters, as the specification has them."""
    out = bytearray([number])
    for at, byte in enumerate(row):
        left = row[at - step] if at >= step else 0
        corner = before[at - step] if at >= step else 0
        up = before[at]
        guess = left + up - corner
        paeth = min((left, up, corner), key=lambda one: abs(guess - one))
        out.append((byte - (0, left, up, (left + up) // 2, paeth)[number]) % 256)
    return bytes(out)


def packed_rows(header: PngHeader) -> Iterator[bytes]:
    count = header.channels * header.depth // 8
    for x0, y0, dx, dy in STEPS if header.interlaced else ((0, 0, 1, 1),):
        before = bytes(len(range(x0, header.width, dx)) * count)
        for number, y in enumerate(range(y0, header.height, dy)):
            row = b"".join(pixel(x, y, count) for x in range(x0, header.width, dx))
            if row:
                yield filtered(number % 5, row, before, count)
            before = row


def png(header: PngHeader, packed: bytes, *more: bytes) -> BytesIO:
    fields = (header.width, header.height, header.depth, header.color, 0, 0, header.interlaced)
    begin = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", *fields))
    middle = b"".join(more) + png_chunk(b"IDAT", packed[:50]) + png_chunk(b"IDAT", packed[50:])
    return BytesIO(begin + middle + png_chunk(b"IEND", b""))


def rows_as_they_are(header: PngHeader) -> bytes:
    return b"".join(packed_rows(header))


HEADERS = [
    PngHeader(WIDTH, HEIGHT, depth, color, interlaced)
    for depth in (8, 16)
    for color in MODES
    for interlaced in (False, True)
]


@pytest.mark.parametrize("header", HEADERS, ids=str)
@pytest.mark.parametrize("rows", [1, 4, 100])
def test_bands_put_together_are_the_picture(header: PngHeader, rows: int) -> None:
    file = png(header, zlib.compress(rows_as_they_are(header)))
    check_png(file)
    bands = PngBands(file, header)
    step = header.depth // 8
    across, down = (range(1, WIDTH, 2), range(0, HEIGHT, 2)) if header.interlaced else (range(WIDTH), range(HEIGHT))
    wanted = b"".join(pixel(x, y, header.channels * step)[::step] for y in down for x in across)
    assert bands.mode == MODES[header.color]
    assert b"".join(band.tobytes() for band in bands.bands(rows)) == wanted


@pytest.mark.parametrize("header", HEADERS, ids=str)
def test_pillow_reads_the_same_pictures(header: PngHeader) -> None:
    with Image.open(png(header, zlib.compress(rows_as_they_are(header)))) as image:
        step = header.depth // 8
        wanted = Image.frombytes(MODES[header.color], (1, 1), pixel(20, 9, header.channels * step)[::step])
        assert image.convert("RGBA").getpixel((20, 9)) == wanted.convert("RGBA").getpixel((0, 0))


def test_the_colour_that_stands_for_nothing_is_transparent_in_bands() -> None:
    header = PngHeader(WIDTH, HEIGHT, 8, 2, False)
    clear = pixel(3, 0, 3)
    file = png(header, zlib.compress(rows_as_they_are(header)), png_chunk(b"tRNS", struct.pack(">HHH", *clear)))
    band = next(PngBands(file, header).bands(8)).convert("RGBA")
    assert band.getpixel((3, 0)) == (*clear, 0)
    assert band.getpixel((4, 0)) == (*pixel(4, 0, 3), 255)


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: zlib.compress(rows[:-1]),
        lambda rows: zlib.compress(rows)[:-1],
        lambda rows: zlib.compress(rows)[:-4] + b"\0\0\0\0",
        lambda rows: zlib.compress(b"\5" + rows[1:]),
        lambda rows: zlib.compress(rows + bytes(3 * 1024 * 1024)),
        lambda _rows: b"garbage" * 20,
        lambda _rows: b"",
    ],
    ids=["too few", "cut off", "wrong sum", "unknown filter", "far too many", "garbage", "nothing"],
)
def test_pixels_that_are_not_whole_are_found(spoil: object, interlaced: bool) -> None:
    header = PngHeader(WIDTH, HEIGHT, 8, 2, interlaced)
    packed = spoil(rows_as_they_are(header))  # type: ignore[operator]
    with pytest.raises(ValueError, match=r"pixels|filter"):
        check_png(png(header, packed))


@pytest.mark.parametrize(
    "header",
    [
        PngHeader(0, 9, 8, 2, False),
        PngHeader(9, 9, 4, 2, False),
        PngHeader(9, 9, 8, 5, False),
        PngHeader(9, 9, 16, 3, False),
    ],
    ids=str,
)
def test_a_header_no_picture_may_have_is_refused(header: PngHeader) -> None:
    with pytest.raises(ValueError, match="header"):
        read_header(png(header, b""))


def test_a_picture_of_a_palette_needs_one() -> None:
    header = PngHeader(4, 1, 8, 3, False)
    packed = zlib.compress(b"\0\0\0\0\0")
    check_png(png(header, packed, png_chunk(b"PLTE", b"\1\2\3")))
    with pytest.raises(ValueError, match="palette"):
        check_png(png(header, packed))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"zTXt", b"Comment\0\0" + zlib.compress(b"a word")),
        (b"iTXt", b"Comment\0\1\0en\0Note\0" + zlib.compress(b"a word")),
        (b"iTXt", b"Comment\0\0\0en\0Note\0a word"),
        (b"iCCP", b"profile\0\0" + zlib.compress(b"p" * 900_000)),
        (b"zTXt", b"Comment\0\0no zlib at all"),
        (b"tEXt", b"Comment\0" + b"x" * 2_000_000),
    ],
)
def test_texts_of_a_size_that_is_meant_are_fine(kind: bytes, body: bytes) -> None:
    check_png(BytesIO(with_png_chunk(picture(), kind, body)))


def test_a_wrong_checksum_of_a_text_is_found_too() -> None:
    content = with_png_chunk(picture(), b"tEXt", b"Comment\0a word").replace(b"a word", b"a wort")
    with pytest.raises(ValueError, match="checksum"):
        check_png(BytesIO(content))
