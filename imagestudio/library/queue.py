"""What waits to be sent: let in within the limits, kept as intents, put in another order, paused; all of it durable."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from imagestudio.core.admission import Admitted
from imagestudio.core.job import Job, JobState
from imagestudio.core.limits import Decision, SpendingLimits
from imagestudio.core.times import now_us
from imagestudio.library.budget import SqliteBudget
from imagestudio.library.database import Database
from imagestudio.library.spool import Spool
from imagestudio.library.tables import insert_job, load_job, move_job


class SqliteQueue:
    """Every method may be called from any thread but the window's; all of them raise LibraryError."""

    def __init__(self, database: Database, spool: Spool) -> None:
        self._database = database
        self._spool = spool
        self._budget = SqliteBudget(database)

    def weigh(self, jobs: Sequence[Job], limits: SpendingLimits) -> Decision:
        """What the limits say of sending these jobs now, without doing it."""
        return self._budget.weigh(jobs, limits)

    def submit(self, jobs: Sequence[Job], limits: SpendingLimits, agreed: Decision | None = None) -> Admitted:
        """Commit new jobs: as queued where the limits allow it, else as intents; all or none."""
        return self._budget.submit(jobs, limits, agreed, keep=True)

    def requeue(self, jobs: Sequence[Job], limits: SpendingLimits, agreed: Decision | None = None) -> Admitted:
        """Commit jobs for which nothing was charged as queued, behind all others, where the limits allow it.

        What these are expected to cost is committed with them, and is what the limits look at.
        Raises ValueError for a job that may not be sent again.
        """
        admitted = self._budget.requeue(jobs, limits, agreed)
        for attempt_id in self._attempts(admitted.jobs):  # what was found out about these is of no use any more
            self._spool.dismiss(attempt_id)
        return admitted

    def keep(self, jobs: Sequence[Job]) -> list[Job]:
        """Commit new jobs, or some that were not sent or were cancelled, as intents.

        Raises ValueError for one that is on its way: only the end of its own attempt tells that nothing of it left.
        """
        with self._database.write() as connection:
            known = {job.id for job in jobs if _is_known(connection, job.id)}
            if any(load_job(connection, job_id).state is JobState.SENDING for job_id in known):
                raise ValueError("a job that is on its way cannot be kept for later")
            for job in jobs:
                if job.id in known:
                    connection.execute("UPDATE jobs SET dismissed = 0 WHERE id = ?", (job.id,))
                    move_job(connection, job.id, JobState.INTENT)
                else:
                    insert_job(connection, replace(job, state=JobState.INTENT))
            return [load_job(connection, job.id) for job in jobs]

    def cancel(self, jobs: Sequence[Job]) -> list[Job]:
        """Commit jobs that were not sent as cancelled, all or none."""
        with self._database.write() as connection:
            return [move_job(connection, job.id, JobState.CANCELLED) for job in jobs]

    def set_aside(self) -> None:
        """At start-up: what an earlier session did not send is sent by no later one without the person's word."""
        with self._database.read() as connection:
            if connection.execute(f"SELECT 1 {_LEFT} LIMIT 1").fetchone() is None:
                return
        with self._database.write() as connection:
            connection.execute(
                f"UPDATE jobs SET state = 'intent', changed = ? WHERE id IN (SELECT id {_LEFT})",  # noqa: S608
                (now_us(),),
            )

    def arrange(self, job_ids: Sequence[str]) -> None:
        """Commit that these jobs come in this order, at the places they have together."""
        with self._database.write() as connection:
            query = "SELECT coalesce(turn, created) FROM jobs WHERE id = ?"
            turns = sorted(connection.execute(query, (job_id,)).fetchone()[0] for job_id in job_ids)
            last = turns[0] - 1 if turns else 0
            for job_id, turn in zip(job_ids, turns, strict=True):
                last = max(turn, last + 1)  # two jobs may have been made in the same moment
                connection.execute("UPDATE jobs SET turn = ? WHERE id = ?", (last, job_id))

    def is_paused(self) -> bool:
        with self._database.read() as connection:
            return bool(connection.execute("SELECT paused FROM queue").fetchone()[0])

    def pause(self, paused: bool) -> None:
        """Commit that nothing is to be sent, or that it may be again."""
        with self._database.write() as connection:
            connection.execute("UPDATE queue SET paused = ?", (int(paused),))

    def _attempts(self, jobs: Sequence[Job]) -> list[str]:
        """The earlier attempts of these jobs."""
        query = "SELECT id FROM attempts WHERE job_id = ?"
        with self._database.read() as connection:
            return [row[0] for job in jobs for row in connection.execute(query, (job.id,))]


_LEFT = """FROM jobs INDEXED BY jobs_open
    WHERE dismissed = 0 AND state NOT IN ('done', 'cancelled') AND state = 'queued'"""


def _is_known(connection: sqlite3.Connection, job_id: str) -> bool:
    return connection.execute("SELECT 1 FROM jobs WHERE id = ?", (job_id,)).fetchone() is not None
