"""Jobs whose outcome is not known, and what was found out about them: in the spool first, then in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from imagestudio.core.errors import OutcomeUnknownError
from imagestudio.core.job import Job, JobState, may_follow
from imagestudio.core.money import Money
from imagestudio.library.database import Database
from imagestudio.library.spool import VERDICT, Spool, read_json
from imagestudio.library.tables import (
    ATTEMPT_COLUMNS,
    JOB_COLUMNS,
    attempt_from_row,
    failure_from_data,
    failure_text,
    failure_to_data,
    job_from_row,
    load_job,
    move_job,
)

if TYPE_CHECKING:
    import sqlite3

    from imagestudio.core.lookup import Sought, Verdict

_UNKNOWN = OutcomeUnknownError().failure
_JOBS = ", ".join(f"jobs.{name}" for name in JOB_COLUMNS.split(", "))
_OF_JOB = len(JOB_COLUMNS.split(", "))
_ATTEMPTS = ", ".join(f"attempts.{name}" for name in ATTEMPT_COLUMNS.split(", "))


class SqliteLookups:
    """The outcomes to find out, and the verdicts; every method may be called from any thread.

    A verdict is on the disk beside the attempt's request before it is in the database, so that the spool alone tells
    it again.
    """

    def __init__(self, database: Database, spool: Spool) -> None:
        self._database = database
        self._spool = spool

    def providers(self) -> list[str]:
        """Who made the requests whose outcome is not known."""
        query = f"SELECT DISTINCT provider FROM jobs INDEXED BY jobs_open WHERE {_OPEN} ORDER BY provider"  # noqa: S608
        with self._database.read() as connection:
            return [row[0] for row in connection.execute(query)]

    def open(self, provider: str) -> list[Sought]:
        """The ones of this provider that nobody has dismissed, each with its latest attempt, oldest first."""
        from imagestudio.core.lookup import Sought

        query = f"""SELECT {_JOBS}, {_ATTEMPTS}, attempts.looked FROM jobs INDEXED BY jobs_open
            JOIN attempts ON attempts.job_id = jobs.id
            WHERE {_OPEN} AND provider = ?
            AND attempts.number = (SELECT max(number) FROM attempts AS others WHERE others.job_id = jobs.id)
            ORDER BY jobs.created, jobs.id"""  # noqa: S608
        with self._database.read() as connection:
            rows = connection.execute(query, (provider,)).fetchall()
            return [Sought(job_from_row(row[:_OF_JOB]), attempt_from_row(row[_OF_JOB:-1]), row[-1]) for row in rows]

    def settle(self, sought: Sought, verdict: Verdict) -> Job | None:
        """Commit a verdict; None where the job stands elsewhere by now. Raises LibraryError."""
        self._database.require_writable()
        self._spool.write_verdict(sought.attempt.id, verdict_to_data(verdict))
        with self._database.write() as connection:
            if not may_follow(load_job(connection, sought.job.id).state, verdict.state):
                return None
            save_verdict(connection, sought.attempt.id, verdict)
            return move_job(connection, sought.job.id, verdict.state, verdict.failure)

    def looked(self, sought: Sequence[Sought], moment: int) -> list[Job]:
        """Commit that the log was read and said nothing of these; the jobs of which it could not be read before."""
        return self._note(sought, "", moment)

    def could_not_check(self, sought: Sequence[Sought], why: str) -> list[Job]:
        """Commit that the log could not be read; the jobs of which that was not known."""
        return self._note(sought, why, None)

    def known(self, client_request_ids: Collection[str], since: int) -> frozenset[str]:
        """Which of these ids of the time since then are of this library: of an attempt, a picture, or in the trash."""
        wanted = list(client_request_ids)
        marks = ", ".join("?" * len(wanted))
        attempts = f"SELECT id FROM attempts WHERE id IN ({marks})"  # noqa: S608
        pictures = "SELECT DISTINCT client_request_id FROM records WHERE time >= ?"
        with self._database.read() as connection:
            found = {row[0] for row in connection.execute(attempts, wanted)}
            found.update(row[0] for row in connection.execute(pictures, (since,)))
        return frozenset(id_ for id_ in wanted if id_ in found or self._spool.in_trash(id_))

    def _note(self, sought: Sequence[Sought], why: str, moment: int | None) -> list[Job]:
        if not sought:
            return []
        changed = []
        with self._database.write() as connection:
            for each in sought:
                if moment is not None:
                    connection.execute("UPDATE attempts SET looked = ? WHERE id = ?", (moment, each.attempt.id))
                job = load_job(connection, each.job.id)
                failure = replace(job.failure or _UNKNOWN, unchecked=why)
                if job.state is each.job.state and failure != (job.failure or _UNKNOWN):
                    connection.execute("UPDATE jobs SET failure = ? WHERE id = ?", (failure_text(failure), job.id))
                    changed.append(replace(job, failure=failure))
        return changed


_OPEN = "dismissed = 0 AND state NOT IN ('done', 'cancelled') AND state IN ('unknown', 'no_charge_found')"


def save_verdict(connection: sqlite3.Connection, attempt_id: str, verdict: Verdict) -> None:
    """What the log knows of an attempt; where it says nothing, what came with the answer stays."""
    connection.execute(
        """UPDATE attempts SET inference_id = coalesce(nullif(?, ''), inference_id), cost = coalesce(?, cost),
            failure = ? WHERE id = ?""",
        (
            verdict.inference_id,
            None if verdict.cost is None else verdict.cost.nanos,
            failure_text(verdict.failure),
            attempt_id,
        ),
    )


def verdict_to_data(verdict: Verdict) -> dict[str, Any]:
    """The spool's verdict.json."""
    return {
        "imagestudio": 1,
        "state": verdict.state.value,
        "inference_id": verdict.inference_id,
        "cost_usd": None if verdict.cost is None else str(verdict.cost.usd),
        "failure": failure_to_data(verdict.failure),
    }


def verdict_from_data(data: Mapping[str, Any]) -> Verdict:
    """Raises KeyError, TypeError or ValueError where it is none of ours."""
    from imagestudio.core.lookup import Verdict

    state = JobState(data["state"])
    if not may_follow(JobState.UNKNOWN, state):
        raise ValueError("no verdict")
    cost = None if data["cost_usd"] is None else Money.from_usd(data["cost_usd"])
    return Verdict(state, failure_from_data(data["failure"]), str(data["inference_id"]), cost)


def read_verdict(spool: Spool, attempt_id: str) -> Verdict | None:
    """What was found out about an attempt before; None where nothing was, or the file is not whole."""
    try:
        return verdict_from_data(read_json(spool.folder_of(attempt_id) / VERDICT))
    except (OSError, KeyError, TypeError, ValueError, RecursionError):
        return None
