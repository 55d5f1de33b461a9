"""The durable record of jobs and attempts: every change is on the disk when its method returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from imagestudio.core.errors import Failure, OutcomeUnknownError
from imagestudio.core.job import UNFINISHED, UNSENT, Attempt, Job, JobState, may_follow, new_attempt
from imagestudio.library.database import Database
from imagestudio.library.durable import FileSink
from imagestudio.library.retrieval import retrieve
from imagestudio.library.spool import Spool
from imagestudio.library.tables import (
    ATTEMPT_COLUMNS,
    HEAD_COLUMNS,
    JOB_COLUMNS,
    attempt_from_row,
    failure_text,
    head_from_row,
    insert_attempt,
    job_from_row,
    load_job,
    move_job,
    save_head,
)

if TYPE_CHECKING:
    from imagestudio.core.answer import Answer, AnswerHead

INTERRUPTED = OutcomeUnknownError(
    "Image Studio was closed while waiting for the answer, so it is not known whether this was charged."
)
_LOST = (JobState.UNKNOWN, JobState.CHARGED_LOST, JobState.NO_CHARGE_FOUND)
_NOTHING_CHARGED = frozenset({*UNSENT, JobState.NOT_CHARGED})


def _nothing() -> None:
    """Room enough."""


class SqliteJournal:
    """Jobs and attempts in the database and the spool; every method may be called from any thread."""

    def __init__(self, database: Database, spool: Spool, require_room: Callable[[], object] = _nothing) -> None:
        """`require_room` raises where the disk has too little room for a picture."""
        self._database = database
        self._spool = spool
        self._require_room = require_room
        self._unpack: Callable[[Path], Answer | None] | None = None

    def begin_attempt(self, job: Job) -> Attempt:
        """Write the attempt's spool folder, then commit the job as sending.

        Not one byte may leave before this returns. Raises NoRoomError, DiskError; nothing was begun then.
        """
        self._database.require_writable()
        self._require_room()
        with self._database.read() as connection:
            load_job(connection, job.id).moved(JobState.SENDING)
            query = "SELECT coalesce(max(number), 0) FROM attempts WHERE job_id = ?"
            number = connection.execute(query, (job.id,)).fetchone()[0] + 1
        attempt = new_attempt(job, number)
        try:
            self._spool.begin(job, attempt)
            with self._database.write() as connection:
                insert_attempt(connection, attempt)
                move_job(connection, job.id, JobState.SENDING)
        except BaseException:
            self._spool.discard(attempt.id)
            raise
        return attempt

    def answer_sink(self, attempt: Attempt) -> FileSink:
        return self._spool.answer_sink(attempt.id)

    def received(self, attempt: Attempt, head: AnswerHead) -> Job:
        """Commit that the whole answer is on the disk."""
        self._spool.write_head(attempt.id, head)
        with self._database.write() as connection:
            save_head(connection, attempt.id, head)
            return move_job(connection, attempt.job_id, JobState.RECEIVED)

    def unpack_with(self, unpack: Callable[[Path], Answer | None]) -> None:
        """Have answers with pictures in them read elsewhere; where None comes of that, they are read here."""
        self._unpack = unpack

    def read_answer(self, attempt: Attempt, read: Callable[[bytes], Answer]) -> Answer:
        """Understand the answer on the disk; read elsewhere, its pictures are on the disk beside it already.

        Raises DiskError, UnreadableAnswerError.
        """
        found = self._unpack(self._spool.answer(attempt.id)) if self._unpack is not None else None
        return found if found is not None else read(self._spool.read_answer(attempt.id))

    def settle(self, attempt: Attempt, state: JobState, failure: Failure | None) -> Job:
        """Commit how an attempt ended without a picture; what it left is kept where it may be charged."""
        with self._database.write() as connection:
            job = move_job(connection, attempt.job_id, state, failure)
            connection.execute("UPDATE attempts SET failure = ? WHERE id = ?", (failure_text(failure), attempt.id))
        if state in _NOTHING_CHARGED:
            self._spool.discard(attempt.id)
        return job

    def cancel(self, job: Job) -> Job:
        """Commit a job that was not sent as cancelled."""
        with self._database.write() as connection:
            return move_job(connection, job.id, JobState.CANCELLED)

    def dismiss(self, job: Job) -> None:
        """Commit that the person has dealt with a job that ended, or that waits to be sent.

        What the service sent for it goes to the trash.
        """
        with self._database.write() as connection:
            state = _caught_up(connection, job)
            if state is JobState.SENDING:
                raise ValueError("a job that is not over cannot be dismissed")
            if state in UNSENT:
                move_job(connection, job.id, JobState.CANCELLED)
            connection.execute("UPDATE jobs SET dismissed = 1 WHERE id = ?", (job.id,))
        for attempt in self.attempts(job.id):
            self._spool.dismiss(attempt.id)

    def unfinished(self) -> list[Job]:
        """The jobs that wait, are under way or ended badly and are not dismissed, in the order of the queue."""
        query = f"""SELECT {JOB_COLUMNS} FROM jobs INDEXED BY jobs_open
            WHERE dismissed = 0 AND state NOT IN ('done', 'cancelled') ORDER BY coalesce(turn, created), id"""  # noqa: S608
        with self._database.read() as connection:
            jobs = [job_from_row(row) for row in connection.execute(query)]
        return [job for job in jobs if job.state in UNFINISHED]

    def job(self, job_id: str) -> Job:
        """Raises KeyError."""
        with self._database.read() as connection:
            return load_job(connection, job_id)

    def attempts(self, job_id: str) -> list[Attempt]:
        """The times a job was sent, oldest first."""
        query = f"SELECT {ATTEMPT_COLUMNS} FROM attempts WHERE job_id = ? ORDER BY number"  # noqa: S608
        with self._database.read() as connection:
            return [attempt_from_row(row) for row in connection.execute(query, (job_id,))]

    def latest_attempt(self, job_id: str) -> tuple[Attempt, AnswerHead] | None:
        """The attempt whose answer is on the disk, with what came with it, also where that could not be committed."""
        if self.job(job_id).state is JobState.SENDING and self._spool.has_answer(self.attempts(job_id)[-1].id):
            self._settle_one(job_id)
        query = f"""SELECT {ATTEMPT_COLUMNS}, {HEAD_COLUMNS} FROM attempts
            WHERE job_id = ? AND status IS NOT NULL ORDER BY number DESC LIMIT 1"""  # noqa: S608
        with self._database.read() as connection:
            row = connection.execute(query, (job_id,)).fetchone()
        head = head_from_row(row[4:]) if row else None
        return (attempt_from_row(row[:4]), head) if head else None

    def settle_interrupted(self) -> list[Job]:
        """At start-up: say of the jobs a crash left as sending where they stand, and sweep up. The jobs it changed.

        A whole answer on the disk proves that the job was received, whatever was thought of it before: a disk that
        fails just after the answer has its name leaves an unknown job, and so does a connection that breaks behind the
        answer's last byte. What was saved elsewhere is taken back. Without an answer the outcome is unknown.
        """
        for attempt_id in self._spool.attempt_ids():
            retrieve(self._spool.folder_of(attempt_id))
        changed = [self._settle_one(job_id) for job_id in self._open_jobs(JobState.SENDING)]
        for job_id in self._open_jobs(*_LOST):
            attempt = self.attempts(job_id)[-1]
            if self._spool.has_answer(attempt.id) and not self._spool.has_head(attempt.id):
                changed.append(self.received(attempt, self._head_of_lost(job_id, attempt)))
        self._sweep()
        return changed

    def _head_of_lost(self, job_id: str, attempt: Attempt) -> AnswerHead:
        """What was known of the answer when it was thought lost, which is all there is: its head never came here."""
        head, failure = self._spool.read_head(attempt.id), self.job(job_id).failure
        return replace(head, inference_id=failure.inference_id, cost=failure.cost) if failure else head

    def _open_jobs(self, *states: JobState) -> list[str]:
        marks = ", ".join("?" * len(states))
        query = f"""SELECT id FROM jobs INDEXED BY jobs_open WHERE dismissed = 0 AND state IN ({marks})
            AND state NOT IN ('done', 'cancelled') ORDER BY created, id"""  # noqa: S608 - marks only
        with self._database.read() as connection:
            return [row[0] for row in connection.execute(query, [str(state) for state in states])]

    def _settle_one(self, job_id: str) -> Job:
        attempt = self.attempts(job_id)[-1]
        if self._spool.has_answer(attempt.id):
            return self.received(attempt, self._spool.read_head(attempt.id))
        return self.settle(attempt, JobState.UNKNOWN, INTERRUPTED.failure)

    def _sweep(self) -> None:
        """Remove spool folders that are not needed any more, where a crash came before their removal."""
        self._spool.sweep()
        for attempt_id in self._spool.attempt_ids():
            query = "SELECT job_id FROM attempts WHERE id = ?"
            with self._database.read() as connection:
                row = connection.execute(query, (attempt_id,)).fetchone()
                state = load_job(connection, row[0]).state if row else None
            never_sent = state is None and self._spool.is_bare(attempt_id)
            over = state in _NOTHING_CHARGED and not (
                state is JobState.NOT_CHARGED and self._spool.has_verdict(attempt_id)
            )
            if never_sent or state is JobState.DONE or over:
                self._spool.discard(attempt_id)


def _caught_up(connection: sqlite3.Connection, job: Job) -> JobState:
    """The job's state in the database, once a failure is committed there that the disk refused when it happened."""
    kept = load_job(connection, job.id).state
    if job.failed and kept is not job.state and may_follow(kept, job.state):
        return move_job(connection, job.id, job.state, job.failure).state
    return kept
