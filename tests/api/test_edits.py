"""Edits on the wire: names, order and types of the parts, files read while they are sent, and what may go wrong."""

from __future__ import annotations

import asyncio
import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from imagestudio.api.multipart import Multipart, edit_body
from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import Charge, ProviderError, RefusedError, RequestError
from imagestudio.core.inputs import InputImage
from imagestudio.core.job import JobState, state_after
from imagestudio.core.pricing import estimate
from imagestudio.core.request import Request, make_edit
from tests import edits
from tests.api.conftest import ATTEMPT, MakeProvider, MemorySink
from tests.core.test_pricing import spec_of
from tests.server import ServiceServer

SPEC = spec_of("gpt-image-1")


class Inputs:
    """A folder of pictures by their hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, kind: str = "PNG", size: tuple[int, int] = (48, 32), clear: bool = False) -> InputImage:
        out = io.BytesIO()
        Image.new("RGBA" if clear else "RGB", size, (9, 99, 199, 0) if clear else (9, 99, 199)).save(out, kind)
        return self.keep(out.getvalue(), f"image/{kind.lower()}", size)

    def keep(self, content: bytes, media_type: str, size: tuple[int, int]) -> InputImage:
        sha256 = hashlib.sha256(content).hexdigest()
        image = InputImage(sha256, media_type, len(content), *size)
        self.path_of(image).write_bytes(content)
        return image

    def path_of(self, image: InputImage) -> Path:
        return self._folder / image.file_name


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    return Inputs(tmp_path)


@pytest.fixture
def provider(service: ServiceServer, inputs: Inputs) -> ApiProvider:
    return ApiProvider(service.base_url, lambda: service.key, inputs=inputs.path_of)


def send(provider: ApiProvider, request: Request) -> MemorySink:
    sink = MemorySink()
    asyncio.run(provider.send(request, ATTEMPT, sink))
    return sink


def test_the_body_at_the_service_is_as_the_contract_describes_it(
    provider: ApiProvider, inputs: Inputs, service: ServiceServer
) -> None:
    images = [inputs.add("PNG"), inputs.add("JPEG"), inputs.add("WEBP")]
    mask = inputs.add(clear=True)
    parameters = {"size": "1536x1024", "quality": "low", "moderation": "low", "output_format": "webp"}
    request = make_edit(SPEC, 'a "hat" for the fox\r\n--雪', images, mask, parameters, 2)
    sink = send(provider, request)
    (seen,) = service.posts
    assert seen.path == "/v1/images/edits"
    assert seen.headers["content-length"] == str(len(seen.body))
    assert "transfer-encoding" not in seen.headers
    assert seen.headers["x-client-request-id"] == ATTEMPT
    assert seen.headers["authorization"] == f"Bearer {service.key}"
    parts = edits.parts_of(seen.headers["content-type"], seen.body)
    assert [(part.name, part.file_name, part.media_type) for part in parts] == [
        ("prompt", None, None),
        ("model", None, None),
        ("n", None, None),
        ("size", None, None),
        ("quality", None, None),
        ("background", None, None),
        ("output_format", None, None),
        ("output_compression", None, None),
        ("response_format", None, None),
        ("image[]", "image-1.png", "image/png"),
        ("image[]", "image-2.jpg", "image/jpeg"),
        ("image[]", "image-3.webp", "image/webp"),
        ("mask", "mask.png", "image/png"),
    ]
    texts = {part.name: part.content.decode() for part in parts if part.file_name is None}
    assert texts["prompt"] == request.prompt
    assert (texts["model"], texts["n"], texts["quality"], texts["response_format"]) == (SPEC.id, "2", "low", "url")
    assert [part.content for part in parts[9:]] == [inputs.path_of(each).read_bytes() for each in request.inputs]
    assert sink.content is not None
    answer = provider.read(sink.content)
    assert len(answer.pictures) == 2
    found = estimate(SPEC, request)
    assert found.low is not None
    assert found.low == answer.cost


def test_one_picture_is_a_list_too(provider: ApiProvider, inputs: Inputs, service: ServiceServer) -> None:
    send(provider, make_edit(SPEC, "a fox", [inputs.add()]))
    parts = edits.parts_of(service.posts[0].headers["content-type"], service.posts[0].body)
    assert [part.name for part in parts if part.file_name] == ["image[]"]


def test_large_pictures_are_sent_in_pieces_and_never_held_whole(inputs: Inputs) -> None:
    large = inputs.keep(bytes(3_000_000), "image/png", (10, 10))
    body = edit_body(Request(SPEC.id, "x", {}, (large, large)), inputs.path_of)
    told: list[None] = []

    async def collect() -> list[bytes]:
        return [piece async for piece in body.pieces(lambda: told.append(None))]

    pieces = asyncio.run(collect())
    assert max(map(len, pieces)) == 64 * 1024
    assert str(sum(map(len, pieces))) == body.headers["Content-Length"]
    assert len(told) > 90


def test_a_picture_that_is_gone_or_another_is_told_before_anything_is_sent(
    provider: ApiProvider, inputs: Inputs, service: ServiceServer
) -> None:
    gone, changed = inputs.add(), inputs.add("JPEG")
    inputs.path_of(gone).unlink()
    inputs.path_of(changed).write_bytes(b"x")
    for image in (gone, changed):
        with pytest.raises(ProviderError, match="Nothing was sent") as raised:
            send(provider, make_edit(SPEC, "a fox", [image]))
        assert raised.value.charge is Charge.NONE
        assert state_after(raised.value) is JobState.NOT_CHARGED
    assert service.posts == []


def test_a_picture_that_breaks_off_while_it_is_sent_leaves_the_outcome_unknown(
    provider: ApiProvider, inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = inputs.keep(bytes(1_000_000), "image/png", (10, 10))
    truncated = Multipart.pieces

    def cut(self: Multipart, *arguments: object) -> object:
        inputs.path_of(image).write_bytes(bytes(500_000))
        return truncated(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Multipart, "pieces", cut)
    with pytest.raises(ProviderError, match="could not be read") as raised:
        send(provider, make_edit(SPEC, "a fox", [image]))
    assert raised.value.charge is Charge.UNKNOWN


def test_what_the_service_refuses_of_an_edit_is_told_and_not_charged(
    provider: ApiProvider, inputs: Inputs, service: ServiceServer
) -> None:
    solid = inputs.add()  # no alpha
    with pytest.raises(RefusedError, match="alpha"):
        send(provider, Request(SPEC.id, "a fox", {"size": "1024x1024"}, (solid,), solid))
    assert service.log_rows == []


def test_edits_the_service_would_not_take_are_refused_when_they_are_made(inputs: Inputs) -> None:
    image, mask = inputs.add(), inputs.add(clear=True)
    large = InputImage(image.sha256, "image/png", 50_000_000, 48, 32)
    with pytest.raises(RequestError, match="0 pictures"):
        make_edit(SPEC, "a fox", [])
    with pytest.raises(RequestError, match="17 pictures"):
        make_edit(SPEC, "a fox", [image] * 17)
    with pytest.raises(RequestError, match="50 MB"):
        make_edit(SPEC, "a fox", [large])
    with pytest.raises(RequestError, match="48x32"):
        make_edit(SPEC, "a fox", [image], inputs.add(size=(32, 48), clear=True))
    with pytest.raises(RequestError, match="less than 4 MB"):
        make_edit(SPEC, "a fox", [image], InputImage(mask.sha256, "image/png", 4_000_000, 48, 32))
    with pytest.raises(RequestError, match="n is 11"):
        make_edit(SPEC, "a fox", [image], count=11)
    with pytest.raises(RequestError, match="edits pictures"):
        make_edit(spec_of("gpt-image-1-mini"), "a fox", [image])
    assert "moderation" not in make_edit(SPEC, "a fox", [image], mask, {"moderation": "low"}).parameters


def test_generations_are_sent_as_before(make_provider: MakeProvider, request_: Request, service: ServiceServer) -> None:
    asyncio.run(make_provider().send(request_, ATTEMPT, MemorySink()))
    assert (service.posts[0].path, service.posts[0].headers["content-type"]) == (
        "/v1/images/generations", "application/json",
    )  # fmt: skip
