"""What the demo paints: every combination that can be asked for, different each time."""

from __future__ import annotations

import io
import itertools
from random import Random

import pytest
from PIL import Image, ImageStat

from imagestudio.demo.brief import read_brief
from imagestudio.demo.painter import SCENES, SUBJECTS, paint

SIZES = ("1024x1024", "1024x1536", "1536x1024")
COMBINATIONS = [
    (size, quality, background, output_format)
    for size, quality, background, output_format in itertools.product(
        SIZES, ("low", "medium", "high"), ("auto", "opaque", "transparent"), ("png", "jpeg", "webp")
    )
    if (background, output_format) != ("transparent", "jpeg")
]
_WORDS = {"still_life": "vase"}


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize(("size", "quality", "background", "output_format"), COMBINATIONS)
def test_the_picture_is_what_was_asked_for(size: str, quality: str, background: str, output_format: str) -> None:
    image = opened(paint("portrait with a crown", size, quality, background, output_format, None, 7))
    assert f"{image.width}x{image.height}" == size
    assert (image.format or "").lower() == output_format
    clear = background == "transparent"
    assert image.mode == ("RGBA" if clear else "RGB")
    if clear:
        assert image.getchannel("A").getextrema() == (0, 255)


def test_the_same_seed_paints_the_same_picture_and_another_seed_another() -> None:
    def painted(seed: int) -> bytes:
        return opened(paint("a lighthouse", "1024x1024", "low", "auto", "png", None, seed)).tobytes()

    assert painted(1) == painted(1)
    assert painted(1) != painted(2)


def test_other_words_paint_other_scenes() -> None:
    pictures = {
        opened(paint(prompt, "1024x1024", "low", "auto", "png", None, 3)).tobytes()
        for prompt in ("mountains", "a city at night", "a bauhaus pattern", "an owl", "deep space")
    }
    assert len(pictures) == 5


@pytest.mark.parametrize("prompt", ["", "🦊", "狐 ثعلب", "x" * 32_000, "{a|b} $5 50% #ff00aa"])
def test_any_prompt_is_painted(prompt: str) -> None:
    assert opened(paint(prompt, "1024x1024", "low", "auto", "jpeg", 60, 5)).size == (1024, 1024)


def test_compression_makes_the_file_smaller() -> None:
    files = [paint("dunes", "1024x1024", "low", "auto", "webp", level, 5) for level in (20, 95)]
    assert len(files[0]) < len(files[1])


def test_no_picture_claims_content_credentials() -> None:
    assert b"caBX" not in paint("a crown", "1024x1024", "low", "transparent", "png", None, 7)


@pytest.mark.parametrize("output_format", ["png", "jpeg", "webp"])
def test_every_file_says_what_drew_it(output_format: str) -> None:
    assert b"Image Studio demo" in paint("a gem", "1024x1024", "low", "opaque", output_format, 50, 7)


@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_scene_can_be_asked_for_by_a_word(name: str) -> None:
    brief = read_brief(_WORDS.get(name, name), Random(1), clear=False)  # noqa: S311 - chance for painting
    assert brief.scene == name


@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_every_subject_stands_free_of_the_edges(name: str) -> None:
    image = opened(paint(name, "1024x1024", "low", "transparent", "png", None, 11))
    alpha = image.getchannel("A")
    edges = [(0, 0, 1024, 4), (0, 0, 4, 1024), (1020, 0, 1024, 1024), (0, 1020, 1024, 1024)]
    assert all(alpha.crop(edge).getextrema()[1] == 0 for edge in edges)


def test_a_colour_in_the_prompt_is_seen() -> None:
    def mean(prompt: str) -> list[float]:
        image = opened(paint(prompt, "1024x1024", "low", "transparent", "png", None, 2))
        return ImageStat.Stat(image.convert("RGB"), image.getchannel("A").point(lambda value: value and 255)).mean

    assert mean("a red gem")[0] > mean("a blue gem")[0]
    assert mean("a blue gem")[2] > mean("a red gem")[2]
