"""The database made anew from the sidecars and the spool; no picture is ever changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from imagestudio.core.errors import Failure, LibraryError
from imagestudio.core.job import UNSENT, Attempt, Job, JobState, may_follow
from imagestudio.core.lookup import OPEN
from imagestudio.core.record import Record
from imagestudio.library.collections_file import put_collections, read_collections
from imagestudio.library.database import Database, create
from imagestudio.library.durable import disk_error, move, sync_file
from imagestudio.library.journal import INTERRUPTED
from imagestudio.library.layout import Layout
from imagestudio.library.lock import LibraryLock
from imagestudio.library.lookups import read_verdict, save_verdict
from imagestudio.library.record_rows import RECORD_COLUMNS, insert_record, record_from_row, update_organisation
from imagestudio.library.settling import list_unsettled
from imagestudio.library.sidecar import SUFFIX, places_of, read_sidecar, sidecar_of
from imagestudio.library.spool import REQUEST, Spool, read_json
from imagestudio.library.tables import (
    failure_text,
    insert_attempt,
    insert_job,
    request_from_data,
    save_head,
)

Progress = Callable[[int, int], None]

_BATCH = 250
_ANY_SIDECAR = f"*{SUFFIX}"
_EARLIER = frozenset({*UNSENT, JobState.SENDING, JobState.NOT_CHARGED, JobState.CANCELLED})
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
        remove(new)
        found = build(layout, new, progress)
        sync_file(new)
        set_aside(layout.database, layout.database.with_name(f"{layout.database.name}.before-rebuild"))
        move(new, layout.database)
        layout.suspect.unlink(missing_ok=True)
    except OSError as error:
        raise disk_error(error, "The library's database") from error
    return found


def build(layout: Layout, target: Path, progress: Progress | None = None) -> Rebuilt:
    """Make a database of what the library's files say, at a place of its own. Raises LibraryError, OSError."""
    create(target)
    return bring_up_to_date(layout, target, progress)


def bring_up_to_date(
    layout: Layout, target: Path, progress: Progress | None = None, since_s: float = float("inf")
) -> Rebuilt:
    """Add to a database at a place of its own what the library's files know and it does not, and tell what that was.

    Sidecars of known records are read only where they were written after `since_s` (seconds since 1970).
    Raises LibraryError, OSError.
    """
    database = Database(target)
    # nothing of it counts before it is whole, flushed as one and given its name, so commits need not wait for the disk
    database.require_writable().execute("PRAGMA synchronous = OFF")
    try:
        skipped: list[str] = []
        _add_collections(layout, database, skipped)
        records = _add_records(layout, database, skipped, progress, since_s)
        jobs = _add_jobs(layout, database, skipped)
        _end_jobs(layout, database)
    finally:
        database.close()
    return Rebuilt(records, jobs, tuple(skipped))


def sidecars(layout: Layout) -> list[Path]:
    """Those of the trash too."""
    return sorted(
        path for folder in (layout.originals, layout.trashed_originals) for path in folder.rglob(_ANY_SIDECAR)
    )


def _add_collections(layout: Layout, database: Database, skipped: list[str]) -> None:
    try:
        found = read_collections(layout.collections)
    except (OSError, ValueError) as error:
        skipped.append(f"{layout.collections.name}: {_reason(error)}")
        return
    with database.write() as connection:
        put_collections(connection, found)


def _add_records(
    layout: Layout, database: Database, skipped: list[str], progress: Progress | None, since_s: float
) -> int:
    """The records of all sidecars, in the order of their names, which is the order they were made in."""
    with database.read() as reader:
        seen = _Seen(reader.execute("SELECT id, time FROM records").fetchall())
    known = frozenset(seen.ids)
    paths = [path for path in sidecars(layout) if path.stem not in known or path.stat().st_mtime >= since_s]
    for first in range(0, len(paths), _BATCH):
        with database.write() as connection:
            for path in paths[first : first + _BATCH]:
                try:
                    record = read_sidecar(path)
                    misplaced = _is_misplaced(layout, path, record)
                    if record.id in known:
                        record = _brought_up(connection, record)
                    else:
                        record = seen.add(record)
                        insert_record(connection, record)
                except (OSError, ValueError, LibraryError) as error:
                    skipped.append(f"{_name(layout, path)}: {_reason(error)}")
                    continue
                if misplaced:
                    list_unsettled(connection, [record.time])
        if progress is not None:
            progress(min(first + _BATCH, len(paths)), len(paths))
    return len(seen.ids) - len(known)


def _brought_up(connection: sqlite3.Connection, record: Record) -> Record:
    """A known record with what its sidecar says was made of it since."""
    query = f"SELECT {RECORD_COLUMNS} FROM records WHERE id = ?"  # noqa: S608
    known = record_from_row(connection.execute(query, (record.id,)).fetchone())
    if known.organisation != record.organisation:
        update_organisation(connection, known, record.organisation)
    return known


