"""A job killed at any step: nothing paid is lost, nothing is there twice."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from imagestudio.core.generation import run_job
from imagestudio.core.job import JobState
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import check
from tests.library.helpers import ROOT, files_in, picture, services

_STATES: dict[str, set[JobState | None]] = {
    "": {None, JobState.QUEUED},
    "submitted": {JobState.QUEUED, JobState.UNKNOWN},
    "began": {JobState.UNKNOWN, JobState.RECEIVED},
    "answered": {JobState.RECEIVED},
    "received": {JobState.RECEIVED},
    "fetched": {JobState.RECEIVED},
    "kept": {JobState.RECEIVED, JobState.DONE},
    "finished": {JobState.DONE},
    "whole": {JobState.DONE},
}


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all killed runs and their logs."""
    base = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-m", "tests.library.crash_child", str(base)]
    subprocess.run(command, cwd=ROOT, check=True)
    return base


@pytest.fixture
def crashed(killed: Path, tmp_path: Path) -> list[tuple[Path, str]]:
    """A copy of the folders of all killed runs, each with the last call that returned in it."""
    base = tmp_path / "crashed"
    shutil.copytree(killed, base)
    logs = sorted(base.glob("*.log"))
    return [(log.with_suffix(""), (log.read_text().split() or [""])[-1]) for log in logs]


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    """The library as it is after a start."""
    library = open_library(folder)
    try:
        library.journal.settle_interrupted()
        yield library
    finally:
        library.close()


def _state(library: Library) -> JobState | None:
    """Where the one job stands."""
    jobs = library.journal.unfinished()
    if jobs:
        return jobs[0].state
    return JobState.DONE if library.history.records() else None


async def _finish(library: Library, content: bytes | None) -> None:
    for job in library.journal.unfinished():
        if job.state is JobState.RECEIVED:
            assert (await run_job(job, services(library, content))).error is None


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked")


def test_the_runs_were_killed_everywhere(crashed: list[tuple[Path, str]]) -> None:
    assert {last for _, last in crashed} == set(_STATES)
    assert len(crashed) > 30


def test_whatever_was_proven_before_the_crash_is_known_after_it(crashed: list[tuple[Path, str]]) -> None:
    for folder, last in crashed:
        with opened(folder) as library:
            state = _state(library)
            assert state in _STATES[last], (folder.name, last)
            if state is JobState.RECEIVED:  # finished without the link, where the picture was on the disk
                already_fetched = last not in ("began", "answered", "received")
                asyncio.run(_finish(library, None if already_fetched else picture()))
                assert _state(library) is JobState.DONE, (folder.name, last)


def test_after_the_recovery_no_picture_is_lost_and_none_is_there_twice(crashed: list[tuple[Path, str]]) -> None:
    for folder, last in crashed:
        with opened(folder) as library:
            asyncio.run(_finish(library, picture()))
            assert check(library) == [], (folder.name, last)
            if _state(library) is JobState.DONE:
                (record,) = library.history.records()
                assert library.path_of(record).read_bytes() == picture()
                assert len(files_in(folder / "originals")) == 2, (folder.name, last)
                assert files_in(folder / "spool") == [], (folder.name, last)


@pytest.mark.allow_log
def test_a_rebuilding_after_the_crash_proves_the_same(crashed: list[tuple[Path, str]]) -> None:
    for folder, last in crashed:
        (folder / "library.sqlite3").unlink()
        with opened(folder) as library:
            state = _state(library)
            asyncio.run(_finish(library, picture()))
            assert check(library) == [], (folder.name, last)
            if last not in ("", "submitted"):  # a queued job has cost nothing and is only in the database
                assert state in _STATES[last] | {JobState.RECEIVED, JobState.DONE}, (folder.name, last)
            if last in ("answered", "received", "fetched", "kept", "finished"):
                assert _state(library) is JobState.DONE, (folder.name, last)
            assert len(library.history.records()) <= 1
            assert len(files_in(folder / "originals")) in (0, 2), (folder.name, last)
