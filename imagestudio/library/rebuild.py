"""The database made anew from the sidecars and the spool; no picture is ever changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from imagestudio.core.errors import LibraryError
from imagestudio.core.job import Attempt, Job, JobState
from imagestudio.core.record import Record
from imagestudio.library.database import Database, create
from imagestudio.library.durable import disk_error, move, sync_file
from imagestudio.library.journal import INTERRUPTED
from imagestudio.library.layout import Layout
from imagestudio.library.lock import LibraryLock
from imagestudio.library.sidecar import ORIGINALS, SUFFIX, path_in, read_sidecar, sidecar_of
from imagestudio.library.spool import REQUEST, Spool, read_json
from imagestudio.library.tables import insert_attempt, insert_job, insert_record, request_from_data, save_head

Progress = Callable[[int, int], None]

_BATCH = 1000
_HELPERS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuilding found: how many records and jobs, and what could not be read, with the reason."""

    records: int
    jobs: int
    skipped: tuple[str, ...] = ()


def rebuild(folder: Path, progress: Progress | None = None) -> Rebuilt:
    """Replace a library's database, once the new one is whole; the old one is kept beside it.

    Raises LibraryInUseError while the library is open elsewhere, DiskError.
    """
    layout = Layout(folder.absolute())
    lock = LibraryLock(layout.lock)
    try:
        return rebuild_locked(layout, progress)
    finally:
        lock.release()


def rebuild_locked(layout: Layout, progress: Progress | None = None) -> Rebuilt:
    """The same for who holds the library's lock."""
    new = layout.database.with_name(f"{layout.database.name}.new")
    try:
        _remove(new)
        found = build(layout, new, progress)
        sync_file(new)
        _set_aside(layout.database)
        move(new, layout.database)
    except OSError as error:
        raise disk_error(error, "The library's database") from error
    return found


def build(layout: Layout, target: Path, progress: Progress | None = None) -> Rebuilt:
    """Make a database of what the library's files say, at a place of its own. Raises LibraryError, OSError."""
    create(target)
    database = Database(target)
    try:
        skipped: list[str] = []
        records = _add_records(layout, database, skipped, progress)
        jobs = _add_jobs(layout, database, skipped)
    finally:
        database.close()
    return Rebuilt(records, jobs, tuple(skipped))


def sidecars(layout: Layout) -> list[Path]:
    return sorted(layout.originals.rglob(f"*{SUFFIX}"))


def _add_records(layout: Layout, database: Database, skipped: list[str], progress: Progress | None) -> int:
    """The records of all sidecars, in the order of their names, which is the order they were made in."""
    paths = sidecars(layout)
    seen = _Seen()
    for first in range(0, len(paths), _BATCH):
        with database.write() as connection:
            for path in paths[first : first + _BATCH]:
                try:
                    record = read_sidecar(path)
                    _check_place(layout, path, record.path, record.id)
                    record = seen.add(record)
                except (OSError, ValueError, LibraryError) as error:
                    skipped.append(f"{_name(layout, path)}: {_reason(error)}")
                    continue
                insert_record(connection, record)
        if progress is not None:
            progress(min(first + _BATCH, len(paths)), len(paths))
    return len(seen.ids)


class _Seen:
    """Ids and times that are in the new database already."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self._times: set[int] = set()

    def add(self, record: Record) -> Record:
        """The record with a time of its own. Raises ValueError where its id is there already."""
        if record.id in self.ids:
            raise ValueError("another sidecar has the same id")
        moment = record.time
        while moment in self._times:
            moment += 1
        self.ids.add(record.id)
        self._times.add(moment)
        return record if moment == record.time else replace(record, time=moment)


def _check_place(layout: Layout, sidecar: Path, relative: str, id_: str) -> None:
    """Raises where a sidecar does not lie beside the picture it names."""
    if sidecar_of(path_in(layout.folder, relative)) != sidecar or sidecar.stem != id_:
        raise ValueError("it does not lie beside its picture")


def _add_jobs(layout: Layout, database: Database, skipped: list[str]) -> int:
    """The jobs under way; of several attempts of one job the answered or else the latest says where it stands."""
    spool = Spool(layout.spool, layout.trash)
    found: list[tuple[Job, Attempt]] = []
    for attempt_id in spool.attempt_ids():
        try:
            found.append(_read_request(spool, attempt_id))
        except (OSError, KeyError, TypeError, ValueError, RecursionError) as error:
            skipped.append(f"{layout.spool.name}/{attempt_id}: {_reason(error)}")
    found.sort(key=lambda pair: (pair[0].state is JobState.RECEIVED, pair[1].number), reverse=True)
    jobs: set[str] = set()
    with database.write() as connection:
        for job, attempt in found:
            if job.id not in jobs:
                insert_job(connection, job)
                jobs.add(job.id)
            insert_attempt(connection, attempt)
            if job.state is JobState.RECEIVED:
                save_head(connection, attempt.id, spool.read_head(attempt.id))
    return len(jobs)


def _read_request(spool: Spool, attempt_id: str) -> tuple[Job, Attempt]:
    """The job as its files prove it: an answer was received, or it is not known what became of the request."""
    data = read_json(spool.folder_of(attempt_id) / REQUEST)
    answered = spool.has_answer(attempt_id)
    state = JobState.RECEIVED if answered else JobState.UNKNOWN
    job, attempt = request_from_data(data, state, None if answered else INTERRUPTED.failure)
    if attempt.id != attempt_id:
        raise ValueError("the request is of another attempt")
    return job, attempt


def _set_aside(database: Path) -> None:
    """Keep the old database with what it has not yet taken in; a left-over WAL would be read into the new one."""
    if not database.exists():
        _remove(database)
        return
    aside = database.with_name(f"{database.name}.before-rebuild")
    _remove(aside)
    for suffix in ("", *_HELPERS):
        old = database.with_name(database.name + suffix)
        if old.exists():
            move(old, aside.with_name(aside.name + suffix))


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or "it cannot be read"
    return str(error) if isinstance(error, LibraryError | ValueError) else "it is none of Image Studio's"


def _name(layout: Layout, path: Path) -> str:
    return f"{ORIGINALS}/{path.relative_to(layout.originals).as_posix()}"


def _remove(path: Path) -> None:
    for suffix in ("", *_HELPERS):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
