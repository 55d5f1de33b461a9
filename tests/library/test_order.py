"""Every step is on the disk before the next begins: seen at the system's own calls."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from imagestudio.core.job import JobState
from imagestudio.core.limits import NO_LIMITS
from imagestudio.library.database import Database
from imagestudio.library.folder import Library, open_library
from tests.library.helpers import ANSWER, HEAD, fetch, make_job, picture


class Spy:
    """What was flushed, renamed and committed, in order."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def take(self) -> list[str]:
        events, self.events = self.events, []
        return events


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    spy = Spy()
    fsync, replace = os.fsync, os.replace

    def spying_fsync(descriptor: int) -> None:
        spy.events.append(f"fsync {_short(str(Path(f'/proc/self/fd/{descriptor}').readlink()))}")
        fsync(descriptor)

    def spying_replace(source: str | Path, target: str | Path) -> None:
        spy.events.append(f"rename {_short(str(source))} {_short(str(target))}")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", spying_fsync)
    monkeypatch.setattr(os, "replace", spying_replace)
    return spy


def _short(path: str) -> str:
    """A path's name, the same in every run."""
    return re.sub(r"is1\.[0-9a-f]{32}", "ATTEMPT", re.sub(r"\d{8}-\d{6}-[0-9a-f]{8}", "ID", Path(path).name))


@pytest.fixture
def watched(folder: Path, spy: Spy) -> Iterator[Library]:
    library = open_library(folder)
    database = library._database
    assert isinstance(database, Database)
    assert database.writer is not None

    def trace(statement: str) -> None:
        if statement == "COMMIT" or statement.startswith(("UPDATE jobs SET state", "INSERT INTO records ")):
            what = re.search(r"state = '(\w+)'", statement)
            spy.events.append(f"sql {what.group(1) if what else statement.split(' (')[0]}")

    database.writer.set_trace_callback(trace)
    spy.take()
    yield library
    database.writer.set_trace_callback(None)
    library.close()


pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="names of open files come from /proc")


def test_the_request_is_flushed_before_sending_is_committed(watched: Library, spy: Spy) -> None:
    job = make_job()
    watched.queue.submit([job], NO_LIMITS)
    assert spy.take() == ["sql COMMIT"]
    watched.journal.begin_attempt(job)
    assert spy.take() == [
        "fsync library",  # the spool folder's name
        "fsync spool",  # the attempt's folder's name
        "fsync request.json.part",
        "rename request.json.part request.json",
        "fsync ATTEMPT",
        "sql sending",
        "sql COMMIT",
    ]


def test_the_answer_is_flushed_before_received_is_committed(watched: Library, spy: Spy) -> None:
    job = make_job()
    watched.queue.submit([job], NO_LIMITS)
    attempt = watched.journal.begin_attempt(job)
    spy.take()
    sink = watched.journal.answer_sink(attempt)
    sink.write(ANSWER)
    sink.commit()
    answer = ["fsync answer.part", "rename answer.part answer", "fsync ATTEMPT"]
    assert spy.take() == answer
    watched.journal.received(attempt, HEAD)
    head = ["fsync answer.head.json.part", "rename answer.head.json.part answer.head.json", "fsync ATTEMPT"]
    assert spy.take() == [*head, "sql received", "sql COMMIT"]


def test_the_picture_and_its_sidecar_are_in_place_before_the_record_says_done(
    watched: Library, folder: Path, spy: Spy
) -> None:
    job = make_job()
    watched.queue.submit([job], NO_LIMITS)
    attempt = watched.journal.begin_attempt(job)
    watched.journal.received(attempt, HEAD)
    spy.take()
    fetch(watched, attempt, picture())
    assert spy.take() == ["fsync picture-0.part", "rename picture-0.part picture-0", "fsync ATTEMPT"]

    record = watched.originals.keep(job, attempt, 0, HEAD)
    events = [event for event in spy.take() if not re.fullmatch(r"fsync (library|originals|\d{4})", event)]
    month = Path(record.path).parent.name
    assert events == [
        "fsync picture-0.json.part",
        "rename picture-0.json.part picture-0.json",
        "fsync ATTEMPT",
        "rename picture-0 ID.png",  # flushed when it came
        "fsync ID.json.part",
        "rename ID.json.part ID.json",
        f"fsync {month}",  # both names
    ]
    assert (folder / "spool" / attempt.id).is_dir()
    watched.originals.finish(attempt, (record,), None, JobState.DONE)
    assert spy.take() == ["sql INSERT INTO records", "sql done", "sql COMMIT"]
    assert not (folder / "spool" / attempt.id).exists()
