"""Styles are there after a restart, and a damaged file loses none of what can be read of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from imagestudio.core.errors import SettingsError
from imagestudio.core.styles import Snippet, Style, Stylebook
from imagestudio.profile.style_file import StyleFile

BOOK = Stylebook((Style("Film", "{prompt}, grain"),), (Snippet("light", "low sun"),))


def test_styles_are_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "config" / "styles.json"
    assert StyleFile(path).load() == Stylebook()
    StyleFile(path).save(BOOK)
    assert StyleFile(path).load() == BOOK
    assert [each.name for each in path.parent.iterdir()] == ["styles.json"]


def test_a_damaged_file_is_set_aside_and_told_once(tmp_path: Path) -> None:
    path = tmp_path / "styles.json"
    path.write_text('{"imagestudio_styles": 1, "styles": [{"na')
    with pytest.raises(SettingsError, match=r"styles\.json\.damaged"):
        StyleFile(path).load()
    assert StyleFile(path).load() == Stylebook()
    assert path.with_name("styles.json.damaged").read_text().startswith('{"imagestudio')


def test_a_disk_that_refuses_leaves_the_old_styles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = StyleFile(tmp_path / "styles.json")
    file.save(BOOK)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SettingsError, match="No space left"):
        file.save(Stylebook())
    assert file.load() == BOOK


def test_more_than_can_be_read_again_is_not_written(tmp_path: Path) -> None:
    file = StyleFile(tmp_path / "styles.json")
    book = Stylebook(tuple(Style(str(number), "x" * 32_000) for number in range(140)))
    with pytest.raises(SettingsError, match="too much"):
        file.save(book)
