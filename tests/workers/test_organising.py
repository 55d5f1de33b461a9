"""What the person does to pictures is done in order beside the window, and can be undone whatever comes between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.core.deeds import AddDeed, ChangeDeed, Deed, DeleteDeed, RenameDeed
from imagestudio.core.organisation import UNTOUCHED, Change, Organisation
from imagestudio.core.record import Record
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import check
from imagestudio.workers.organising import OrganisingDesk
from tests.library.helpers import save


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def desk(qtbot: QtBot, library: Library) -> Iterator[OrganisingDesk]:
    desk = OrganisingDesk(library.organiser, library.settling)
    yield desk
    desk.close()


def of(library: Library, record: Record) -> Organisation:
    return library.history.page([record.time])[0].organisation


def test_undo_waits_for_what_it_undoes(qtbot: QtBot, library: Library, desk: OrganisingDesk) -> None:
    record = save(library)
    three, five = ChangeDeed(Change(rating=3), [record.time]), ChangeDeed(Change(rating=5), [record.time])
    desk.make(three)
    desk.make(five)
    desk.undo(five)  # before anything has answered
    qtbot.waitUntil(lambda: not desk.busy)
    assert of(library, record).rating == 3
    desk.undo(three)
    qtbot.waitUntil(lambda: not desk.busy)
    assert of(library, record) == UNTOUCHED
    desk.redo(three)
    desk.redo(five)
    qtbot.waitUntil(lambda: not desk.busy)
    assert of(library, record).rating == 5
    assert check(library) == []


def test_leaving_writes_down_what_was_done_and_the_next_start_settles_it(
    qtbot: QtBot, library: Library, desk: OrganisingDesk
) -> None:
    records = [save(library) for _ in range(5)]
    desk.make(ChangeDeed(Change(trash=True), [record.time for record in records]))
    desk.close()
    assert len(library.organiser.trashed()) == 5
    library.settling.settle()
    assert check(library) == []


def names(library: Library) -> list[tuple[str, str | None, int]]:
    return [(each.name, each.search, each.pictures) for each in library.organiser.collections()]


@pytest.mark.parametrize(
    "deed",
    [
        AddDeed("New"),
        AddDeed("best", "rating:5"),
        RenameDeed("One", "Two"),
        RenameDeed("One", "one"),
        RenameDeed("Best", "Three"),
        DeleteDeed("One"),
        DeleteDeed("best"),
    ],
)
def test_what_is_done_to_collections_can_be_undone(library: Library, deed: Deed) -> None:
    record = save(library)
    library.organiser.add_collection("Best", "rating:>3")
    library.organiser.change(Change(add_to=("One",)), [record.time])
    before = names(library)
    deed.make(library.organiser)
    done = names(library)
    assert done != before
    deed.undo(library.organiser)
    assert sorted(names(library)) == sorted(before)
    deed.redo(library.organiser)
    assert names(library) == done or sorted(names(library)) == sorted(done)
