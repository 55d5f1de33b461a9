"""What the person makes of pictures: at once in the database, then in the files, and still there after a rebuild."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from imagestudio.core.organisation import UNTOUCHED, Change, Pick
from imagestudio.core.record import Record
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import check
from imagestudio.library.rebuild import rebuild
from imagestudio.library.sidecar import read_sidecar, sidecar_of
from imagestudio.library.thumbnails import copies_of_file
from tests.library.helpers import files_in, make_job, picture, save

EVERYTHING = Change(
    rating=4, pick=Pick.PICKED, add_tags=("Poster", "ёлка"), note="the best\nof all", add_to=("Client A",)
)


def now(library: Library, record: Record) -> Record:
    return library.history.page([record.time])[0]


def test_a_change_is_in_the_record_at_once_and_in_the_sidecar_when_settled(library: Library) -> None:
    record = save(library)
    changed = library.organiser.change(EVERYTHING, [record.time])
    organised = now(library, record)
    assert changed == {record.time: (UNTOUCHED, organised.organisation)}
    assert (organised.organisation.rating, organised.organisation.pick) == (4, Pick.PICKED)
    assert organised.organisation.tags == ("Poster", "ёлка")
    assert organised.organisation.collections == ("Client A",)
    assert library.settling.settle() == 1
    assert library.settling.settle() == 0
    assert read_sidecar(sidecar_of(library.path_of(record))) == organised
    assert check(library) == []


def test_the_original_is_not_touched(library: Library) -> None:
    record = save(library, content=picture(color=(1, 2, 3)))
    library.organiser.change(EVERYTHING, [record.time])
    library.settling.settle()
    assert library.path_of(record).read_bytes() == picture(color=(1, 2, 3))


def test_what_was_can_be_put_back(library: Library) -> None:
    records = [save(library), save(library)]
    changed = library.organiser.change(EVERYTHING, [record.time for record in records])
    library.organiser.put({time: before for time, (before, _) in changed.items()})
    assert [now(library, record).organisation for record in records] == [UNTOUCHED] * 2
    assert library.organiser.tags() == []


def test_a_name_is_the_same_whatever_its_capitals(library: Library) -> None:
    one, two = save(library), save(library)
    library.organiser.change(Change(add_tags=("Fox",)), [one.time])
    library.organiser.change(Change(add_tags=("fox", "  red \n fox ")), [one.time, two.time])
    assert now(library, one).organisation.tags == ("Fox", "red fox")
    assert [(tag.name, tag.pictures) for tag in library.organiser.tags()] == [("Fox", 2), ("red fox", 2)]


def test_the_trash_hides_a_picture_and_gives_it_back(library: Library) -> None:
    kept, binned = save(library, make_job("a fox")), save(library, make_job("an owl"))
    library.organiser.change(Change(trash=True), [binned.time])
    library.settling.settle()
    assert list(library.history.times()) == [kept.time]
    assert list(library.history.times("owl")) == []
    assert library.history.records("owl") == []
    assert library.organiser.trashed() == [binned.time]
    binned = now(library, binned)
    assert library.path_of(binned).read_bytes() == picture()
    assert library.path_of(binned).is_relative_to(library.folder / "trash")
    assert check(library) == []
    library.organiser.change(Change(trash=False), [binned.time])
    library.settling.settle()
    assert list(library.history.times("owl")) == [binned.time]
    assert library.path_of(now(library, binned)).is_relative_to(library.folder / "originals")
    assert check(library) == []


def test_only_emptying_the_trash_deletes(library: Library) -> None:
    kept, binned = save(library), save(library)
    library.organiser.change(Change(trash=True, add_tags=("x",)), [binned.time])
    library.settling.settle()
    assert len(library.organiser.empty_trash()) == 1
    assert library.history.page([binned.time]) == []
    assert library.organiser.tags() == []
    assert not [name for name in files_in(library.folder) if binned.id in name]
    assert library.path_of(kept).exists()
    assert check(library) == []


def test_emptying_the_trash_leaves_no_thumbnail_of_what_was_in_it(library: Library) -> None:
    kept, binned = save(library), save(library)
    for record in (kept, binned):
        library.thumbnails.make(record)
    library.organiser.change(Change(trash=True), [binned.time])
    library.settling.settle()
    library.thumbnails.offer(binned, copies_of_file(library.path_of(binned)))  # one that is on its way meanwhile
    library.organiser.empty_trash()
    library.thumbnails.make(binned)
    assert library.thumbnails.count() == 1
    assert library.thumbnails.missing([kept]) == []
    assert check(library) == []


def test_a_rebuild_brings_everything_back(folder: Path) -> None:
    library = open_library(folder)
    first, second, third = save(library), save(library), save(library)
    library.organiser.change(EVERYTHING, [first.time])
    library.organiser.change(Change(trash=True, rating=1), [second.time])
    library.organiser.change(Change(pick=Pick.REJECTED), [third.time])
    library.organiser.add_collection("Empty one")
    library.organiser.add_collection("Best", "rating:>3")
    library.settling.settle()
    before = [now(library, record) for record in (first, second, third)]
    collections, tags = library.organiser.collections(), library.organiser.tags()
    library.close()
    (folder / "library.sqlite3").unlink()
    assert rebuild(folder).skipped == ()
    library = open_library(folder)
    assert [now(library, record) for record in before] == before
    assert library.organiser.collections() == collections
    assert library.organiser.tags() == tags
    assert library.organiser.trashed() == [second.time]
    assert library.history.count() == 2
    library.close()


@pytest.mark.allow_log  # that the database was missing
@pytest.mark.parametrize("stop_after", range(3))
def test_a_crash_while_files_are_moved_loses_nothing(
    folder: Path, stop_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library(folder)
    record = save(library)
    library.organiser.change(Change(trash=True), [record.time])
    calls = 0

    def dying(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls > stop_after:
            raise KeyboardInterrupt
        source.replace(target)

    monkeypatch.setattr("imagestudio.library.settling.move", dying)
    if stop_after < 2:
        with pytest.raises(KeyboardInterrupt):
            library.settling.settle()
    else:
        library.settling.settle()
    monkeypatch.undo()
    assert library.path_of(now(library, record)).read_bytes() == picture()
    library.close()
    (folder / "library.sqlite3").unlink()
    library = open_library(folder)
    library.settling.settle()
    assert library.organiser.trashed() == [record.time]
    assert library.path_of(now(library, record)).read_bytes() == picture()
    assert check(library) == []
    library.close()


def test_collections_are_renamed_and_let_go_with_their_pictures_staying(library: Library) -> None:
    record = save(library)
    library.organiser.change(Change(add_to=("One",)), [record.time])
    library.organiser.rename_collection("One", "Two")
    assert [(each.name, each.pictures) for each in library.organiser.collections()] == [("Two", 1)]
    assert now(library, record).organisation.collections == ("Two",)
    library.organiser.delete_collection("two")
    assert library.organiser.collections() == []
    assert now(library, record).organisation.collections == ()
    assert library.path_of(record).exists()


def test_a_sidecar_of_an_older_version_is_untouched_organisation(library: Library) -> None:
    record = save(library)
    sidecar = sidecar_of(library.path_of(record))
    assert "organisation" not in json.loads(sidecar.read_bytes())
    assert read_sidecar(sidecar).organisation == UNTOUCHED


@pytest.mark.allow_log
def test_a_backup_older_than_the_organising_is_brought_up_to_date(folder: Path) -> None:
    library = open_library(folder)
    record = save(library)
    library.care.back_up()
    library.organiser.change(EVERYTHING, [record.time])
    library.settling.settle()
    organised = now(library, record)
    library.close()
    (folder / "library.sqlite3").write_bytes(b"no database" * 1000)
    library = open_library(folder)
    assert library.mended is not None
    assert library.mended.backup
    assert now(library, record) == organised
    assert library.organiser.collections()[0].pictures == 1
    library.close()
