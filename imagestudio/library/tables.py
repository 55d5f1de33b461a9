"""Rows of the database, and the files of the spool, to and from the words of core."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from imagestudio.core.errors import Charge, Failure, LibraryDamagedError
from imagestudio.core.job import Attempt, Job, JobState
from imagestudio.core.money import Money
from imagestudio.core.origin import UNKNOWN_ORIGIN, Origin
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.core.times import from_iso, to_iso

if TYPE_CHECKING:  # opening a library must not wait for what only answers need
    from imagestudio.core.answer import AnswerHead

JOB_COLUMNS = "id, provider, request, state, created, changed, estimate, failure, task, origin, turn"
ATTEMPT_COLUMNS = "id, job_id, number, began"
HEAD_COLUMNS = "status, inference_id, cost, duration_ms"
Row = tuple[Any, ...]

BROKEN_ROW = "A row of the library's database cannot be read: the database is damaged."


def insert_job(connection: sqlite3.Connection, job: Job) -> None:
    values = (
        job.id,
        job.provider,
        json_text(job.request.to_data()),
        job.state.value,
        job.created,
        job.changed,
        nanos(job.estimate),
        failure_text(job.failure),
        job.task,
        origin_text(job.origin),
        job.turn,
    )
    connection.execute(f"INSERT INTO jobs ({JOB_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608


def load_job(connection: sqlite3.Connection, job_id: str) -> Job:
    """Raises KeyError for a job that was never submitted, which is our bug."""
    row = connection.execute(f"SELECT {JOB_COLUMNS} FROM jobs WHERE id = ?", (job_id,)).fetchone()  # noqa: S608
    if row is None:
        raise KeyError(job_id)
    return job_from_row(row)


def move_job(connection: sqlite3.Connection, job_id: str, state: JobState, failure: Failure | None = None) -> Job:
    """The job in its next state, judged by the state in the database. Raises ValueError for what cannot follow."""
    job = load_job(connection, job_id).moved(state, failure)
    connection.execute(
        "UPDATE jobs SET state = ?, failure = ?, changed = ? WHERE id = ?",
        (job.state.value, failure_text(failure), job.changed, job.id),
    )
    return job


def note_cost(connection: sqlite3.Connection, job_id: str, records: Iterable[Record]) -> None:
    """Keep with a job what its pictures cost, where that is known of any."""
    costs = [record.cost.nanos for record in records if record.cost is not None]
    if costs:
        connection.execute("UPDATE jobs SET paid = ? WHERE id = ?", (sum(costs), job_id))


def insert_attempt(connection: sqlite3.Connection, attempt: Attempt) -> None:
    values = (attempt.id, attempt.job_id, attempt.number, attempt.began)
    connection.execute(f"INSERT INTO attempts ({ATTEMPT_COLUMNS}) VALUES (?, ?, ?, ?)", values)  # noqa: S608


def save_head(connection: sqlite3.Connection, attempt_id: str, head: AnswerHead) -> None:
    connection.execute(
        "UPDATE attempts SET status = ?, inference_id = ?, cost = ?, duration_ms = ? WHERE id = ?",
        (head.status, head.inference_id, nanos(head.cost), head.duration_ms, attempt_id),
    )


def job_from_row(row: Row) -> Job:
    id_, provider, request, state, created, changed, estimate, failure, task, origin, turn = row
    try:
        asked, stands, failed = Request.from_data(object_of(request)), JobState(state), _failure(failure)
        came_from = origin_from_text(origin)
    except (KeyError, TypeError, ValueError) as error:
        raise LibraryDamagedError(BROKEN_ROW) from error
    return Job(id_, asked, provider, stands, created, changed, money(estimate), failed, task, came_from, turn)


def attempt_from_row(row: Row) -> Attempt:
    return Attempt(*row)


def head_from_row(row: Row) -> AnswerHead | None:
    """The head of an answer, or None for an attempt that got none."""
    from imagestudio.core.answer import AnswerHead

    status, inference_id, cost, duration_ms = row
    return None if status is None else AnswerHead(status, inference_id, money(cost), duration_ms)


def request_to_data(job: Job, attempt: Attempt) -> dict[str, Any]:
    """The spool's request.json: everything that is needed to know the job again without a database."""
    return {
        "imagestudio": 1,
        "attempt": {"id": attempt.id, "number": attempt.number, "began_at": to_iso(attempt.began)},
        "job": {
            "id": job.id,
            "provider": job.provider,
            "created_at": to_iso(job.created),
            "estimate_usd": None if job.estimate is None else str(job.estimate.usd),
            "request": job.request.to_data(),
            "task": job.task,
            "origin": job.origin.to_data(),
        },
    }


