"""The parts the window and the command line share."""

from __future__ import annotations

import pytest

from imagestudio.core.errors import NoKeyError, SettingsError
from imagestudio.parts import credentials_for, load_catalog, make_demo_provider, provider_name, provider_title

AIMLAPI = "https://api.aimlapi.com"
KEY = "sk-0123456789abcdefXYZ"


def test_every_model_file_is_sound() -> None:
    catalog = load_catalog()
    assert catalog.problems == ()
    assert [spec.id for spec in catalog.models] == [
        "openai/gpt-image-1-mini",
        "openai/gpt-image-1",
        "openai/gpt-image-1-5",
        "openai/gpt-image-2",
    ]


@pytest.mark.parametrize(
    ("given", "beside", "chosen"),
    [
        ("", "", AIMLAPI),
        ("", "https://example.org/v1", "https://example.org"),
        ("http://127.0.0.1:8080", "https://example.org/v1", "http://127.0.0.1:8080"),
        (f"{AIMLAPI}/v1/", "https://example.org/v1", AIMLAPI),
    ],
)
def test_the_environments_key_goes_to_the_service_that_was_chosen(given: str, beside: str, chosen: str) -> None:
    base_url, credentials = credentials_for(given, {"IMAGESTUDIO_BASE_URL": beside, "AIMLAPI_API_KEY": KEY})
    assert base_url == chosen
    assert credentials.load() == KEY


def test_each_origin_has_a_key_of_its_own(no_keyring: None) -> None:
    _, one = credentials_for("https://example.org/a", {})
    _, other = credentials_for("https://example.net", {})
    one.keep_for_session(KEY)
    with pytest.raises(NoKeyError):
        other.load()


@pytest.mark.parametrize(
    "url", ["http://example.org", "ftp://example.org", "https://", "https://me:secret@example.org"]
)
def test_a_base_url_that_is_not_safe_is_refused(url: str) -> None:
    with pytest.raises(SettingsError):
        credentials_for(url, {})


def test_a_provider_is_named_after_its_host() -> None:
    names = [
        provider_name(url) for url in (AIMLAPI, f"{AIMLAPI}/v1", "https://example.org/v1", "http://127.0.0.1:8080")
    ]
    assert names == ["aimlapi", "aimlapi", "example.org", "127.0.0.1:8080"]
    assert [provider_title(name) for name in ("aimlapi", "demo", "example.org")] == ["AI/ML API", "Demo", "example.org"]
    assert make_demo_provider().name == "demo"
