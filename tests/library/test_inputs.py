"""Pictures for edits: copied by their hash, as they are where that will do, and the source is never touched."""

from __future__ import annotations

import hashlib
import io
import random
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from imagestudio.core.errors import FileGoneError, PictureError
from imagestudio.core.inputs import InputImage
from imagestudio.library.folder import Library
from imagestudio.library.inputs import InputStore
from imagestudio.library.masks import extended, mask_png, read_mask
from tests.library.helpers import files_in, picture

TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
MOVING: dict[str, Any] = {"save_all": True, "append_images": [Image.new("RGB", (6, 4))]}


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))  # noqa: S311


def opened(store: InputStore, image: InputImage) -> Image.Image:
    found = Image.open(store.require(image))
    found.load()
    return found


@pytest.fixture
def store(library: Library) -> InputStore:
    return library.exploring.inputs


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_the_service_takes_is_copied_byte_by_byte_and_once(
    store: InputStore, tmp_path: Path, kind: str
) -> None:
    source = tmp_path / "source"
    source.write_bytes(picture(kind))
    image = store.take_file(source)
    assert image == InputImage(
        hashlib.sha256(source.read_bytes()).hexdigest(), f"image/{kind.lower()}", source.stat().st_size, 48, 32,
    )  # fmt: skip
    assert store.take(source.read_bytes()) == image
    assert files_in(store.folder) == [image.file_name]
    assert store.require(image).read_bytes() == source.read_bytes()
    assert store.path_of(image) == store.require(image)


@pytest.mark.parametrize(
    ("content", "mode", "size"),
    [
        (saved(Image.new("RGB", (6, 4), "red"), "BMP"), "RGB", (6, 4)),
        (saved(Image.new("RGB", (6, 4), "red"), "TIFF"), "RGB", (6, 4)),
        (saved(Image.new("P", (6, 4)), "GIF", transparency=0), "RGBA", (6, 4)),
        (saved(Image.new("CMYK", (6, 4)), "JPEG"), "RGB", (6, 4)),
        (saved(Image.new("I;16", (6, 4), 40_000), "PNG"), "RGB", (6, 4)),
        (saved(Image.new("RGB", (6, 4), "red"), "JPEG", exif=TURNED), "RGB", (4, 6)),
        (saved(Image.new("RGB", (6, 4), "red"), "WEBP", **MOVING), "RGB", (6, 4)),
    ],
    ids=["bmp", "tiff", "clear gif", "cmyk", "sixteen bits", "turned", "moving"],
)  # fmt: skip
def test_any_other_picture_is_converted(store: InputStore, content: bytes, mode: str, size: tuple[int, int]) -> None:
    image = store.take(content)
    found = opened(store, image)
    assert (image.media_type, found.format, found.mode, found.size) == ("image/png", "PNG", mode, size)
    assert (image.width, image.height) == size


def test_sixteen_bits_become_eight_of_the_same_brightness(store: InputStore) -> None:
    image = store.take(saved(Image.new("I;16", (2, 2), 40_000), "PNG"))
    assert opened(store, image).getpixel((0, 0)) == (156, 156, 156)


@pytest.mark.parametrize(("mode", "kind", "of"), [("CMYK", "JPEG", b"CMYK"), ("L", "TIFF", b"GRAY")])
def test_a_profile_of_other_colours_does_not_go_along(store: InputStore, mode: str, kind: str, of: bytes) -> None:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    kept = opened(store, store.take(saved(Image.new("RGB", (6, 4)), "TIFF", icc_profile=bytes(profile))))
    assert kept.info["icc_profile"] == bytes(profile)
    profile[16:20] = of
    made = opened(store, store.take(saved(Image.new(mode, (6, 4)), kind, icc_profile=bytes(profile))))
    assert (made.mode, made.info.get("icc_profile")) == ("RGB", None)