def request_from_data(data: Mapping[str, Any], state: JobState, failure: Failure | None) -> tuple[Job, Attempt]:
    """Job and attempt of a request.json. Raises KeyError, TypeError or ValueError where it is none of ours."""
    job, attempt = data["job"], data["attempt"]
    began = from_iso(attempt["began_at"])
    estimate = None if job["estimate_usd"] is None else Money.from_usd(job["estimate_usd"])
    request = Request.from_data(job["request"])
    created, task = from_iso(job["created_at"]), str(job.get("task", ""))
    origin = Origin.from_data(job.get("origin", {}))
    return (
        Job(str(job["id"]), request, str(job["provider"]), state, created, began, estimate, failure, task, origin),
        Attempt(str(attempt["id"]), str(job["id"]), int(attempt["number"]), began),
    )


def head_to_data(head: AnswerHead) -> dict[str, Any]:
    """The spool's answer.head.json."""
    return {
        "status": head.status,
        "inference_id": head.inference_id,
        "cost_usd": None if head.cost is None else str(head.cost.usd),
        "duration_ms": head.duration_ms,
    }


def head_from_data(data: Mapping[str, Any]) -> AnswerHead:
    """Raises KeyError, TypeError or ValueError where it is none of ours."""
    from imagestudio.core.answer import AnswerHead

    cost = None if data["cost_usd"] is None else Money.from_usd(data["cost_usd"])
    duration = None if data["duration_ms"] is None else int(data["duration_ms"])
    return AnswerHead(int(data["status"]), str(data["inference_id"]), cost, duration)


def failure_text(failure: Failure | None) -> str | None:
    return None if failure is None else json_text(failure_to_data(failure))


def failure_to_data(failure: Failure) -> dict[str, Any]:
    return asdict(failure) | {"cost": nanos(failure.cost)}


def failure_from_data(data: Mapping[str, Any]) -> Failure:
    """Raises KeyError, TypeError or ValueError where it is none of ours."""
    cost, unchecked = data.get("cost"), str(data.get("unchecked", ""))
    charge = Charge(data["charge"])
    return Failure(data["kind"], data["said"], charge, data["inference_id"], money(cost), unchecked)


def _failure(text: str | None) -> Failure | None:
    if text is None:
        return None
    return failure_from_data(json.loads(text))


def object_of(text: str) -> dict[str, Any]:
    """The object a column holds. Raises LibraryDamagedError: only a damaged disk writes another text there."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LibraryDamagedError(BROKEN_ROW) from error
    if not isinstance(data, dict):
        raise LibraryDamagedError(BROKEN_ROW)
    return data


def origin_text(origin: Origin) -> str:
    """As a column holds it; empty where nothing is known."""
    data = origin.to_data()
    return json_text(data) if data else ""


def origin_from_text(text: str) -> Origin:
    """Raises LibraryDamagedError, KeyError, TypeError or ValueError where it is none of ours."""
    return Origin.from_data(object_of(text)) if text else UNKNOWN_ORIGIN


def json_text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def nanos(money: Money | None) -> int | None:
    return None if money is None else money.nanos


def money(nanos: int | None) -> Money | None:
    return None if nanos is None else Money(nanos)
