"""Room on the disk: asked for before sending, held in reserve, and what happens when there is none left."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from imagestudio.core.answer import AnswerHead
from imagestudio.core.errors import Charge, DiskError, NoRoomError, UnwrittenError
from imagestudio.core.generation import Outcome, Services, run_job
from imagestudio.core.job import JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.request import Request
from imagestudio.core.sinks import ByteSink, PatientSink
from imagestudio.library.elsewhere import write_new
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import check
from imagestudio.library.room import MIB, RESERVE
from tests.library.helpers import ANSWER, HEAD, LocalProvider, make_job, picture, save, services

_URL = "https://pictures.example/1"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A library's folder on a disk of 48 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _fill(folder: Path) -> None:
    """Leave not one block free."""
    with (folder / "filler").open("ab", buffering=0) as file:
        for size in (MIB, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def test_nothing_is_sent_where_the_disk_has_too_little_room(folder: Path) -> None:
    library = open_library(folder, least_free=1 << 60)
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    outcome = asyncio.run(run_job(job, services(library, picture())))
    assert outcome.job.state is JobState.NOT_CHARGED
    assert isinstance(outcome.error, NoRoomError)
    assert outcome.error.charge is Charge.NONE
    assert library.journal.attempts(job.id) == []
    assert list((folder / "spool").glob("*")) == []
    library.close()


def test_the_reserve_is_really_there_while_the_library_is_open(folder: Path) -> None:
    library = open_library(folder)
    assert not (folder / "reserve").exists()
    save(library)
    status = (folder / "reserve").stat()
    assert status.st_size == RESERVE
    assert status.st_blocks * 512 >= RESERVE
    library.close()
    assert not (folder / "reserve").exists()


def test_the_reserve_of_a_crash_is_taken_over(folder: Path) -> None:
    open_library(folder).close()
    (folder / "reserve").write_bytes(bytes(1000))
    library = open_library(folder)
    save(library)
    assert (folder / "reserve").stat().st_size == RESERVE
    library.close()
    assert not (folder / "reserve").exists()


class FillingProvider(LocalProvider):
    """A service during whose answer or picture somebody fills the disk."""

    def __init__(self, folder: Path, content: bytes, when: str) -> None:
        super().__init__({_URL: content})
        self._folder = folder
        self._when = when

    async def send(self, request: Request, client_request_id: str, sink: ByteSink) -> AnswerHead:
        if self._when == "answer":
            _fill(self._folder)
        return await super().send(request, client_request_id, sink)

    async def download(self, url: str, sink: ByteSink) -> None:
        if self._when == "picture":
            _fill(self._folder)
        await super().download(url, sink)


@pytest.mark.allow_log
@pytest.mark.parametrize("when", ["answer", "picture"])
def test_a_disk_that_runs_full_meanwhile_costs_no_picture(small_disk: Path, when: str) -> None:
    library = open_library(small_disk, least_free=MIB)
    content = picture(size=(1024, 1024), color=(1, 2, 3))
    provider = FillingProvider(small_disk, content, when)
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    base = services(library, content)
    outcome = asyncio.run(run_job(job, Services(base.journal, base.originals, provider, base.pace)))
    assert outcome.error is None
    assert outcome.job.state is JobState.DONE
    assert not (small_disk / "reserve").exists()
    assert library.path_of(outcome.records[0]).read_bytes() == content
    second = make_job()
    library.queue.submit([second], NO_LIMITS)
    told = asyncio.run(run_job(second, base))
    assert isinstance(told.error, NoRoomError) == (shutil.disk_usage(small_disk).free < MIB + RESERVE)
    (small_disk / "filler").unlink()
    assert check(library) == []
    library.close()


class SavesElsewhere:
    """Saves what is brought, then makes room, as a person would, or gives up."""

    def __init__(self, place: Path, blocker: Path, gives_up: bool) -> None:
        self._place = place
        self._blocker = blocker
        self._gives_up = gives_up
        self.saved: list[bytes] = []

    async def save(self, unwritten: PatientSink) -> None:
        assert not unwritten.try_again()
        path = write_new(self._place, unwritten)
        self.saved.append(path.read_bytes())
        unwritten.saved_to = str(path)
        if self._gives_up:
            raise unwritten.why_unwritten()
        self._blocker.rmdir()
        assert unwritten.try_again()


class BlockingProvider(LocalProvider):
    """A service beside which something gets into the way of the file that is to be written."""

    def __init__(self, library: Library, content: bytes, name: str) -> None:
        super().__init__({_URL: content})
        self._library = library
        self._name = name

    @property
    def blocker(self) -> Path:
        (attempt,) = [path for path in (self._library.folder / "spool").iterdir() if path.is_dir()]
        return attempt / f"{self._name}.part"

    async def send(self, request: Request, client_request_id: str, sink: ByteSink) -> AnswerHead:
        if self._name == "answer":
            sink.write(b"")
            self.blocker.mkdir()
        return await super().send(request, client_request_id, sink)

    async def download(self, url: str, sink: ByteSink) -> None:
        if self._name == "picture-0":
            self.blocker.mkdir()
        await super().download(url, sink)


def _run_blocked(library: Library, name: str, elsewhere: Path, gives_up: bool) -> tuple[Outcome, SavesElsewhere]:
    job = make_job()
    library.queue.submit([job], NO_LIMITS)
    provider = BlockingProvider(library, picture(), name)

    class Late(SavesElsewhere):
        async def save(self, unwritten: PatientSink) -> None:
            self._blocker = provider.blocker
            await super().save(unwritten)

    rescue = Late(elsewhere, elsewhere, gives_up)
    base = services(library, picture())
    outcome = asyncio.run(run_job(job, Services(base.journal, base.originals, provider, base.pace, rescue)))
    return outcome, rescue


@pytest.mark.parametrize(("name", "content"), [("answer", ANSWER), ("picture-0", picture())])
def test_what_the_disk_refuses_is_saved_elsewhere_and_still_becomes_a_picture(
    library: Library, tmp_path: Path, name: str, content: bytes
) -> None:
    outcome, rescue = _run_blocked(library, name, tmp_path, gives_up=False)
    assert rescue.saved == [content]
    assert outcome.job.state is JobState.DONE
    assert library.path_of(outcome.records[0]).read_bytes() == picture()


@pytest.mark.parametrize(
    ("name", "state", "content"),
    [("answer", JobState.UNKNOWN, ANSWER), ("picture-0", JobState.RECEIVED, picture())],
)
def test_giving_up_says_that_it_was_paid_for_and_where_it_is(
    library: Library, tmp_path: Path, name: str, state: JobState, content: bytes
) -> None:
    outcome, _rescue = _run_blocked(library, name, tmp_path, gives_up=True)
    assert isinstance(outcome.error, UnwrittenError)
    assert outcome.job.state is state
    assert outcome.job.failure is not None
    assert (outcome.job.failure.charge, outcome.job.failure.inference_id) == (Charge.PAID, HEAD.inference_id)
    place = Path(outcome.error.said.split("saved as ")[1])
    assert place.parent == tmp_path
    assert place.suffix in (".json", ".png")
    assert place.read_bytes() == content
    assert library.journal.job(outcome.job.id).state is state


def test_saving_elsewhere_replaces_nothing(library: Library, tmp_path: Path) -> None:
    sink = PatientSink(lambda: library.journal.answer_sink(_attempt(library)), "name")
    sink.write(b'{"a": 1}')
    blocked = next((library.folder / "spool").iterdir()) / "answer"
    blocked.mkdir()
    sink.commit()
    assert sink.refused is not None
    assert [write_new(tmp_path, sink).name for _ in range(3)] == ["name.json", "name-2.json", "name-3.json"]
    with pytest.raises(DiskError, match="could not be saved there"):
        write_new(tmp_path / "nowhere", sink)


def _attempt(library: Library):  # type: ignore[no-untyped-def]
    job = library.journal.unfinished()
    if not job:
        library.queue.submit([make_job()], NO_LIMITS)
        library.journal.begin_attempt(library.journal.unfinished()[0])
    return library.journal.attempts(library.journal.unfinished()[0].id)[-1]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_pictures_that_may_not_be_written_stops_sending(library: Library) -> None:
    record = save(library)
    month = library.path_of(record).parent
    month.chmod(0o500)
    try:
        job = make_job()
        library.queue.submit([job], NO_LIMITS)
        outcome = asyncio.run(run_job(job, services(library, picture())))
        assert outcome.job.state is JobState.NOT_CHARGED
    finally:
        month.chmod(0o700)
