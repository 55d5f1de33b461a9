"""Where the limits hold: jobs are let into the journal in the same transaction that adds up what is spent.

A job that waits or is on its way counts with its estimate, so nothing else has to be reserved: two clicks, a grid, a
retry or a second window each see what the others have put in before, whichever thread they come from.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from imagestudio.core.admission import Admitted
from imagestudio.core.job import Job, JobState
from imagestudio.core.limits import Answer, Decision, SpendingLimits, Spent, decide, periods
from imagestudio.core.money import Money
from imagestudio.core.record import DEMO
from imagestudio.core.times import now_us
from imagestudio.library.database import Database
from imagestudio.library.tables import insert_job, load_job, move_job, nanos

# An intent is sent by nobody before the person says so, and then it is decided about.
_NOT_CHARGED = f"'{JobState.INTENT}', '{JobState.NOT_CHARGED}', '{JobState.NO_CHARGE_FOUND}', '{JobState.CANCELLED}'"
# A job was paid for when it was sent the last time; one that was never sent will be, so it counts now.
_JOBS = f"""WITH recent AS (
        SELECT jobs.id, coalesce(paid, (SELECT sum(cost) FROM attempts WHERE job_id = jobs.id), estimate, 0) AS amount,
            CASE state WHEN 'queued' THEN :now
                ELSE coalesce((SELECT max(began) FROM attempts WHERE job_id = jobs.id), created) END AS moment
        FROM jobs WHERE provider != '{DEMO}' AND state NOT IN ({_NOT_CHARGED})
            AND (changed >= :month OR (dismissed = 0 AND state IN ('queued', 'sending', 'received')))
    )
    SELECT coalesce(sum(CASE WHEN moment >= :day THEN amount END), 0),
        coalesce(sum(CASE WHEN moment >= :month THEN amount END), 0) FROM recent"""  # noqa: S608
# A database that was made anew knows the pictures of the month, but not the jobs that were done.
_PICTURES = f"""SELECT coalesce(sum(CASE WHEN time >= :day THEN cost END), 0), coalesce(sum(cost), 0) FROM records
    WHERE time >= :month AND provider != '{DEMO}' AND source = ''
    AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.id = records.job_id)"""  # noqa: S608


class SqliteBudget:
    """Lets jobs into the journal within the limits; every method may be called from any thread but the window's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def spent(self, now: int | None = None) -> Spent:
        """What was spent today and this month, with what waits and is on its way; demo pictures cost nothing."""
        with self._database.read() as connection:
            return _spent(connection, now_us() if now is None else now)

    def weigh(self, jobs: Sequence[Job], limits: SpendingLimits) -> Decision:
        """What the limits say of sending these jobs now, without doing it. Raises LibraryError."""
        with self._database.read() as connection:
            return self._decide(connection, jobs, limits, None, None)

    def submit(
        self,
        jobs: Sequence[Job],
        limits: SpendingLimits,
        agreed: Decision | None = None,
        now: int | None = None,
        *,
        keep: bool = False,
    ) -> Admitted:
        """Commit new jobs as queued where the limits allow it, all or none; `agreed` is what the person said yes to.

        With `keep` those that are not let in are committed as intents. Raises LibraryError.
        """
        with self._database.write() as connection:
            decision = self._decide(connection, jobs, limits, agreed, now)
            if decision.answer is not Answer.GO:
                jobs = [replace(job, state=JobState.INTENT) for job in jobs] if keep else []
            for job in jobs:
                insert_job(connection, job)
        return Admitted(decision, tuple(jobs))

    def requeue(
        self, jobs: Sequence[Job], limits: SpendingLimits, agreed: Decision | None = None, now: int | None = None
    ) -> Admitted:
        """Commit intents and jobs that were not charged or cancelled as queued, behind all others, all or none.

        Those that are queued stay so; the others take the prices they are given here. Raises LibraryError, ValueError
        for a job that may not be sent again.
        """
        with self._database.write() as connection:
            kept = [replace(load_job(connection, job.id), estimate=job.estimate) for job in jobs]
            coming = [job for job in kept if job.state is not JobState.QUEUED]
            if busy := next((job for job in coming if not job.sendable), None):  # one on its way would be paid twice
                raise ValueError(f"a job cannot go from {busy.state} to queued by the person's word")
            decision = self._decide(connection, coming, limits, agreed, now)
            if decision.answer is not Answer.GO:
                return Admitted(decision)
            for turn, job in enumerate(coming, start=now_us()):
                values = (turn, nanos(job.estimate), job.id)
                connection.execute("UPDATE jobs SET dismissed = 0, turn = ?, estimate = ? WHERE id = ?", values)
                move_job(connection, job.id, JobState.QUEUED)
            return Admitted(decision, tuple(load_job(connection, job.id) for job in jobs))

    @staticmethod
    def _decide(
        connection: sqlite3.Connection,
        jobs: Sequence[Job],
        limits: SpendingLimits,
        agreed: Decision | None,
        now: int | None,
    ) -> Decision:
        paid = [job for job in jobs if job.provider != DEMO]
        spent = _spent(connection, now_us() if now is None else now) if limits.any and paid else Spent()
        return decide((job.estimate for job in paid), spent, limits, agreed)


def _spent(connection: sqlite3.Connection, now: int) -> Spent:
    day, month = periods(now)
    moments = {"now": now, "day": day, "month": month}
    of_jobs = connection.execute(_JOBS, moments).fetchone()
    of_pictures = connection.execute(_PICTURES, {"day": day, "month": month}).fetchone()
    return Spent(Money(of_jobs[0] + of_pictures[0]), Money(of_jobs[1] + of_pictures[1]))
