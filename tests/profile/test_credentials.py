"""Credentials: a real keyring or none, one origin, and never a trace of the key."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from imagestudio.core.errors import BadKeyError, NoKeyError
from imagestudio.core.ports import KeyStatus
from imagestudio.profile.credentials import AIMLAPI_ORIGIN, KeyringCredentials, clean_key
from tests.profile.conftest import RunPython

KEY = "sk-0123456789abcdefXYZ"
OTHER_KEY = "sk-another-key-of-a-person"

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Secret Service is Linux's keyring")


@linux_only
def test_a_key_kept_in_the_keyring_is_there_for_the_next_program(run_with_keyring: RunPython) -> None:
    shown = run_with_keyring("""
first = KeyringCredentials(AIMLAPI_ORIGIN, {})
before = first.status().known
first.store(f"  {KEY}\\n")
second = KeyringCredentials(AIMLAPI_ORIGIN, {})
kept = [second.status().place, second.load() == KEY]
second.delete()
show(before=before, kept=kept, after=raised(first.load), again=raised(second.delete))
""")
    assert shown == {"before": False, "kept": ["keyring", True], "after": ["NoKeyError", False], "again": None}


@linux_only
def test_a_key_belongs_to_one_origin(run_with_keyring: RunPython) -> None:
    shown = run_with_keyring("""
KeyringCredentials(AIMLAPI_ORIGIN, {}).store(KEY)
show(elsewhere=raised(KeyringCredentials("https://example.org", {}).load))
""")
    assert shown == {"elsewhere": ["NoKeyError", False]}


@linux_only
def test_a_locked_keyring_is_said_and_the_key_is_not(run_with_keyring: RunPython) -> None:
    shown = run_with_keyring("""
import secretstorage
credentials = KeyringCredentials(AIMLAPI_ORIGIN, {})
credentials.store(KEY)
secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
show(load=raised(credentials.load), store=raised(lambda: credentials.store(KEY)), status=raised(credentials.status),
     delete=raised(credentials.delete))
""")
    assert shown == {call: ["KeyringLockedError", False] for call in ("load", "store", "status", "delete")}


@linux_only
def test_without_a_bus_there_is_no_keyring_and_the_session_remembers(run_python: RunPython) -> None:
    shown = run_python("""
credentials = KeyringCredentials(AIMLAPI_ORIGIN, {})
load, store, delete = raised(credentials.load), raised(lambda: credentials.store(KEY)), raised(credentials.delete)
credentials.keep_for_session(KEY)
show(load=load, store=store, delete=delete, session=[credentials.status().place, credentials.load() == KEY])
""")
    assert shown == {
        "load": ["NoKeyError", False],
        "store": ["NoKeyringError", False],
        "delete": None,
        "session": ["session", True],
    }


_PLANTED = """
from pathlib import Path
from keyring.backend import KeyringBackend

class PlainFile(KeyringBackend):
    priority = 99
    def get_password(self, service, username):
        return "a-planted-key-of-somebody"
    def set_password(self, service, username, password):
        Path(__file__).with_name("stolen.txt").write_text(password)
"""


@linux_only
def test_a_plain_text_backend_is_never_used_even_when_it_is_chosen(run_python: RunPython, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(_PLANTED)
    code = """
import planted
credentials = KeyringCredentials(AIMLAPI_ORIGIN, {})
show(load=raised(credentials.load), store=raised(lambda: credentials.store(KEY)))
"""
    chosen = {"PYTHONPATH": str(tmp_path), "PYTHON_KEYRING_BACKEND": "planted.PlainFile"}
    assert run_python(code, **chosen) == {"load": ["NoKeyError", False], "store": ["NoKeyringError", False]}
    assert not (tmp_path / "stolen.txt").exists()


@linux_only
def test_the_session_goes_before_the_environment_and_that_before_the_keyring(run_with_keyring: RunPython) -> None:
    shown = run_with_keyring("""
KeyringCredentials(AIMLAPI_ORIGIN, {}).store(KEY)
credentials = KeyringCredentials(AIMLAPI_ORIGIN, {"AIMLAPI_API_KEY": "sk-of-the-environment"})
environment = [credentials.status().place, credentials.load()]
credentials.keep_for_session("sk-of-this-session")
show(environment=environment, session=[credentials.status().place, credentials.load()])
""")
    assert shown == {
        "environment": ["environment", "sk-of-the-environment"],
        "session": ["session", "sk-of-this-session"],
    }


def test_the_environments_key_goes_to_the_ai_ml_api_only(no_keyring: None) -> None:
    environ = {"AIMLAPI_API_KEY": f"{KEY}\n"}
    assert KeyringCredentials(AIMLAPI_ORIGIN, environ).load() == KEY
    elsewhere = KeyringCredentials("https://example.org", environ)
    assert elsewhere.status() == KeyStatus(False)
    with pytest.raises(NoKeyError):
        elsewhere.load()


def test_the_environments_key_goes_to_the_origin_that_is_named_for_it(no_keyring: None) -> None:
    environ = {"AIMLAPI_API_KEY": KEY}
    assert KeyringCredentials("https://example.org", environ, environment_origin="https://example.org").load() == KEY
    with pytest.raises(NoKeyError):
        KeyringCredentials(AIMLAPI_ORIGIN, environ, environment_origin="https://example.org").load()


def test_a_wrong_key_in_the_environment_is_said_by_its_variable_only() -> None:
    credentials = KeyringCredentials(AIMLAPI_ORIGIN, {"AIMLAPI_API_KEY": "sk-with a space-and-more"})
    with pytest.raises(BadKeyError) as caught:
        credentials.load()
    assert "AIMLAPI_API_KEY" in caught.value.said
    assert "sk-with" not in repr(caught.value)


@pytest.mark.parametrize("text", [KEY, f"  {KEY}\r\n", f"\t{KEY}\x0b"])
def test_white_space_around_a_key_is_dropped(text: str) -> None:
    assert clean_key(text) == KEY


@pytest.mark.parametrize(
    "text", ["", "short", "a" * 513, f"{KEY} {KEY}", f"{KEY}\n{KEY}", f"“{KEY}”", f"{KEY}\0", f"{KEY}\x7f"]
)
def test_what_cannot_be_a_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(BadKeyError) as caught:
        clean_key(text)
    assert not text.strip() or text.strip() not in str(caught.value)
    with pytest.raises(BadKeyError):
        KeyringCredentials(AIMLAPI_ORIGIN, {}).keep_for_session(text)
