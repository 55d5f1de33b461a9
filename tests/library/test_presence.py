"""Originals that are gone and back, noticed when they are looked at."""

from __future__ import annotations

from pathlib import Path

from imagestudio.core.record import Record
from imagestudio.library.folder import Library, open_library
from tests.library.helpers import save


def missing(library: Library) -> bool:
    (record,) = library.history.records()
    return record.missing


def test_an_original_that_is_gone_is_marked_when_its_thumbnail_is_wanted_and_unmarked_when_it_is_back(
    library: Library, tmp_path: Path
) -> None:
    heard: list[bool] = []
    library.presence.heed(lambda _record, gone: heard.append(gone))
    record = save(library)
    library.thumbnails.load(record)
    library.path_of(record).rename(tmp_path / "moved")
    library.thumbnails.load(record)  # from the cache, and still it is noticed
    assert missing(library)
    (tmp_path / "moved").rename(library.path_of(record))
    (marked,) = library.history.records()
    library.thumbnails.load(marked)
    assert not missing(library)
    assert heard == [True, False]
    assert library.history.count() == 1


def test_a_library_that_is_only_looked_at_tells_what_is_gone_and_notes_nothing(folder: Path) -> None:
    with_picture = open_library(folder)
    record = save(with_picture)
    with_picture.path_of(record).unlink()
    with_picture.close()
    heard: list[Record] = []
    reader = open_library(folder, read_only=True)
    reader.presence.heed(lambda record, _gone: heard.append(record))
    assert not reader.presence.see(record)
    assert heard == [record]
    assert not missing(reader)
    reader.close()
