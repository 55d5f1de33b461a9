"""The built-in service answers edits as the real one does: new inside the mask, nearly the same outside of it."""

from __future__ import annotations

import asyncio
import base64
import io
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from imagestudio.demo.painter import paint
from imagestudio.demo.transport import DemoTransport
from imagestudio.library.inputs import InputStore
from imagestudio.library.masks import extended, mask_png
from imagestudio.library.pixel_lock import drift

URL = "https://demo.invalid/v1/images/edits"
SIZE = (1024, 1024)
FIELDS = {"model": "openai/gpt-image-1", "prompt": "a red balloon", "n": "1", "quality": "low", "size": "1024x1024"}
MIDDLE = (300, 300, 620, 620)


@pytest.fixture(scope="module")
def picture() -> bytes:
    return paint("the sea at dawn", "1024x1024", "low", "opaque", "png", None, 5)


@pytest.fixture(scope="module")
def change() -> Image.Image:
    painted = Image.new("L", SIZE, 0)
    ImageDraw.Draw(painted).ellipse(MIDDLE, fill=255)
    return painted


@pytest.fixture
def inputs(tmp_path: Path) -> InputStore:
    return InputStore(tmp_path / "inputs")


def ask(inputs: InputStore, pictures: list[bytes], mask: bytes | None = None, **fields: Any) -> httpx.Response:
    """What comes of an edit whose pictures the library keeps."""
    for content in pictures:
        inputs.take(content)
    files: list[tuple[str, Any]] = [("image[]", ("image.png", content, "image/png")) for content in pictures]
    if mask is not None:
        inputs.folder.mkdir(exist_ok=True)
        inputs.take(mask)
        files.append(("mask", ("mask.png", mask, "image/png")))

    async def once() -> httpx.Response:
        async with httpx.AsyncClient(transport=DemoTransport(delay=(0, 0), inputs=inputs.named)) as client:
            return await client.post(URL, data=FIELDS | fields, files=files)

    return asyncio.run(once())


def fetch(inputs: InputStore | None, url: str) -> httpx.Response:
    async def once() -> httpx.Response:
        transport = DemoTransport(inputs=inputs.named if inputs else None)
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.get(url)

    return asyncio.run(once())


def pictures_of(inputs: InputStore, answer: httpx.Response) -> list[bytes]:
    assert answer.status_code == 200, answer.text
    return [fetch(inputs, each["url"]).content for each in answer.json()["data"]]


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def mask_of(change: Image.Image) -> bytes:
    return mask_png(change.tobytes(), *change.size).content


def difference(one: bytes, other: bytes, box: tuple[int, int, int, int]) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(opened(one), opened(other)).crop(box)).mean)


def test_outside_the_mask_it_stays_nearly_the_same_and_inside_is_something_new(
    inputs: InputStore, picture: bytes, change: Image.Image
) -> None:
    [made] = pictures_of(inputs, ask(inputs, [picture], mask_of(change)))
    found, _seen = drift(picture, made, change)
    assert 0 < found.mean < 6
    assert found.share < 0.15
    assert difference(picture, made, (400, 380, 520, 500)) > 60


def test_several_at_once_are_different_ones(inputs: InputStore, picture: bytes, change: Image.Image) -> None:
    made = pictures_of(inputs, ask(inputs, [picture], mask_of(change), n="3"))
    assert len(set(made)) == 3


def test_the_border_of_a_larger_canvas_is_filled(inputs: InputStore, picture: bytes) -> None:
    canvas, border = extended(picture, 256, 0, 256, 0)
    mask = mask_png(border, 1536, 1024).content
    [made] = pictures_of(inputs, ask(inputs, [canvas], mask, size="1536x1024"))
    image = opened(made)
    assert image.size == (1536, 1024)
    assert min(ImageStat.Stat(image.crop((0, 0, 250, 1024))).mean) > 10
    inner = io.BytesIO()
    image.crop((256, 0, 1280, 1024)).save(inner, "PNG")
    assert difference(picture, inner.getvalue(), (20, 20, 1004, 940)) < 20


def test_without_a_mask_another_picture_is_painted_and_in_high_quality_the_same_once_more(
    inputs: InputStore, picture: bytes
) -> None:
    everything = (0, 0, *SIZE)
    [varied] = pictures_of(inputs, ask(inputs, [picture], prompt="the sea at dawn"))
    [final] = pictures_of(inputs, ask(inputs, [picture], prompt="the sea at dawn", quality="high"))
    assert difference(picture, final, everything) < difference(picture, varied, everything) / 2


def test_clear_pictures_stay_clear(inputs: InputStore, change: Image.Image) -> None:
    gem = paint("a gem", "1024x1024", "low", "transparent", "png", None, 5)
    [made] = pictures_of(inputs, ask(inputs, [gem], mask_of(change), background="transparent", prompt="a crown"))
    image = Image.open(io.BytesIO(made))
    assert image.mode == "RGBA"
    assert image.getchannel("A").getextrema() == (0, 255)


def test_a_picture_can_be_fetched_again_as_long_as_what_it_was_made_of_is_there(
    inputs: InputStore, picture: bytes, change: Image.Image
) -> None:
    answer = ask(inputs, [picture], mask_of(change))
    url = answer.json()["data"][0]["url"]
    assert fetch(inputs, url).content == fetch(inputs, url).content
    assert fetch(None, url).status_code == 404
    for path in inputs.folder.iterdir():
        path.unlink()
    assert fetch(inputs, url).status_code == 404


def test_pictures_come_in_the_answer_where_nothing_is_kept(picture: bytes) -> None:
    async def once() -> httpx.Response:
        async with httpx.AsyncClient(transport=DemoTransport(delay=(0, 0))) as client:
            return await client.post(URL, data=FIELDS, files=[("image[]", ("image.png", picture, "image/png"))])

    [made] = asyncio.run(once()).json()["data"]
    assert opened(base64.b64decode(made["b64_json"])).size == SIZE


@pytest.mark.parametrize(
    "fields", [{"n": "0"}, {"n": "11"}, {"moderation": "low"}, {"prompt": ""}, {"size": "7x7"}, {"model": ""}]
)
def test_what_the_service_refuses_of_an_edit_is_refused(
    inputs: InputStore, picture: bytes, fields: dict[str, Any]
) -> None:
    answer = ask(inputs, [picture], **fields)
    assert answer.status_code == 400
    assert set(answer.json()) == {"message", "path", "requestId", "statusCode", "timestamp"}


def test_a_mask_of_another_size_no_picture_and_too_many_are_refused(inputs: InputStore, picture: bytes) -> None:
    small = mask_png(bytes([255]) * 100, 10, 10).content
    assert ask(inputs, [picture], small).status_code == 400
    assert ask(inputs, []).status_code == 400
    assert ask(inputs, [picture] * 17).status_code == 400
