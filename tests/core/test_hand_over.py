"""What one start tells another is checked on arrival, whoever sent it."""

from __future__ import annotations

import json

import pytest

from imagestudio.core.hand_over import MOST_BYTES, HandOver, HandOverError, sorted_out

LINK = "imagestudio://generate?prompt=a"


def test_it_arrives_as_it_was_sent() -> None:
    message = HandOver(("/a/b.png", "/odd/\udcff name\n.zip", LINK), "token_TIME7", True, "https://example.org")
    line = message.to_bytes()
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert HandOver.from_bytes(line) == message
    links, paths = sorted_out(message.given)
    assert links == [LINK]
    assert [str(path) for path in paths] == ["/a/b.png", "/odd/\udcff name\n.zip"]


def test_what_is_handed_over_is_in_no_log() -> None:
    assert "b.png" not in repr(HandOver(("/a/b.png",)))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"rubbish",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"imagestudio": 2, "given": []}',
        b'{"imagestudio": 1}',
        b'{"imagestudio": 1, "given": "all"}',
        b'{"imagestudio": 1, "given": [1]}',
        b'{"imagestudio": 1, "given": [""]}',
        b'{"imagestudio": 1, "given": ["../up.png"]}',
        b'{"imagestudio": 1, "given": ["https://example.org/a.png"]}',
        b'{"imagestudio": 1, "given": ["/a\\u0000b"]}',
        b"[" * 100_000,
        json.dumps({"imagestudio": 1, "given": ["/" + "a" * 500_000]}).encode(),
        json.dumps({"imagestudio": 1, "given": ["/a"] * 50_001}).encode(),
    ],
)
def test_rubbish_is_refused(line: bytes) -> None:
    with pytest.raises(HandOverError):
        HandOver.from_bytes(line)


@pytest.mark.parametrize("token", [7, "x" * 513, "a\nb", "é", None, ["a"]])
def test_a_token_that_can_be_none_is_left_out(token: object) -> None:
    line = json.dumps({"imagestudio": 1, "given": [], "token": token}).encode()
    assert HandOver.from_bytes(line) == HandOver()


def test_more_than_is_read_is_not_sent() -> None:
    with pytest.raises(HandOverError):
        HandOver(tuple(f"/{'a' * 1000}{i}" for i in range(MOST_BYTES // 1000))).to_bytes()
