"""Settings survive restarts, damage and full disks."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from imagestudio.profile.settings import JsonSettings


def test_a_setting_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    settings = JsonSettings(path)
    settings.set("thumbnail_size", 220)
    settings.set("panels", {"left": [300, True], "név": "ő"})
    again = JsonSettings(path)
    assert again.get("thumbnail_size", 160) == 220
    assert again.get("panels", {}) == {"left": [300, True], "név": "ő"}
    assert again.problem == ""


@pytest.mark.parametrize(
    ("kept", "default", "value"),
    [
        ("tall", 160, 160),
        (True, 160, 160),
        (1, False, False),
        (2, 1.5, 2),
        (None, "dark", "dark"),
        ("x", None, "x"),
        ([1], {}, {}),
    ],
)
def test_a_value_of_another_type_gives_the_default(
    tmp_path: Path, kept: object, default: object, value: object
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"name": kept}))
    assert JsonSettings(path).get("name", default) == value


@pytest.mark.allow_log
@pytest.mark.parametrize("damage", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"[" * 100_000, b" " * (1 << 21)])
def test_a_damaged_file_is_set_aside_and_named(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    settings = JsonSettings(path)
    assert settings.get("name", "default") == "default"
    assert (tmp_path / "settings.json.damaged").read_bytes() == damage
    assert "settings.json.damaged" in settings.problem
    settings.set("name", "new")
    assert JsonSettings(path).get("name", "") == "new"


@pytest.mark.allow_log
def test_settings_that_cannot_be_saved_hold_for_the_session_and_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = JsonSettings(tmp_path / "file" / "settings.json")
    settings.set("name", "value")
    assert settings.get("name", "") == "value"
    assert "could not be saved" in settings.problem


def test_many_threads_lose_no_setting(tmp_path: Path) -> None:
    settings = JsonSettings(tmp_path / "settings.json")
    threads = [threading.Thread(target=settings.set, args=(f"name{index}", index)) for index in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    again = JsonSettings(tmp_path / "settings.json")
    assert [again.get(f"name{index}", -1) for index in range(20)] == list(range(20))
    assert os.listdir(tmp_path) == ["settings.json"]  # noqa: PTH208


def test_two_windows_leave_alone_what_the_other_has_set(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    first, second = JsonSettings(path), JsonSettings(path)
    first.set("theme", "dark")
    second.set("window", {"width": 7})
    second.set("theme", "light")
    first.set("recent", ["a"])
    assert json.loads(path.read_bytes()) == {"theme": "light", "window": {"width": 7}, "recent": ["a"]}
    assert first.get("theme", "") == "light"
    first.set("theme", "dark")
    assert JsonSettings(path).get("theme", "") == "dark"


def test_a_file_that_was_deleted_meanwhile_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = JsonSettings(path)
    settings.set("theme", "dark")
    path.unlink()
    settings.set("window", {})
    assert json.loads(path.read_bytes()) == {"theme": "dark", "window": {}}