class _Seen:
    """Ids and times that are in the new database already."""

    def __init__(self, rows: Iterable[tuple[str, int]]) -> None:
        self.ids: set[str] = set()
        self._times: set[int] = set()
        for id_, moment in rows:
            self.ids.add(id_)
            self._times.add(moment)

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


def _is_misplaced(layout: Layout, sidecar: Path, record: Record) -> bool:
    """Whether a crash left a sidecar in the trash, or out of it. Raises where it does not belong to its picture."""
    place, other = (sidecar_of(path) for path in places_of(layout.folder, record))
    if sidecar.stem != record.id or sidecar not in (place, other):
        raise ValueError("it does not lie beside its picture")
    return sidecar != place


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
                _put_job(connection, job)
                jobs.add(job.id)
            _put_attempt(connection, attempt)
            if spool.has_answer(attempt.id):
                save_head(connection, attempt.id, spool.read_head(attempt.id))
            if (verdict := read_verdict(spool, attempt.id)) is not None:
                save_verdict(connection, attempt.id, verdict)
    return len(jobs)


def _put_job(connection: sqlite3.Connection, job: Job) -> None:
    """A job as its files prove it; what an older database says of how it ended is more than they can tell."""
    row = connection.execute("SELECT state FROM jobs WHERE id = ?", (job.id,)).fetchone()
    if row is None:
        insert_job(connection, job)
    elif (before := JobState(row[0])) in _EARLIER or (before in OPEN and may_follow(before, job.state)):
        values = (job.state.value, failure_text(job.failure), job.id)
        connection.execute("UPDATE jobs SET state = ?, failure = ?, dismissed = 0 WHERE id = ?", values)


def _put_attempt(connection: sqlite3.Connection, attempt: Attempt) -> None:
    if not connection.execute("SELECT 1 FROM attempts WHERE id = ?", (attempt.id,)).fetchone():
        connection.execute("DELETE FROM attempts WHERE job_id = ? AND number = ?", (attempt.job_id, attempt.number))
        insert_attempt(connection, attempt)


def _end_jobs(layout: Layout, database: Database) -> None:
    """Jobs an older database holds as open: those whose pictures are here are done, those in the trash dismissed."""
    under_way = _job_ids(Spool(layout.spool, layout.trash))
    dismissed = _job_ids(Spool(layout.trash, layout.trash)) - under_way
    with database.write() as connection:
        query = "SELECT id FROM jobs WHERE state != 'done' AND id IN (SELECT job_id FROM records)"
        done = {row[0] for row in connection.execute(query)} - under_way
        ended = "UPDATE jobs SET state = 'done', failure = NULL WHERE id = ?"
        connection.executemany(ended, [(job_id,) for job_id in done])
        gone = (
            "UPDATE jobs SET state = 'unknown', dismissed = 1 WHERE id = ? AND state IN ('intent', 'queued', 'sending')"
        )
        connection.executemany(gone, [(job_id,) for job_id in dismissed])


def _job_ids(spool: Spool) -> set[str]:
    """The jobs whose attempts have a folder there."""
    found: set[str] = set()
    for attempt_id in spool.attempt_ids():
        with suppress(OSError, KeyError, TypeError, ValueError, RecursionError):  # told of when jobs are added
            found.add(str(read_json(spool.folder_of(attempt_id) / REQUEST)["job"]["id"]))
    return found


def _read_request(spool: Spool, attempt_id: str) -> tuple[Job, Attempt]:
    """The job as its files prove it: the log was read, an answer was received, or nothing is known of the outcome."""
    data = read_json(spool.folder_of(attempt_id) / REQUEST)
    state, failure = _standing(spool, attempt_id)
    job, attempt = request_from_data(data, state, failure)
    if attempt.id != attempt_id:
        raise ValueError("the request is of another attempt")
    return job, attempt


def _standing(spool: Spool, attempt_id: str) -> tuple[JobState, Failure | None]:
    if (verdict := read_verdict(spool, attempt_id)) is not None:
        return verdict.state, verdict.failure
    if spool.has_answer(attempt_id):
        return JobState.RECEIVED, None
    return JobState.UNKNOWN, INTERRUPTED.failure


def set_aside(database: Path, aside: Path) -> None:
    """Keep the old database with what it has not yet taken in; a left-over WAL would be read into the new one."""
    if not database.exists():
        remove(database)
        return
    remove(aside)
    for suffix in ("", *_HELPERS):
        old = database.with_name(database.name + suffix)
        if old.exists():
            move(old, aside.with_name(aside.name + suffix))


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or "it cannot be read"
    return str(error) if isinstance(error, LibraryError | ValueError) else "it is none of Image Studio's"


def _name(layout: Layout, path: Path) -> str:
    return path.relative_to(layout.folder).as_posix()


def remove(path: Path) -> None:
    """Remove a database with its helper files."""
    for suffix in ("", *_HELPERS):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
