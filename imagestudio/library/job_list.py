"""Every job of the library with what came of it, for the command line."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field

from imagestudio.core.job import Job, JobState
from imagestudio.core.money import Money
from imagestudio.library.database import Database
from imagestudio.library.tables import JOB_COLUMNS, job_from_row


@dataclass
class ListedJob:
    """A job, how often it was sent, what the service knows its latest attempt as, and its pictures' relative paths."""

    job: Job
    attempts: int = 0
    client_request_id: str = ""
    inference_id: str = ""
    cost: Money | None = None
    images: list[str] = field(default_factory=list)


class JobList:
    """Reads the jobs, done and dismissed ones too; may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, state: JobState | None = None) -> list[ListedJob]:
        """The jobs in this state, or in any, newest first."""
        with self._database.read() as connection:
            query = f"SELECT {JOB_COLUMNS} FROM jobs WHERE {_WANTED} ORDER BY created DESC, id"  # noqa: S608
            rows = connection.execute(query, {"state": state}).fetchall()
            listed = {row[0]: ListedJob(job_from_row(row)) for row in rows}
            _add_attempts(connection, listed, state)
            _add_images(connection, listed, state)
        for each in listed.values():
            if each.job.failure is not None:
                each.inference_id = each.inference_id or each.job.failure.inference_id
        return list(listed.values())


_WANTED = "(:state IS NULL OR jobs.state = :state)"


def _add_attempts(connection: sqlite3.Connection, listed: dict[str, ListedJob], state: JobState | None) -> None:
    query = f"""SELECT job_id, attempts.id, inference_id, cost FROM attempts JOIN jobs ON jobs.id = job_id
        WHERE {_WANTED} ORDER BY job_id, number"""  # noqa: S608
    for job_id, attempt_id, inference_id, cost in connection.execute(query, {"state": state}):
        each = listed[job_id]
        each.attempts += 1
        each.client_request_id = attempt_id
        each.inference_id = inference_id or ""
        if cost is not None:
            each.cost = Money(cost) + (each.cost or Money(0))


def _add_images(connection: sqlite3.Connection, listed: dict[str, ListedJob], state: JobState | None) -> None:
    """The cost of a picture stands in for that of its attempt, where only the answer's body named it."""
    query = f"""SELECT job_id, path, cost FROM records JOIN jobs ON jobs.id = job_id
        WHERE {_WANTED} ORDER BY time"""  # noqa: S608
    costs: dict[str, int] = defaultdict(int)
    for job_id, path, cost in connection.execute(query, {"state": state}):
        listed[job_id].images.append(path)
        if cost is not None:
            costs[job_id] += cost
    for job_id, nanos in costs.items():
        if listed[job_id].cost is None:
            listed[job_id].cost = Money(nanos)
