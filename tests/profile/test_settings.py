"""Settings survive restarts, damage and full disks."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from imagestudio.profile.settings import JsonSettings, SettingsProblem, Trouble
from imagestudio.profile.whole_file import write_whole


def test_a_setting_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    settings = JsonSettings(path)
    settings.set("thumbnail_size", 220)
    settings.set("panels", {"left": [300, True], "név": "ő"})
    again = JsonSettings(path)
    assert again.get("thumbnail_size", 160) == 220
    assert again.get("panels", {}) == {"left": [300, True], "név": "ő"}
    assert again.problem is None


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
def test_a_damaged_file_is_set_aside_by_the_first_write_and_named(tmp_path: Path, damage: bytes) -> None:
    path, aside = tmp_path / "settings.json", tmp_path / "settings.json.damaged"
    path.write_bytes(damage)
    settings = JsonSettings(path)
    assert settings.get("name", "default") == "default"
    assert settings.problem == SettingsProblem(Trouble.DAMAGED, path)
    assert path.read_bytes() == damage  # whoever only reads leaves it to be told by the next one, too
    settings.set("name", "new")
    assert aside.read_bytes() == damage
    assert settings.problem == SettingsProblem(Trouble.DAMAGED, aside)
    assert JsonSettings(path).get("name", "") == "new"


@pytest.mark.allow_log
def test_settings_that_cannot_be_saved_hold_for_the_session_and_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = JsonSettings(tmp_path / "file" / "settings.json")
    settings.set("name", "value")
    assert settings.get("name", "") == "value"
    assert _trouble(settings) is Trouble.UNSAVED
    (tmp_path / "file").unlink()
    settings.set("other", 1)
    assert _trouble(settings) is None
    assert JsonSettings(tmp_path / "file" / "settings.json").get("name", "") == "value"


def _trouble(settings: JsonSettings) -> Trouble | None:
    return settings.problem.trouble if settings.problem is not None else None


def _lost(settings: JsonSettings) -> bool:
    return settings.lost


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


def test_nobody_waits_for_the_disk_and_what_was_set_last_is_what_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = JsonSettings(path)
    writes: list[Callable[[], None]] = []
    settings.write_in(writes.append)
    settings.set("theme", "dark")
    settings.set("size", 7)
    settings.set("theme", "light")
    assert (settings.get("theme", ""), settings.get("size", 0)) == ("light", 7)
    assert not path.exists()
    for write in writes:
        write()
    assert json.loads(path.read_bytes()) == {"theme": "light", "size": 7}
    written = path.stat().st_ino
    settings.set("theme", "light")
    writes[-1]()
    assert path.stat().st_ino == written  # it is the same
    settings.write_in(None)
    settings.set("theme", "dark")
    assert json.loads(path.read_bytes())["theme"] == "dark"


def test_what_is_set_while_the_file_is_written_is_written_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    settings = JsonSettings(path)

    def write_slowly(to: Path, content: bytes) -> None:
        monkeypatch.undo()
        settings.write_in(lambda _write: None)
        settings.set("theme", "light")  # it does not wait for this one either
        settings.write_in(None)
        write_whole(to, content)

    monkeypatch.setattr("imagestudio.profile.settings.write_whole", write_slowly)
    settings.set("theme", "dark")
    assert json.loads(path.read_bytes()) == {"theme": "dark"}
    settings.set("size", 7)
    assert json.loads(path.read_bytes()) == {"theme": "light", "size": 7}


def test_a_setting_stays_as_it_was_given(tmp_path: Path) -> None:
    settings = JsonSettings(tmp_path / "settings.json")
    columns = {"widths": [1, 2]}
    settings.set("columns", columns)
    columns["widths"].append(3)
    assert settings.get("columns", {}) == {"widths": [1, 2]}


@pytest.mark.allow_log
def test_what_cannot_be_read_is_not_written_over_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()  # as unreadable as any, for root too
    settings = JsonSettings(path)
    assert (settings.lost, _trouble(settings)) == (True, Trouble.UNREAD)
    settings.set("window", {"width": 7})
    assert (settings.lost, _trouble(settings)) == (True, Trouble.UNREAD)
    assert path.is_dir()
    path.rmdir()
    path.write_text('{"limit_day_stop": "2"}')
    settings.set("theme", "dark")
    assert (settings.lost, settings.problem) == (False, None)
    assert settings.get("limit_day_stop", "") == "2"
    assert json.loads(path.read_bytes()) == {"limit_day_stop": "2", "theme": "dark", "window": {"width": 7}}


@pytest.mark.allow_log
def test_limits_that_were_lost_stay_so_until_one_is_set_or_the_person_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b"{")
    settings = JsonSettings(path)
    assert _lost(settings)
    settings.set("theme", "dark")
    settings.set("limit_day_stop", "")
    assert _lost(settings)
    assert JsonSettings(path).lost
    settings.set("limit_day_stop", "5")
    assert not _lost(settings)
    settings.set("limit_day_stop", "")
    assert not JsonSettings(path).lost
    path.write_bytes(b"{")
    again = JsonSettings(path)
    again.go_on_without_limits()
    assert (again.lost, JsonSettings(path).lost) == (False, False)


@pytest.mark.allow_log
def test_another_window_learns_that_limits_were_lost(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    first = JsonSettings(path)
    first.set("limit_day_stop", "5")
    path.write_bytes(b"{")
    JsonSettings(path).set("window", {"width": 7})
    first.set("theme", "dark")
    assert (first.get("limit_day_stop", ""), first.lost) == ("", True)


@pytest.mark.allow_log
@pytest.mark.parametrize("later", ["damaged", "gone"])
def test_what_could_never_be_read_is_lost(tmp_path: Path, later: str) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()
    settings = JsonSettings(path)
    path.rmdir()
    if later == "damaged":
        path.write_bytes(b"{")
    settings.set("theme", "dark")
    assert (settings.lost, settings.problem) == (True, None)
    assert JsonSettings(path).lost
    assert (tmp_path / "settings.json.damaged").exists() == (later == "damaged")


@pytest.mark.allow_log
def test_a_damaged_file_that_cannot_be_set_aside_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b"{")
    (tmp_path / "settings.json.damaged").mkdir()
    settings = JsonSettings(path)
    settings.set("theme", "dark")
    assert (_trouble(settings), settings.lost, path.read_bytes()) == (Trouble.UNSAVED, True, b"{")
    (tmp_path / "settings.json.damaged").rmdir()
    settings.flush()
    assert (_trouble(settings), settings.lost) == (Trouble.DAMAGED, True)
    assert JsonSettings(path).get("theme", "") == "dark"


@pytest.mark.allow_log
def test_between_setting_aside_and_writing_anew_nothing_looks_like_a_first_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b"{")

    def fail(to: Path, content: bytes) -> None:
        if to == path:
            raise OSError(28, "No space left on device")
        write_whole(to, content)

    monkeypatch.setattr("imagestudio.profile.settings.write_whole", fail)
    JsonSettings(path).set("theme", "dark")
    assert (tmp_path / "settings.json.damaged").read_bytes() == b"{"
    assert JsonSettings(path).lost
