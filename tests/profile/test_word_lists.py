"""The folder of word lists is edited in the program or elsewhere, and nothing leads out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from imagestudio.core.errors import SettingsError
from imagestudio.profile.word_lists import MOST_BYTES, WordListFolder


@pytest.fixture
def lists(tmp_path: Path) -> WordListFolder:
    return WordListFolder(tmp_path / "profile" / "lists")


def test_a_list_is_there_after_a_restart_with_its_comments(lists: WordListFolder) -> None:
    lists.save("artists/dutch", "# painters\nRembrandt\nVermeer\n")
    again = WordListFolder(lists.folder)
    assert again.text("artists/dutch").startswith("# painters")
    assert again.load().lists.entries("artists/dutch") == ("Rembrandt", "Vermeer")
    assert again.load().problems == ()
    assert again.text("nobody") == ""


def test_there_are_no_lists_where_there_is_no_folder(lists: WordListFolder) -> None:
    assert lists.load().lists.names == ()


def test_files_of_others_are_read_and_wrong_ones_are_told(lists: WordListFolder, tmp_path: Path) -> None:
    lists.save("good", "red\nblue")
    (lists.folder / "windows.txt").write_bytes(b"\xef\xbb\xbfr\xc3\xa9d\r\nblue\r\n")
    (lists.folder / "wide.txt").write_bytes("réd\r\n雪\r\n".encode("utf-16"))
    (lists.folder / "half.txt").write_bytes("réd".encode("utf-16")[:-1])
    (lists.folder / "latin.txt").write_bytes(b"r\xe9d")
    (lists.folder / "picture.txt").write_bytes(b"\x89PNG\0\0")
    (lists.folder / "huge.txt").write_bytes(b"a\n" * MOST_BYTES)
    (lists.folder / "notes.md").write_text("no list")
    (lists.folder / ".hidden.txt").write_text("x")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (lists.folder / "link.txt").symlink_to(secret)
    loaded = lists.load()
    assert loaded.lists.names == ("good", "wide", "windows")
    assert loaded.lists.entries("wide") == ("réd", "雪")
    assert loaded.lists.entries("windows") == ("réd", "blue")
    assert [problem.partition(".")[0] for problem in loaded.problems] == ["half", "huge", "latin", "picture"]


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a/../../x", "", "a__b", "nul"])
def test_a_name_that_leads_elsewhere_is_refused(lists: WordListFolder, name: str) -> None:
    for deed in (lists.text, lists.delete):
        with pytest.raises(SettingsError):
            deed(name)
    with pytest.raises(SettingsError):
        lists.save(name, "x")
    assert not lists.folder.exists()


def test_a_link_inside_the_folder_leads_nowhere(lists: WordListFolder, tmp_path: Path) -> None:
    lists.save("good", "red")
    (tmp_path / "elsewhere").mkdir()
    (lists.folder / "sub").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SettingsError, match="outside"):
        lists.save("sub/x", "red")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_lists_are_renamed_and_deleted_and_never_overwritten_by_it(lists: WordListFolder) -> None:
    lists.save("hue", "red")
    lists.save("tone", "soft")
    with pytest.raises(SettingsError, match="already"):
        lists.rename("hue", "tone")
    lists.rename("hue", "colours/warm")
    lists.delete("tone")
    assert lists.load().lists.names == ("colours/warm",)


def test_a_disk_that_refuses_is_told_and_the_old_list_stays(
    lists: WordListFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists.save("hue", "red")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SettingsError, match="No space left"):
        lists.save("hue", "blue")
    assert lists.text("hue") == "red"
    assert [path.name for path in lists.folder.iterdir()] == ["hue.txt"]
    with pytest.raises(SettingsError, match="KiB"):
        lists.save("hue", "x" * (MOST_BYTES + 1))
