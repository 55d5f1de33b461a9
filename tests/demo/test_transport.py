"""The built-in service keeps the service's contract."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import threading
from typing import Any

import httpx
import pytest
from PIL import Image

from imagestudio.demo.transport import PICTURES_HOST, DemoTransport

URL = "https://demo.invalid/v1/images/generations"
BODY: dict[str, Any] = {"model": "openai/gpt-image-1", "prompt": "portrait", "quality": "low", "response_format": "url"}


def ask(
    body: object, transport: DemoTransport | None = None, fetch: bool = True
) -> tuple[httpx.Response, httpx.Response | None]:
    """A generation, and the picture it names."""

    async def both() -> tuple[httpx.Response, httpx.Response | None]:
        async with httpx.AsyncClient(transport=transport or DemoTransport(delay=(0, 0))) as client:
            answer = await client.post(URL, content=json.dumps(body), headers={"X-Client-Request-Id": "is1.abc"})
            if answer.status_code != 200 or not fetch:
                return answer, None
            return answer, await client.get(answer.json()["data"][0]["url"])

    return asyncio.run(both())


def get(url: str, transport: DemoTransport) -> httpx.Response:
    async def once() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.get(url)

    return asyncio.run(once())


def test_an_answer_has_the_form_of_the_services() -> None:
    answer, picture = ask(BODY | {"size": "1536x1024", "output_format": "webp"})
    content = answer.json()
    assert content["data"][0]["url"].startswith("https://")
    assert (content["size"], content["output_format"], content["quality"]) == ("1536x1024", "webp", "low")
    assert content["meta"]["usage"] == {"credits_used": 0, "usd_spent": 0}
    assert answer.headers["x-client-request-id"] == "is1.abc"
    assert answer.headers["x-inference-id"].startswith("demo-")
    assert picture is not None
    assert picture.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(picture.content)).size == (1536, 1024)


@pytest.mark.parametrize(
    "change",
    [
        {"size": "7x7"},
        {"quality": "best"},
        {"background": "blue"},
        {"output_format": "gif"},
        {"moderation": "none"},
        {"prompt": ""},
        {"prompt": "x" * 32_001},
        {"prompt": 4},
        {"model": ""},
        {"output_compression": 101},
        {"output_compression": True},
        {"n": 2},
        {"response_format": "file"},
        {"size": ["1024x1024"]},
        {"quality": None},
        {"background": "transparent", "output_format": "jpeg"},
    ],
)
def test_what_the_service_refuses_is_refused_in_its_words(change: dict[str, Any]) -> None:
    answer, _ = ask(BODY | change)
    assert answer.status_code == 400
    assert set(answer.json()) == {"message", "path", "requestId", "statusCode", "timestamp"}


def test_a_body_that_is_no_object_is_refused() -> None:
    assert ask([1, 2])[0].status_code == 400


def test_the_same_prompt_paints_another_picture_each_time() -> None:
    first, second = ask(BODY)[1], ask(BODY)[1]
    assert first is not None
    assert second is not None
    assert first.content != second.content


def test_several_threads_with_loops_of_their_own_share_one_transport() -> None:
    transport = DemoTransport(delay=(0, 0.01))
    sizes: list[tuple[int, int]] = []

    def run() -> None:
        picture = ask(BODY, transport)[1]
        assert picture is not None
        sizes.append(Image.open(io.BytesIO(picture.content)).size)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sizes == [(1024, 1024)] * 4


def test_a_picture_can_be_fetched_again_after_a_restart() -> None:
    answer, picture = ask(BODY)
    assert picture is not None
    url = answer.json()["data"][0]["url"]
    assert get(url, DemoTransport()).content == picture.content


def test_a_very_long_prompt_still_has_a_short_address() -> None:
    answer, picture = ask(BODY | {"prompt": "狐" * 32_000})
    assert len(answer.json()["data"][0]["url"]) < 8_000
    assert picture is not None


def test_half_a_character_is_painted_too() -> None:
    assert ask(BODY | {"prompt": "fox \ud83e"})[1] is not None


def test_pictures_come_in_the_answer_where_that_is_asked_for() -> None:
    answer, _ = ask(BODY | {"response_format": "b64_json"}, fetch=False)
    content = base64.b64decode(answer.json()["data"][0]["b64_json"])
    assert Image.open(io.BytesIO(content)).size == (1024, 1024)


@pytest.mark.parametrize("name", ["unknown.png", "W10.png", "eyJhIjoxfQ.png", "%00", ""])
def test_an_address_that_was_never_given_out_is_not_found(name: str) -> None:
    assert get(f"https://{PICTURES_HOST}/{name}", DemoTransport()).status_code == 404


def test_the_account_is_empty_and_the_models_are_those_it_was_given() -> None:
    transport = DemoTransport(models=("openai/gpt-image-1",))
    assert get("https://demo.invalid/v2/billing", transport).json() == {"current_balance": 0, "currency": "USD"}
    assert get("https://demo.invalid/v1/models", transport).json()["data"][0]["id"] == "openai/gpt-image-1"


def test_a_call_the_service_does_not_have_is_not_found() -> None:
    assert get("https://demo.invalid/v1/videos", DemoTransport()).status_code == 404
