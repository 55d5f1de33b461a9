"""What edits are given: read as it is sent, softened, extended, and copied into the library with its mask."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from imagestudio.core.editing import Margins, Painted, Source
from imagestudio.core.errors import FileGoneError, PictureError
from imagestudio.core.inputs import InputImage
from imagestudio.core.origin import Origin
from imagestudio.core.record import Record
from imagestudio.library.inputs import InputStore
from imagestudio.library.preparing import Preparation

W, H = 60, 40


@pytest.fixture
def store(tmp_path: Path) -> InputStore:
    return InputStore(tmp_path / "inputs")


@pytest.fixture
def preparing(store: InputStore) -> Preparation:
    return Preparation(store)


def encoded(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (W, H)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 90 if mode == "L" else (90, 10, 200, 255)[: len(mode)]).save(out, kind)
    return out.getvalue()


def turned() -> bytes:
    """A JPEG that lies on its side."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (W, H), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def half(width: int = W, height: int = H) -> Painted:
    """All of the left half may change."""
    row = b"\xff" * (width // 2) + bytes(width - width // 2)
    return Painted(row * height, width, height)


def test_a_picture_is_read_with_all_its_pixels(preparing: Preparation) -> None:
    pixels = preparing.read(Source(content=encoded()), 10_000)
    assert (pixels.width, pixels.height, pixels.whole_width, pixels.whole_height) == (W, H, W, H)
    assert pixels.rgba[:4] == bytes((90, 10, 200, 255))
    assert not pixels.transparent


def test_of_a_large_one_a_smaller_copy_is_read(preparing: Preparation) -> None:
    pixels = preparing.read(Source(content=encoded()), 600)
    assert pixels.width * pixels.height <= 600
    assert (pixels.whole_width, pixels.whole_height) == (W, H)


def test_it_is_read_upright_as_it_is_sent(preparing: Preparation, tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    path.write_bytes(turned())
    pixels = preparing.read(Source(path), 10_000)
    assert (pixels.width, pixels.height) == (H, W)


@pytest.mark.parametrize("content", [b"", b"no picture", encoded()[:-40]])
def test_what_is_no_sound_picture_is_told(preparing: Preparation, content: bytes) -> None:
    with pytest.raises(PictureError):
        preparing.read(Source(content=content), 10_000)


def test_a_soft_edge_lies_on_both_sides(preparing: Preparation) -> None:
    soft = preparing.soften(half(), 8)
    row = soft.change[:W]
    assert row[0] == 255
    assert row[-1] == 0
    assert 128 < row[W // 2 - 3] < 255
    assert 0 < row[W // 2 + 2] < 128


def test_an_extended_canvas_may_change_at_its_border_alone(preparing: Preparation) -> None:
    source, painted = preparing.extend(Source(content=encoded(), name="x", parent="id"), Margins(10, 0, 20, 4))
    assert (source.name, source.parent) == ("x", "id")
    assert (painted.width, painted.height) == (W + 30, H + 4)
    with Image.open(io.BytesIO(source.content)) as image:
        assert image.size == (W + 30, H + 4)
        assert image.convert("RGBA").getpixel((10, 0)) == (90, 10, 200, 255)
        assert image.convert("RGBA").getpixel((9, 0))[3] == 0  # type: ignore[index]
    assert painted.change[9] == 255
    assert painted.change[10] == 0
    assert painted.change[10 + W] == 255


def test_sources_are_copied_by_their_hash_and_only_read(
    preparing: Preparation, store: InputStore, tmp_path: Path
) -> None:
    path = tmp_path / "source.png"
    path.write_bytes(encoded())
    images, mask = preparing.take([Source(path), Source(content=encoded("BMP"))], None)
    assert mask is None
    assert store.require(images[0]).read_bytes() == path.read_bytes() == encoded()
    assert images[1].media_type == "image/png"


def test_the_mask_has_the_size_of_the_first_and_alpha_0_where_change_is_wanted(
    preparing: Preparation, store: InputStore
) -> None:
    images, mask = preparing.take([Source(content=encoded()), Source(content=encoded(size=(9, 9)))], half())
    assert mask is not None
    assert (mask.width, mask.height) == (images[0].width, images[0].height)
    with Image.open(store.require(mask)) as image:
        alpha = image.getchannel("A")
        assert (alpha.getpixel((0, 0)), alpha.getpixel((W - 1, H - 1))) == (0, 255)


def test_a_mask_painted_over_a_smaller_copy_is_brought_to_the_pictures_size(
    preparing: Preparation, store: InputStore
) -> None:
    _images, mask = preparing.take([Source(content=encoded())], half(W // 2, H // 2))
    assert mask is not None
    assert (mask.width, mask.height) == (W, H)
    with Image.open(store.require(mask)) as image:
        alpha = image.getchannel("A")
        assert (alpha.getpixel((2, 2)), alpha.getpixel((W - 3, 2))) == (0, 255)


def test_what_a_picture_was_made_of_comes_back_as_it_was_sent(preparing: Preparation) -> None:
    images, mask = preparing.take([Source(content=encoded())], half())
    sources, painted = preparing.given(made_of(images, mask))
    assert [source.parent for source in sources] == ["the parent"]
    assert painted == half()
    assert preparing.take(sources, painted) == (images, mask)


def test_an_input_that_is_gone_is_told(preparing: Preparation, store: InputStore) -> None:
    images, _mask = preparing.take([Source(content=encoded())], None)
    store.path_of(images[0]).unlink()
    with pytest.raises(FileGoneError):
        preparing.given(made_of(images, None))


def made_of(images: tuple[InputImage, ...], mask: InputImage | None) -> Record:
    made = Record("i", 1, "p.png", "", 1, "image/png", W, H, "aimlapi", "m", "a fox")
    return replace(made, images=images, mask=mask, origin=Origin(("the parent",)))
