"""The command `key`, with a real Secret Service and without."""

from __future__ import annotations

import sys

import pytest

from tests.cli.conftest import PROGRAM, Run
from tests.profile.conftest import KEYRING_SESSION

KEY = "sk-0123456789abcdefXYZ"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Secret Service is Linux's keyring")

_PROGRAM = " ".join(f'"{word}"' for word in PROGRAM)
# Each call is a program of its own; only the keyring remembers.
_LIFE_OF_A_KEY = f"""
{_PROGRAM} key status; echo "code $?"
printf '  {KEY}\\n' | {_PROGRAM} key set; echo "code $?"
{_PROGRAM} key status; echo "code $?"
{_PROGRAM} key status --base-url https://example.org; echo "code $?"
AIMLAPI_API_KEY=sk-of-the-environment {_PROGRAM} key status; echo "code $?"
{_PROGRAM} key delete; echo "code $?"
{_PROGRAM} key status; echo "code $?"
"""


def test_a_key_is_kept_found_and_forgotten_and_never_shown(run: Run) -> None:
    done = run(before=[*KEYRING_SESSION, "bash", "-c", _LIFE_OF_A_KEY, "-"])
    assert done.out.splitlines() == [
        "No key is known for https://api.aimlapi.com.",
        "code 3",
        "The key for https://api.aimlapi.com is kept in the system's keyring.",
        "code 0",
        "The key for https://api.aimlapi.com is kept in the system's keyring.",
        "code 0",
        "No key is known for https://example.org.",
        "code 3",
        "The key for https://api.aimlapi.com comes from the environment (AIMLAPI_API_KEY).",
        "code 0",
        "The keyring holds no key for https://api.aimlapi.com any more.",
        "code 0",
        "No key is known for https://api.aimlapi.com.",
        "code 3",
    ]
    assert KEY not in done.out + done.err


def test_without_a_keyring_the_environment_is_named_instead(run: Run) -> None:
    done = run("key", "set", given=f"{KEY}\n".encode())
    assert (done.code, done.out) == (3, "")
    assert "AIMLAPI_API_KEY" in done.err
    assert KEY not in done.err


@pytest.mark.parametrize(
    "given", [b"", b"short\n", b"two words of a key 0123\n", "“sk-0123456789abcdef”".encode(), b"\xff" * 32]
)
def test_what_can_be_no_key_is_refused(run: Run, given: bytes) -> None:
    done = run("key", "set", given=given)
    assert (done.code, done.out) == (3, "")
    assert "no key" in done.err


def test_a_key_is_never_taken_as_an_argument_nor_repeated(run: Run) -> None:
    done = run("key", "set", KEY)
    assert done.code == 2
    assert "never an argument" in done.err
    assert KEY not in done.err
