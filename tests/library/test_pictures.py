"""Whether bytes are a sound picture."""

from __future__ import annotations

import hashlib
import struct
import threading
import zlib
from pathlib import Path

import pytest

from imagestudio.core.errors import PictureError
from imagestudio.library.pictures import MAX_BYTES, check_picture_file
from tests.library.checking import check_picture
from tests.library.helpers import picture, png_chunk, with_png_chunk

FORMATS = ["PNG", "JPEG", "WEBP"]


def _noisy(format_: str) -> bytes:
    """A picture whose pixels take up room, so that a cut goes through them."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.effect_noise((160, 120), 80).convert("RGB").save(out, format_)
    return out.getvalue()


@pytest.mark.parametrize(
    ("format_", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")]
)
def test_a_sound_picture_is_measured(format_: str, media_type: str) -> None:
    content = picture(format_, (60, 40))
    facts = check_picture(content)
    assert (facts.media_type, facts.width, facts.height) == (media_type, 60, 40)
    assert (facts.size_bytes, facts.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("format_", FORMATS)
def test_a_picture_cut_off_anywhere_is_refused(format_: str) -> None:
    content = _noisy(format_)
    for length in [*range(0, len(content), max(1, len(content) // 60)), *range(len(content) - 14, len(content))]:
        with pytest.raises(PictureError):
            check_picture(content[:length])


def test_a_picture_with_a_broken_checksum_is_refused() -> None:
    content = bytearray(picture())
    content[29] ^= 0xFF
    with pytest.raises(PictureError, match="damaged"):
        check_picture(bytes(content))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage" * 1000,
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"<html><body>Not found</body></html>",
        b"GIF89a" + b"\0" * 100,
        b"%PDF-1.7",
    ],
)
def test_what_is_no_picture_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(PictureError, match="no PNG, JPEG or WebP"):
        check_picture(content)


@pytest.mark.parametrize("magic", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x10\0\0\0WEBP"])
def test_the_first_bytes_alone_make_no_picture(magic: bytes) -> None:
    with pytest.raises(PictureError):
        check_picture(magic + b"\0" * 200)


def _bomb(width: int, height: int) -> bytes:
    """A small PNG that unfolds to many pixels, one bit each."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    squeezed = zlib.compress(b"\0" * ((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", squeezed) + png_chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_001, 9_600, 14_000, 40_000])
def test_a_decompression_bomb_is_refused_before_it_unfolds(side: int) -> None:
    with pytest.raises(PictureError, match="too large: more than 64 megapixels"):
        check_picture(_bomb(side, side if side < 20_000 else side // 2))


def test_a_large_picture_within_the_limit_is_taken() -> None:
    assert check_picture(_bomb(8_000, 8_000)).width == 8_000


def test_a_file_of_more_than_64_mib_is_refused() -> None:
    with pytest.raises(PictureError, match="too big: more than 64 MiB"):
        check_picture(bytes(MAX_BYTES + 1))


@pytest.mark.parametrize(
    "rows",
    [b"\0" + bytes(30) + b"\x09" + bytes(30), b"\0" + bytes(30), b"\0" + bytes(30) + b"\0" + bytes(12), b""],
    ids=["a filter nobody knows", "a row too few", "half a row", "nothing"],
)
def test_sound_checksums_do_not_make_missing_or_unknown_pixels_sound(rows: bytes) -> None:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 10, 2, 8, 2, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress(rows))
    with pytest.raises(PictureError, match="damaged"):
        check_picture(b"\x89PNG\r\n\x1a\n" + header + pixels + png_chunk(b"IEND", b""))


def test_a_text_bomb_is_refused() -> None:
    squeezed = b"Comment\0\0" + zlib.compress(b"x" * 80_000_000, 9)
    with pytest.raises(PictureError, match="damaged"):
        check_picture(with_png_chunk(picture(), b"zTXt", squeezed))


def test_pictures_are_checked_by_several_threads_at_once() -> None:
    sound, broken = _noisy("PNG"), _noisy("PNG")[:-300]
    results: list[str] = []

    def check(content: bytes) -> None:
        try:
            results.append(check_picture(content).media_type)
        except PictureError:
            results.append("refused")

    threads = [threading.Thread(target=check, args=(content,)) for content in (sound, broken) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["image/png"] * 4 + ["refused"] * 4


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "I;16"])
def test_a_large_picture_is_shrunk_band_by_band_to_the_same_small_one(mode: str) -> None:
    from io import BytesIO

    from PIL import Image, ImageChops, ImageStat

    from imagestudio.library import shrink

    gradient = Image.linear_gradient("L").resize((4_400, 4_000))
    image = gradient.convert(mode) if mode != "RGBA" else Image.merge("RGBA", [gradient] * 4)
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    with Image.open(BytesIO(shrink.shrink(out).large)) as small, image.convert("RGBA") as whole:
        assert min(small.size) == 512
        wanted = whole.resize(small.size)
        difference = ImageChops.difference(small.convert("RGBA"), wanted)
    assert max(ImageStat.Stat(difference).mean) < 3


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "L", "P", "with a clear colour"])
def test_what_is_checked_and_shrunk_at_once_is_what_is_shrunk_alone(tmp_path: Path, mode: str) -> None:
    from PIL import Image

    from imagestudio.library.shrink import shrink

    gradient = Image.linear_gradient("L").resize((300, 200))
    colours = Image.merge("RGB", (gradient, gradient.transpose(Image.Transpose.FLIP_TOP_BOTTOM), gradient))
    path = tmp_path / "a.png"
    if mode == "with a clear colour":
        colours.save(path, transparency=(10, 10, 10))
    elif mode in ("RGBA", "LA"):
        colours.putalpha(gradient)
        colours.convert(mode).save(path)
    else:
        colours.convert(mode).save(path)
    with path.open("rb") as file:
        assert check_picture_file(path).copies == shrink(file)


def test_a_file_that_is_mostly_texts_is_decoded_without_them() -> None:
    from io import BytesIO

    from imagestudio.library.bare import bare_jpeg, bare_png

    text = b"\xff\xe5" + struct.pack(">H", 65_000) + bytes(64_998)
    jpeg, png = _noisy("JPEG"), _noisy("PNG")
    long_jpeg, long_png = jpeg[:2] + text * 30 + jpeg[2:], with_png_chunk(png, b"juNk", bytes(2_000_000))
    assert bare_jpeg(BytesIO(long_jpeg), long_jpeg).read() == jpeg
    assert bare_png(BytesIO(long_png)).read() == png
    assert check_picture(long_jpeg).width == check_picture(long_png).width == 160
