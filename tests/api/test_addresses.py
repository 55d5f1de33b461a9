"""Addresses: which base URLs may be used, and how they are written."""

from __future__ import annotations

import pytest

from imagestudio.api.addresses import check_base_url, is_loopback, origin_of
from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import SettingsError


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://api.aimlapi.com", "https://api.aimlapi.com"),
        (" https://API.aimlapi.com:443/ ", "https://api.aimlapi.com"),
        ("https://api.openai.com/v1/", "https://api.openai.com"),
        ("https://example.com:8443/a/b/v1", "https://example.com:8443/a/b"),
        ("http://localhost:4000", "http://localhost:4000"),
        ("http://127.0.0.2:80", "http://127.0.0.2"),
        ("http://[::1]:4000/v1", "http://[::1]:4000"),
    ],
)
def test_a_base_url_is_written_in_one_way(text: str, url: str) -> None:
    assert check_base_url(text) == url
    assert ApiProvider(text, lambda: "").origin == origin_of(url)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "api.aimlapi.com",
        "http://api.aimlapi.com",
        "http://localhost.example.com",
        "http://0.0.0.0:4000",
        "ftp://localhost",
        "https://",
        "https://person:s3cret@api.aimlapi.com",
        "https://api.aimlapi.com@evil.example",
        "https://good.example\\@evil.example",
        "https://api.aimlapi.com?key=s3cret",
        "https://api.aimlapi.com/#s3cret",
        "https://api.aimlapi.com:99999",
        "https://api.aimlapi.com:s3cret",
        "https://aimlapi .com",
        "https://аimlapi.com",
        "https://[::1",
        "https://[zz::s3cret]",
        "https://a\nb",
    ],
)
def test_any_other_base_url_is_refused_and_not_quoted(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_base_url(text)
    assert "s3cret" not in str(caught.value)


def test_only_this_computer_itself_is_loopback() -> None:
    assert all(map(is_loopback, ["localhost", "127.0.0.1", "127.9.9.9", "::1"]))
    assert not any(map(is_loopback, ["", "localhost.", "my.localhost", "10.0.0.1", "0.0.0.0", "127.1"]))  # noqa: S104
