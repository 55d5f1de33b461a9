"""Requests are checked when they are made."""

from __future__ import annotations

import pytest

from imagestudio.core.catalog import ModelSpec, Value
from imagestudio.core.errors import RequestError
from imagestudio.core.request import Request, check_count, make_request
from tests.core.test_catalog import shipped


@pytest.fixture
def spec() -> ModelSpec:
    found = shipped().get("openai/gpt-image-1-mini")
    assert found is not None
    return found


def test_defaults_are_filled_in_and_nothing_needless(spec: ModelSpec) -> None:
    request = make_request(spec, "a fox", {"quality": "high"})
    assert dict(request.parameters) == {**spec.defaults(), "quality": "high"}
    assert "output_compression" not in request.parameters


def test_compression_is_there_where_it_means_something(spec: ModelSpec) -> None:
    request = make_request(spec, "a fox", {"output_format": "jpeg"})
    assert request.parameters["output_compression"] == 100


@pytest.mark.parametrize(
    ("parameters", "name", "allowed"),
    [
        ({"size": "7x7"}, "size", "1024x1024, 1024x1536, 1536x1024"),
        ({"quality": ""}, "quality", "low, medium, high"),
        ({"output_format": "webp", "output_compression": 101}, "output_compression", "0 to 100"),
        ({"output_format": "webp", "output_compression": True}, "output_compression", "0 to 100"),
        ({"output_compression": 50}, "output_compression", "only with output_format jpeg or webp"),
        ({"background": "transparent", "output_format": "jpeg"}, "output_format", "png or webp"),
        ({"seed": 4}, "parameter", "size, quality, background"),
    ],
)
def test_what_is_not_offered_is_named_with_what_is(
    spec: ModelSpec, parameters: dict[str, Value], name: str, allowed: str
) -> None:
    with pytest.raises(RequestError) as caught:
        make_request(spec, "a fox", parameters)
    assert caught.value.parameter == name
    assert allowed in caught.value.allowed
    assert allowed in str(caught.value)


@pytest.mark.parametrize("prompt", ["", "  \n ", "a\0b", "\ud800", "x" * 32_001])
def test_prompts_that_cannot_be_sent_are_refused(spec: ModelSpec, prompt: str) -> None:
    with pytest.raises(RequestError) as caught:
        make_request(spec, prompt)
    assert caught.value.parameter == "prompt"
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("prompt", ["x", "x" * 32_000, "🦊 狐 ثعلب\n\nline {a} $5 50% #ff00aa", "👩‍👩‍👧"])
def test_any_script_and_any_sign_is_a_prompt(spec: ModelSpec, prompt: str) -> None:
    assert make_request(spec, f"  {prompt}\n").prompt == prompt


def test_a_request_survives_its_data(spec: ModelSpec) -> None:
    request = make_request(spec, "a fox")
    assert Request.from_data(request.to_data()) == request


@pytest.mark.parametrize("count", [0, 21, -1])
def test_more_than_twenty_at_once_are_refused(count: int) -> None:
    with pytest.raises(RequestError):
        check_count(count)
    assert check_count(20) == 20
