"""A queue that really sends: a real library, and the service on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from imagestudio.api.limits import Limits
from imagestudio.api.provider import ApiProvider
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.generation import Services
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.pace import Pace
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.library.folder import Library, open_library
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.task import TaskRunner
from tests.server import ServiceServer


@dataclass
class Bench:
    """A queue with everything behind it, and what it told."""

    queue: JobQueue
    library: Library
    service: ServiceServer
    records: list[Record]
    states: list[tuple[str, JobState]]
    refuse_services: ImageStudioError | None = None

    def jobs(self, count: int, prompt: str = "a fox") -> list[Job]:
        values = {"size": "1024x1024", "quality": "low", "background": "auto", "output_format": "png"}
        request = Request("openai/gpt-image-1-mini", prompt, {**values, "moderation": "auto"})
        return [new_job(request, "aimlapi") for _ in range(count)]

    def state_of(self, job: Job) -> JobState:
        return self.library.journal.job(job.id).state


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, service: ServiceServer) -> Iterator[Bench]:
    with make_bench(tmp_path, service) as made:
        yield made


@contextmanager
def make_bench(folder: Path, service: ServiceServer) -> Iterator[Bench]:
    """A queue that sends to this service; every thread of it is over at the end."""
    library = open_library(folder / "library")
    provider = ApiProvider(service.base_url, lambda: service.key, limits=Limits(download_pause_s=0.001))
    services = Services(library.journal, library.originals, provider, Pace())
    writer = TaskRunner(1)

    def services_of(_job: Job) -> Services:
        if made.refuse_services is not None:
            raise made.refuse_services
        return services

    queue = JobQueue(library.journal, library.queue, services_of, library.thumbnails.make, writer, 4)
    made = Bench(queue, library, service, [], [])
    queue.records_added.connect(made.records.extend)
    queue.job_changed.connect(lambda job: made.states.append((job.id, job.state)))
    yield made
    service.release()
    queue.leave()
    writer.close()
    library.close()
