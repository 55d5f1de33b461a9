"""The rows of the gallery on a real library: pictures, jobs, searches and what comes in between."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import LibraryDamagedError
from imagestudio.core.job import JobState
from imagestudio.core.times import now_us
from imagestudio.ui.gallery.cell import CellRole, Progress
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.gallery.sections import day_of, start_of
from tests.ui.gallery.shelf import Shelf, job

NOW = now_us()
DAY = 86_400_000_000


def loaded(model: GalleryModel, qtbot: QtBot, search: str = "") -> list[int]:
    """The times the model shows after this search."""
    with qtbot.waitSignal(model.completed):
        model.set_search(search)
    return times_of(model)


def times_of(model: GalleryModel) -> list[int]:
    return [model.cell(row).time for row in range(model.job_rows, model.rowCount())]


def test_all_pictures_are_there_newest_first(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW - 5, NOW, NOW - DAY)
    assert loaded(model, qtbot) == [NOW, NOW - 5, NOW - DAY]
    assert model.pictures == 3


def test_qt_finds_no_fault_in_the_model(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shelf.add(NOW - 5, NOW)
    loaded(model, qtbot)
    first = job(JobState.SENDING)
    model.update_job(first)
    model.add_records(shelf.add(NOW + 1, job_id=first.id))
    model.update_job(job())
    model.update_job(job(JobState.UNKNOWN))
    loaded(model, qtbot, "fox")
    assert tester.model() is model


def test_a_search_shows_only_what_has_its_words_and_no_jobs(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW, prompt="a crown of gold")
    shelf.add(NOW - 1, prompt="a raccoon")
    model.update_job(job())
    assert loaded(model, qtbot, "crown") == [NOW]
    assert model.job_rows == 0
    assert loaded(model, qtbot) == [NOW, NOW - 1]
    assert model.job_rows == 1


def test_the_newest_search_wins(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW, prompt="a crown")
    shelf.add(NOW - 1, prompt="a raccoon")
    model.set_search("crown")
    assert loaded(model, qtbot, "raccoon") == [NOW - 1]
    assert model.search == "raccoon"


def test_a_search_taken_back_at_once_never_shows(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW, prompt="a crown")
    shelf.add(NOW - 1, prompt="a raccoon")
    loaded(model, qtbot)
    model.set_search("crown")
    assert loaded(model, qtbot) == [NOW, NOW - 1]
    assert model.search == ""


def test_a_picture_that_comes_while_a_search_is_asked_is_not_missed(
    model: GalleryModel, shelf: Shelf, qtbot: QtBot
) -> None:
    loaded(model, qtbot)
    model.set_search("crown")
    model.add_records(shelf.add(NOW, prompt="a crown"))
    qtbot.waitUntil(lambda: model.search == "crown" and times_of(model) == [NOW])


def test_records_are_read_when_they_are_looked_at(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(*(NOW - number for number in range(700)))
    loaded(model, qtbot)
    assert model.cell(300).record is None
    model.show_rows(range(300, 304), range(300, 308))
    qtbot.waitUntil(lambda: model.cell(300).record is not None)
    record = model.cell(300).record
    assert record is not None
    assert record.time == NOW - 300
    assert model.cell(699).record is None


def test_a_new_picture_takes_the_place_of_its_job(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW - DAY)
    loaded(model, qtbot)
    running = job(JobState.SENDING)
    model.update_job(running)
    with qtbot.waitSignal(model.count_changed) as heard:
        model.add_records(shelf.add(NOW, job_id=running.id))
    assert heard.args == [2]
    assert model.job_rows == 0
    assert times_of(model) == [NOW, NOW - DAY]
    assert model.cell(0).record is not None


def test_an_old_picture_goes_to_its_place(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW, NOW - 2 * DAY)
    loaded(model, qtbot)
    model.add_records(shelf.add(NOW - DAY, NOW - 3 * DAY))
    assert times_of(model) == [NOW, NOW - DAY, NOW - 2 * DAY, NOW - 3 * DAY]


def test_a_picture_is_shown_once_however_often_it_is_told(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    model.reload()
    records = shelf.add(NOW)
    model.add_records(records)
    qtbot.waitUntil(lambda: model.ready)
    model.add_records(records)
    assert times_of(model) == [NOW]


def test_a_new_picture_joins_a_search_only_if_it_has_the_words(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW - 2, prompt="a crown")
    loaded(model, qtbot, "crown")
    held = QPersistentModelIndex(model.index(0))
    with qtbot.waitSignal(model.count_changed):
        model.add_records(shelf.add(NOW - 1, prompt="a raccoon"))
    assert times_of(model) == [NOW - 2]
    with qtbot.waitSignal(model.count_changed):
        model.add_records(shelf.add(NOW, prompt="a larger crown"))
    assert times_of(model) == [NOW, NOW - 2]
    assert held.row() == 1


def test_indexes_survive_what_comes_in(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW - 3, NOW - DAY)
    loaded(model, qtbot)
    held = QPersistentModelIndex(model.index(1))
    model.update_job(job())
    model.add_records(shelf.add(NOW))
    assert model.cell(held.row()).time == NOW - DAY


def test_jobs_stand_newest_first_before_the_pictures(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW)
    loaded(model, qtbot)
    old, new, middle = job(created=NOW), job(created=NOW + 2), job(JobState.UNKNOWN, created=NOW + 1)
    for one in (old, new, middle):
        model.update_job(one)
    assert [model.cell(row).job for row in range(3)] == [new, middle, old]
    model.remove_job(middle.id)
    assert [model.cell(row).job for row in range(2)] == [new, old]


def test_a_job_that_is_over_loses_its_cell(model: GalleryModel) -> None:
    one = job()
    model.update_job(one)
    model.update_job(one.moved(JobState.SENDING))
    assert model.rowCount() == 1
    model.update_job(one.moved(JobState.CANCELLED))
    assert model.rowCount() == 0
    model.update_job(job(JobState.DONE))
    assert model.rowCount() == 0


def test_jobs_told_during_a_search_are_there_after_it(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    loaded(model, qtbot, "crown")
    one, two = job(), job()
    model.update_job(one)
    model.update_job(two)
    model.remove_job(one.id)
    assert model.rowCount() == 0
    loaded(model, qtbot)
    assert model.cell(0).job == two


def test_progress_is_told_with_its_job(model: GalleryModel, qtbot: QtBot) -> None:
    running = job(JobState.SENDING)
    model.update_job(running)
    with qtbot.waitSignal(model.dataChanged):
        model.set_progress(running.id, Progress(100.0, 31.0))
    assert model.index(0).data(CellRole.PROGRESS) == Progress(100.0, 31.0)


def test_progress_told_before_the_job_is_not_lost(model: GalleryModel) -> None:
    running = job(JobState.SENDING)
    model.set_progress(running.id, Progress(100.0, 31.0))
    model.update_job(running)
    assert model.index(0).data(CellRole.PROGRESS) == Progress(100.0, 31.0)


def test_days_are_told_with_their_rows_and_cost(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.add(NOW - 3 * DAY, NOW - 3 * DAY - 1, cost="0.02")
    loaded(model, qtbot)
    model.update_job(job())
    today, before = model.sections()
    assert (today.jobs, today.pictures, before.first, before.pictures) == (1, 0, 1, 2)
    assert model.book.cost(before) is None
    with qtbot.waitSignal(model.sections_changed):
        model.book.cost(before)
    assert str(model.book.cost(before)) == "$0.04"


def test_the_first_page_tells_of_its_first_days_exactly(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    noon = start_of(day_of(NOW)) - DAY // 2
    shelf.add(*(noon - number for number in range(50)), cost="0.02")
    shelf.add(*(noon - DAY - number for number in range(400)), cost="0.01")
    told: list[tuple[int, int, str]] = []

    def tell() -> None:
        for section in map(model.book.told, model.sections()):
            told.append((model.pictures, section.pictures, str(model.book.cost(section))))  # noqa: PERF401 - as it is then

    model.modelReset.connect(tell)
    loaded(model, qtbot)
    assert told[:2] == [(200, 50, "$1.00"), (200, 400, "$4.00")]
    assert model.pictures == 450
    assert [model.book.told(section) for section in model.sections()] == list(model.sections())


def test_a_picture_is_read_to_the_blind(model: GalleryModel, shelf: Shelf, qtbot: QtBot) -> None:
    model.add_records(shelf.add(NOW, prompt="a crown", provider="demo"))
    text = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text.startswith("a crown, openai/gpt-image-1, ")
    assert text.endswith(", Demo")
    model.update_job(job(JobState.QUEUED))
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Waiting: a fox in the snow"
    assert model.index(0).data(Qt.ItemDataRole.ToolTipRole) is None


def test_a_history_that_cannot_be_read_is_told(
    model: GalleryModel, shelf: Shelf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_asked: object) -> array[int]:
        raise LibraryDamagedError("the database is damaged")

    monkeypatch.setattr(shelf.library.history, "first_page", damaged)
    with qtbot.waitSignal(model.load_failed) as heard:
        model.reload()
    assert isinstance(heard.args[0], LibraryDamagedError)
    assert not model.ready
