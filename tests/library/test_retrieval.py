"""Whether the beginning of an answer is all of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from imagestudio.library.retrieval import is_whole

_ANSWER = json.dumps(
    {"data": [{"b64_json": "QUJD" * 50, "revised": 'a text with }, ], { and " and \\ in it'}], "meta": {"usage": {}}}
).encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answer.part"


def test_no_beginning_of_an_answer_passes_for_the_whole(path: Path) -> None:
    for cut in range(len(_ANSWER)):
        path.write_bytes(_ANSWER[:cut])
        assert not is_whole(path)
    for end in (b"", b" ", b"\r\n\r\n"):
        path.write_bytes(b" " + _ANSWER + end)
        assert is_whole(path)


@pytest.mark.parametrize(
    "content",
    [
        b"<html>{}</html>",
        b"[]",
        b"null",
        b'"{}"',
        b"}{",
        b"{} {}",
        b"{}" + b" " * 10_000,
        b"{" + b"[" * 300_000,
        b'{"' + b"x" * 100_000,
        b"{" + b"[]," * 200_000 + b"}",
    ],
)
def test_what_is_no_answer_is_never_whole(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert not is_whole(path)
