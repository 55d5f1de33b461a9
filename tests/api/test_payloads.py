"""Payloads: both kinds of answer, whatever else stands in them."""

from __future__ import annotations

import base64
import json

import pytest

from imagestudio.api.payloads import clean_id, cost, generation_body, read_answer
from imagestudio.api.spoken import understand
from imagestudio.core.answer import PictureSource
from imagestudio.core.errors import UnreadableAnswerError
from imagestudio.core.money import Money
from imagestudio.core.request import Request

BYTES = b"\x89PNG\r\n\x1a\n picture"
B64 = base64.b64encode(BYTES).decode()
URL = "https://cdn.example.com/a.png?Signature=x"


def answer(*items: object, **others: object) -> bytes:
    return json.dumps({"data": items, **others}).encode()


@pytest.mark.parametrize(
    ("item", "picture"),
    [
        ({"url": URL}, PictureSource(url=URL)),
        ({"url": f" {URL}\n", "b64_json": None}, PictureSource(url=URL)),
        ({"b64_json": B64}, PictureSource(content=BYTES)),
        ({"url": URL, "b64_json": B64}, PictureSource(content=BYTES)),
        ({"url": URL, "b64_json": "!!!!"}, PictureSource(url=URL)),
        ({"b64_json": f"{B64[:9]}\n{B64[9:]}"}, PictureSource(content=BYTES)),
        ({"b64_json": f"data:image/png;base64,{B64}"}, PictureSource(content=BYTES)),
        ({"url": f"data:image/png;base64,{B64}"}, PictureSource(content=BYTES)),
    ],
)
def test_a_picture_is_understood_by_address_or_as_bytes(item: object, picture: PictureSource) -> None:
    assert read_answer(answer(None, "x", {}, item)).pictures == (picture,)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"<html>",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b'{"data": {"url": "x"}}',
        b'{"data": [{"url": ""}]}',
        b'{"data": [{"b64_json": ""}]}',
        b'{"data": [{"url": "data:image/png,raw"}]}',
        b"[" * 300_000,
    ],
)
def test_anything_else_is_unreadable_and_not_quoted(body: bytes) -> None:
    with pytest.raises(UnreadableAnswerError) as caught:
        read_answer(body)
    assert caught.value.said in (
        "The answer is not JSON.",
        "The answer is not a JSON object.",
        "The answer holds no picture.",
    )


def test_numbers_nobody_can_mean_do_not_hide_the_picture() -> None:
    body = f'{{"created": {"9" * 5000}, "a": NaN, "b": -Infinity, "c": 1e999, "data": [{{"url": "{URL}"}}]}}'
    assert read_answer(body.encode()).pictures == (PictureSource(url=URL),)


@pytest.mark.parametrize(
    ("usage", "money"),
    [
        ({"credits_used": 26465}, Money.from_credits(26465)),
        ({"credits_used": 107341, "usd_spent": 0.0536705}, Money.from_usd("0.0536705")),
        ({"usd_spent": 0.06}, Money.from_usd("0.06")),
        ({"credits_used": None, "usd_spent": None}, None),
        ({"credits_used": -1}, None),
        ({"credits_used": True}, None),
        ({"credits_used": "NaN"}, None),
        ({"usd_spent": 1e300}, None),
        ([], None),
    ],
)
def test_the_cost_is_taken_from_the_body_where_it_makes_sense(usage: object, money: Money | None) -> None:
    assert read_answer(answer({"url": URL}, meta={"usage": usage})).cost == money


def test_the_cost_is_taken_from_the_text_of_headers() -> None:
    assert cost("0.0536705", "") == Money.from_usd("0.0536705")
    assert cost("", "26465") == Money.from_credits(26465)
    assert cost("", "") is None
    assert cost("inf", "nan") is None


def test_a_parameter_cannot_take_the_place_of_model_or_prompt() -> None:
    body = json.loads(generation_body(Request("m", "p", {"model": "x", "prompt": "y", "output_compression": 5})))
    assert body == {"model": "m", "prompt": "p", "output_compression": 5, "response_format": "url"}


@pytest.mark.parametrize(
    ("body", "said", "by_service"),
    [
        (b'{"message": "no", "statusCode": "400"}', "no", True),
        (b'{"message": ["a", 1, "b"], "requestId": "r"}', "a; b", True),
        (b'{"statusCode": 500}', "", True),
        (b'{"error": {"message": "no", "type": "x"}}', "no", False),
        (b'{"message": "Endpoint request timed out"}', "Endpoint request timed out", False),
        (b'{"detail": [{"msg": "a"}, {"msg": "b"}]}', "a; b", False),
        (b"Too many requests", "Too many requests", False),
        (b"<html>no</html>", "", False),
        (b'{"message": "cut', "", False),
        (b"\xff\xfe\x00", "", False),
        (b"[" * 300_000, "", False),
        (b"", "", False),
    ],
)
def test_the_words_of_a_service_are_found_in_many_forms(body: bytes, said: str, by_service: bool) -> None:
    spoken = understand(body)
    assert (spoken.said, spoken.by_service) == (said, by_service)


def test_words_are_shown_without_what_could_mislead() -> None:
    body = json.dumps({"message": "a\u202eb\x00c\ud800d\n\n e \U0001f469\u200d\U0001f680"}).encode()
    assert understand(body).said == "a b c d e \U0001f469\u200d\U0001f680"


def test_an_id_is_kept_only_if_it_can_be_shown() -> None:
    assert clean_id("inference-1") == "inference-1"
    assert [clean_id(value) for value in (None, 5, "", "a\nb", "é", "x" * 201)] == [""] * 6
