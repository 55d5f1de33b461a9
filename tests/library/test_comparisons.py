"""Choices between pictures are on the disk at once, and outlast the database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from imagestudio.core.comparisons import Choice, Contestant
from imagestudio.core.errors import DiskError, LibraryReadOnlyError
from imagestudio.core.money import Money
from imagestudio.library.comparisons import ComparisonsFile
from imagestudio.library.folder import open_library

ONE = Contestant(1, "a", "mini", "low", "1024x1024", Money.from_usd("0.005"))
OTHER = Contestant(2, "b", "large", "high", "1024x1024", None)
CHOICE = Choice("first", 5, ONE, (OTHER,), blind=True, seed=7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "comparisons.jsonl"


def test_what_was_chosen_is_there_after_a_restart(path: Path) -> None:
    assert ComparisonsFile(path).choices() == []
    second = replace(CHOICE, id="second", winner=OTHER, losers=(ONE,))
    for choice in (CHOICE, second):
        ComparisonsFile(path).add(choice)
    assert ComparisonsFile(path).choices() == [CHOICE, second]


def test_a_step_back_takes_a_choice_away(path: Path) -> None:
    file = ComparisonsFile(path)
    file.add(CHOICE)
    file.retract(CHOICE.id)
    assert file.choices() == []


@pytest.mark.allow_log
def test_a_line_cut_off_by_a_crash_costs_no_other(path: Path) -> None:
    file = ComparisonsFile(path)
    file.add(CHOICE)
    with path.open("ab") as cut:
        cut.write(b'{"imagestudio": 1, "id": "cut", "chos')
    file.add(replace(CHOICE, id="after"))
    with path.open("ab") as foreign:
        foreign.write(b'{"something": "else"}\n[]\n')
    assert [choice.id for choice in file.choices()] == ["first", "after"]


def test_a_library_that_is_looked_at_is_not_written(path: Path) -> None:
    with pytest.raises(LibraryReadOnlyError):
        ComparisonsFile(path, read_only=True).add(CHOICE)
    assert not path.exists()


def test_what_the_disk_refuses_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(DiskError):
        ComparisonsFile(path).add(CHOICE)
    with pytest.raises(DiskError):
        ComparisonsFile(path).choices()


def test_choices_outlast_the_database(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    library.comparisons.add(CHOICE)
    library.close()
    (tmp_path / "library.sqlite3").unlink()
    library = open_library(tmp_path)
    assert library.comparisons.choices() == [CHOICE]
    library.close()
