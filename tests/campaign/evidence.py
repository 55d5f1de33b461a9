"""What a library says after a fault, held against what the service knows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from imagestudio.core.errors import LibraryError
from imagestudio.core.job import Attempt, Job, JobState
from imagestudio.core.record import Record
from imagestudio.library.folder import Library, open_library
from imagestudio.library.maintenance import check
from tests.campaign.stage import Done, Place, Stage
from tests.wire import Seen

_PLAINLY_OPEN = {JobState.RECEIVED, JobState.UNKNOWN, JobState.CHARGED_LOST, JobState.LINK_EXPIRED}


@dataclass(frozen=True)
class Mark:
    """How far the service was before a run."""

    posts: int
    rows: int


@dataclass
class Evidence:
    """The jobs, attempts and records of a library, and what `check` says of it."""

    jobs: list[Job] = field(default_factory=list)
    attempts: dict[str, list[Attempt]] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def states(self) -> list[str]:
        return [job.state.value for job in self.jobs]

    def job_of(self, attempt_id: str) -> Job | None:
        """The job that is open in the window and was sent under this id."""
        ids = {attempt.id: attempt.job_id for attempts in self.attempts.values() for attempt in attempts}
        return next((job for job in self.jobs if job.id == ids.get(attempt_id)), None)

    def record_of(self, attempt_id: str) -> Record | None:
        return next((record for record in self.records if record.client_request_id == attempt_id), None)


def read(place: Place) -> Evidence:
    """Raises LibraryError where not even reading is possible."""
    library = open_library(place.library, read_only=True)
    try:
        return _read(library)
    finally:
        library.close()


def _read(library: Library) -> Evidence:
    jobs = library.journal.unfinished()
    evidence = Evidence(jobs, {job.id: library.journal.attempts(job.id) for job in jobs})
    evidence.records = library.history.page(library.history.times())
    evidence.findings = [f"{finding.what}: {finding.path}" for finding in check(library)]
    for record in evidence.records:
        path = library.path_of(record)
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != record.sha256:
            evidence.damaged.append(record.path)
    return evidence


def mark(stage: Stage) -> Mark:
    return Mark(len(stage.server.posts), len(stage.server.log_rows))


def posts_since(stage: Stage, since: Mark) -> list[Seen]:
    return stage.server.posts[since.posts :]


def charged_since(stage: Stage, since: Mark) -> dict[str, str]:
    """The client request ids the service charged for, with its own ids."""
    rows = stage.server.log_rows[: len(stage.server.log_rows) - since.rows]
    return {row["client_request_id"]: row["inference_id"] for row in rows if row["status"] == "succeeded"}


def served_to(stage: Stage, inference_id: str) -> str:
    """The SHA-256 of the picture the service made under one of its ids."""
    number = inference_id.rpartition("-")[2]
    path = next(path for path in stage.server.served if path.startswith(f"/generations/{number}."))
    return hashlib.sha256(stage.server.served[path]).hexdigest()


def answered(place: Place) -> set[str]:
    """The attempts whose whole answer is on the disk at this moment, by looking at the files only."""
    return {path.parent.name for path in place.library.glob("spool/is1.*/answer")}


def begun(stage: Stage, place: Place, since: Mark) -> set[str]:
    """The attempts that were made before this moment; the service may hear of the last ones a little later."""
    on_disk = {path.name for path in place.library.glob("spool/is1.*")}
    return on_disk | {post.headers["x-client-request-id"] for post in posts_since(stage, since)}


def sent_by_itself(stage: Stage, since: Mark, before: set[str]) -> list[str]:
    """What was broken by a start that sends what it should only show."""
    new = [post for post in posts_since(stage, since) if post.headers["x-client-request-id"] not in before]
    return ["DOUBLE POST: something was sent by itself at the start"] if new else []


def recover(place: Place, *before: str) -> Done:
    """Start again, as a person would: the program itself finishes what it can."""
    return place.run("jobs", "resume", before=before)


def audit(stage: Stage, place: Place, since: Mark, jobs: int, arrived: set[str]) -> list[str]:
    """Every promise that was broken, after the recovery.

    `jobs` is how often a person asked; `arrived` the attempts whose answer was on the disk when the fault struck.
    """
    broken = _audit_posts(posts_since(stage, since), jobs)
    try:
        seen = read(place)
    except LibraryError as error:
        return [*broken, f"the library cannot be read: {error.said}"]
    broken += [f"picture damaged or missing: {path}" for path in seen.damaged]
    broken += [f"library check: {finding}" for finding in seen.findings]
    broken += [f"a job is still {job.state}" for job in seen.jobs if job.state is JobState.SENDING]
    for attempt_id, inference_id in charged_since(stage, since).items():
        broken += _audit_charge(stage, seen, attempt_id, inference_id, attempt_id in arrived)
    return broken


def _audit_posts(posts: list[Seen], jobs: int) -> list[str]:
    ids = [post.headers.get("x-client-request-id", "") for post in posts]
    broken = [] if len(set(ids)) == len(ids) and all(ids) else ["DOUBLE POST: an attempt id came twice, or none"]
    if len(posts) > jobs:
        broken.append(f"DOUBLE POST: {len(posts)} requests for {jobs} jobs")
    return broken


def _audit_charge(stage: Stage, seen: Evidence, attempt_id: str, inference_id: str, arrived: bool) -> list[str]:
    record, job = seen.record_of(attempt_id), seen.job_of(attempt_id)
    if record is not None:
        return [] if record.sha256 == served_to(stage, inference_id) else ["a record has another picture than was paid"]
    if arrived:
        return [f"the answer had arrived, but there is no picture ({job.state if job else 'no job'})"]
    if job is None:
        return ["a charge without a trace"]
    return [] if job.state in _PLAINLY_OPEN else [f"a charged job is said to be {job.state}"]