def test_colours_of_ink_become_those_their_profile_says(store: InputStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def turned(image: Image.Image, *_others: object, **_more: object) -> Image.Image:
        asked.append(image.mode)
        return Image.new("RGB", image.size, (1, 2, 3))

    monkeypatch.setattr(ImageCms, "profileToProfile", turned)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = opened(store, store.take(saved(Image.new("CMYK", (6, 4)), "JPEG", icc_profile=profile)))
    assert (asked, made.getpixel((0, 0))) == (["CMYK"], (1, 2, 3))


def test_a_picture_that_is_too_large_is_made_to_fit_and_the_source_is_not_touched(
    library: Library, tmp_path: Path
) -> None:
    source = tmp_path / "large.png"
    source.write_bytes(saved(noise(300, 200), "PNG"))
    before = source.read_bytes()
    small = InputStore(library.folder / "small", most_bytes=100_000)
    image = small.take_file(source)
    assert (image.media_type, image.width, image.height) == ("image/jpeg", 300, 200)
    tiny = InputStore(library.folder / "tiny", most_bytes=20_000)
    image = tiny.take_file(source)
    assert image.size_bytes <= 20_000
    assert image.width < 300
    assert abs(image.width / image.height - 1.5) < 0.05
    clear = noise(300, 200)
    clear.putalpha(7)
    kept = tiny.take(saved(clear, "PNG"))
    assert kept.media_type == "image/png"
    assert opened(tiny, kept).mode == "RGBA"
    assert source.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"no picture", picture()[:-30], b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_sound_picture_is_refused(store: InputStore, content: bytes) -> None:
    with pytest.raises(PictureError):
        store.take(content)
    assert not store.folder.exists()


def test_a_picture_that_is_gone_or_was_changed_is_told(store: InputStore) -> None:
    image = store.take(picture())
    store.path_of(image).write_bytes(b"x")
    with pytest.raises(FileGoneError, match="not what it was"):
        store.require(image)
    store.path_of(image).unlink()
    with pytest.raises(FileGoneError, match="not in the library"):
        store.require(image)
    assert store.take(picture()) == image
    assert store.require(image)


def test_a_mask_is_a_png_of_the_exact_size_with_alpha_0_where_change_is_wanted(store: InputStore) -> None:
    width, height = 1536, 1024
    change = bytearray(width * height)
    change[10 * width + 20] = 255
    change[11 * width + 20] = 100
    image = store.take_as_it_is(lambda: mask_png(bytes(change), width, height))
    found = opened(store, image)
    assert (image.media_type, found.format, found.mode, found.size) == ("image/png", "PNG", "RGBA", (width, height))
    alpha = found.getchannel("A")
    assert (alpha.getpixel((20, 10)), alpha.getpixel((20, 11)), alpha.getpixel((0, 0))) == (0, 155, 255)
    assert read_mask(store.require(image).read_bytes()).tobytes() == bytes(change)
    assert image.size_bytes < 4_000_000


def test_a_mask_that_is_too_large_loses_its_soft_edges_only() -> None:
    soft = random.Random(2).randbytes(400 * 400)  # noqa: S311
    whole = mask_png(soft, 400, 400)
    small = mask_png(soft, 400, 400, most_bytes=len(whole.content) - 1)
    with Image.open(io.BytesIO(small.content)) as image:
        alpha = image.getchannel("A").tobytes()
    assert set(alpha) == {0, 255}
    assert all((value >= 128) == (kept == 0) for value, kept in zip(soft, alpha, strict=True))
    with pytest.raises(PictureError, match="too large"):
        mask_png(soft, 400, 400, most_bytes=100)


def test_a_mask_needs_something_painted_and_a_byte_for_each_pixel() -> None:
    with pytest.raises(PictureError, match="Nothing is painted"):
        mask_png(bytes(12), 4, 3)
    with pytest.raises(ValueError, match="byte for each pixel"):
        mask_png(bytes(11), 4, 3)


def test_an_extended_picture_keeps_its_pixels_and_its_border_is_the_mask() -> None:
    source = Image.open(io.BytesIO(picture()))
    content, change = extended(picture(), 10, 0, 20, 5)
    made = Image.open(io.BytesIO(content))
    assert made.size == (78, 37)
    assert made.crop((10, 0, 58, 32)).convert("RGB").tobytes() == source.tobytes()
    assert made.getpixel((0, 0)) == (0, 0, 0, 0)
    mask = read_mask(mask_png(change, *made.size).content)
    inside = Image.new("L", made.size, 255)
    inside.paste(0, (10, 0, 58, 32))
    assert mask.tobytes() == inside.tobytes()
    with pytest.raises(PictureError):
        extended(b"no picture", 1, 1, 1, 1)
