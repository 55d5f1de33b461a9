"""The grids of a library: files that survive a rebuild, and what is there of their cells."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from imagestudio.core.errors import LibraryReadOnlyError
from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.grid import Axis, new_grid
from imagestudio.core.grid_keeping import KeptGrids
from imagestudio.core.job import JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.organisation import Change
from imagestudio.core.request import Request
from imagestudio.library.folder import Library, open_library
from imagestudio.library.grids import GridFolder
from tests.library.helpers import MODEL, PARAMETERS, make_job, save

FOX = Request(MODEL, "a red fox", PARAMETERS)
OTHER = Request(MODEL, "a blue fox", PARAMETERS)


def test_grids_are_kept_renamed_and_removed(library: Library) -> None:
    grids = library.exploring.grids
    first = new_grid("Foxes", {Axis.PROMPT: ["a", "b"]})
    second = replace(new_grid("Owls", {Axis.PROMPT: ["c", "d"]}), changed=first.changed + 1)
    for each in (first, second):
        grids.save(each)
    assert grids.load().grids == [second, first]
    renamed = replace(first, name="Red foxes", changed=second.changed + 1)
    grids.save(renamed)
    assert [each.name for each in grids.load().grids] == ["Red foxes", "Owls"]
    grids.remove(second.id)
    assert grids.load().grids == [renamed]


def test_a_library_without_its_database_still_has_its_grids(library: Library, tmp_path: Path) -> None:
    kept = new_grid("Foxes", {Axis.PROMPT: ["a", "b"]})
    library.exploring.grids.save(kept)
    library.close()
    (library.folder / "library.sqlite3").unlink()
    again = open_library(library.folder)
    assert again.exploring.grids.load().grids == [kept]
    again.close()


def test_a_file_that_is_no_grid_is_passed_over_and_said_so(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    kept = new_grid("Foxes", {Axis.PROMPT: ["a", "b"]})
    library.exploring.grids.save(kept)
    folder = library.folder / "grids"
    (folder / f"{'0' * 32}.json").write_text("{", encoding="utf-8")
    (folder / f"{'1' * 32}.json").write_text((folder / f"{kept.id}.json").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        found = library.exploring.grids.load()
    assert found == KeptGrids([kept], (folder / f"{'0' * 32}.json", folder / f"{'1' * 32}.json"))
    assert len(caplog.records) == 1


def test_a_library_that_is_looked_at_keeps_no_grid(tmp_path: Path) -> None:
    grids = GridFolder(tmp_path / "grids", read_only=True)
    assert grids.load().grids == []
    with pytest.raises(LibraryReadOnlyError):
        grids.save(new_grid("Foxes", {}))
    with pytest.raises(LibraryReadOnlyError):
        grids.remove("0" * 32)


def test_cells_are_found_whoever_was_paid_for_them_but_demo_pictures_only_for_the_demo(library: Library) -> None:
    paid, demo = save(library), save(library, make_job(provider="demo"))
    look = library.exploring.grid_cells.look
    for provider in ("aimlapi", "other.example", ""):
        assert look([FOX, OTHER], provider).pictures == {fingerprint(FOX): (paid,)}
    assert look([FOX], "demo").pictures == {fingerprint(FOX): (demo, paid)}
    assert look([FOX], "aimlapi").paid
    assert not look([FOX], "demo").paid


def test_pictures_in_the_trash_leave_their_cell_open(library: Library) -> None:
    record = save(library)
    library.organiser.change(Change(trash=True), [record.time])
    assert not library.exploring.grid_cells.look([FOX], "aimlapi").pictures


def test_a_request_of_a_job_that_waits_or_may_have_been_charged_is_busy(library: Library) -> None:
    look = library.exploring.grid_cells.look
    waiting = replace(make_job(), request=FOX)
    library.queue.submit([waiting], NO_LIMITS)
    assert look([FOX], "aimlapi").busy == {fingerprint(FOX)}
    attempt = library.journal.begin_attempt(waiting)
    library.journal.settle(attempt, JobState.UNKNOWN, None)
    assert look([FOX], "aimlapi").busy == {fingerprint(FOX)}
    library.journal.dismiss(library.journal.job(waiting.id))
    assert not look([FOX], "aimlapi").busy
