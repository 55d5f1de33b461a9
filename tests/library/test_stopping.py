"""What takes long ends when the library is about to be closed: checks of the database, counts of thumbnails."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from imagestudio.library.database import StoppedError
from imagestudio.library.folder import Library, open_library
from imagestudio.library.stocking import LibraryStocking
from tests.library.helpers import files_in, save

_LONGEST_S = 60
_LONG = """WITH RECURSIVE n(i) AS (SELECT begun() UNION ALL SELECT i + 1 FROM n LIMIT 300000000)
    SELECT max(i) FROM n"""  # ends by itself after minutes, so that a test that fails ends too

Instead = dict[str, Callable[[], str]]


@pytest.fixture
def begun() -> threading.Event:
    """Set when what takes long is under way."""
    return threading.Event()


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch, begun: threading.Event) -> Instead:
    """What is asked instead of a question with these words in it, by every connection opened from then on."""
    others: Instead = {}

    class Other(sqlite3.Connection):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.create_function("begun", 0, begun.set)

        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            for words, other in others.items():
                if words in sql:
                    return super().execute(other())
            return super().execute(sql, parameters)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Other))
    return others


def _long() -> str:
    return _LONG


def _stock(stocking: LibraryStocking) -> None:
    stocking.look()
    stocking.work()


@pytest.fixture
def opened(folder: Path, instead: Instead) -> Iterator[Library]:
    library = open_library(folder)
    save(library)
    yield library
    library.close()


@pytest.mark.parametrize("check", ["integrity_check", "quick_check"])
def test_a_check_of_the_database_ends_as_soon_as_nobody_waits_for_it(
    opened: Library, instead: Instead, begun: threading.Event, monkeypatch: pytest.MonkeyPatch, check: str
) -> None:
    monkeypatch.setattr("imagestudio.library.care.QUICK_BYTES", 0)
    instead[check] = _long
    with ThreadPoolExecutor(1) as threads:
        tended = threads.submit(opened.care.tend)
        assert begun.wait(_LONGEST_S)
        opened.care.stop()
        with pytest.raises(StoppedError):
            tended.result(_LONGEST_S)
    assert files_in(opened.folder / "backups") == []


def test_a_check_that_was_ended_tells_of_no_damage(opened: Library, instead: Instead) -> None:
    def unseen() -> str:
        opened.care.stop()
        return "SELECT 'Page 2 is never used'"  # it was not looked at any more

    instead["integrity_check"] = unseen
    with pytest.raises(StoppedError):
        opened.care.tend()
    assert not (opened.folder / "library.suspect").exists()


def test_one_that_is_about_to_be_closed_is_not_even_looked_at(opened: Library) -> None:
    opened.care.stop()
    with pytest.raises(StoppedError):
        opened.care.tend()
    assert files_in(opened.folder / "backups") == []


@pytest.mark.parametrize("words", ["SELECT count(*) FROM thumbnails", "WHERE id IN"])
def test_thumbnails_are_counted_no_longer_than_somebody_waits(
    opened: Library, instead: Instead, begun: threading.Event, words: str
) -> None:
    instead[words] = _long
    stocking = LibraryStocking(opened.history, opened.thumbnails)
    with ThreadPoolExecutor(1) as threads:
        counted = threads.submit(_stock, stocking)
        assert begun.wait(_LONGEST_S)
        stocking.stop()
        with pytest.raises(StoppedError):
            counted.result(_LONGEST_S)
    record = opened.history.records()[0]
    assert opened.thumbnails.load(record)  # the cache is as good as ever
    assert (opened.folder / "thumbnails.sqlite3").exists()
