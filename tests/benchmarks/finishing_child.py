"""Takes pictures from a service in our window, and measures from the last byte of each answer on."""

from __future__ import annotations

import asyncio
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

from imagestudio import parts
from imagestudio.api.provider import ApiProvider
from imagestudio.core.generation import Services, run_job
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.pace import Pace
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.library.durable import FileSink
from imagestudio.library.folder import open_library
from imagestudio.library.spool import ANSWER
from tests.benchmarks.driving import Driven, Gaps, report
from tests.server import KEY

_VALUES = {"size": "1024x1024", "quality": "low", "background": "auto", "output_format": "png", "moderation": "auto"}


def main() -> None:
    kind, folder, base_url, count = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    {"eight": _eight, "one": _one, "memory": _memory}[kind](folder, base_url, count)


def _jobs(base_url: str, count: int) -> list[Job]:
    request = Request("openai/gpt-image-1-mini", "a fox in the snow", _VALUES)
    return [new_job(request, parts.provider_name(base_url)) for _ in range(count)]


def _eight(folder: Path, base_url: str, count: int) -> None:
    driven = Driven(folder / "library", base_url)
    driven.rest(1.5)
    queue, added = driven.studio.parts.queue, list[Record]()
    queue.records_added.connect(added.extend)
    queue.submit(_jobs(base_url, count))
    driven.until(lambda: sum(job.state is JobState.SENDING for job in queue.jobs) == count)
    driven.rest(1)  # every request is out, httpx is imported, the rings turn
    gaps = Gaps(driven.app)
    gaps.start()
    began = time.perf_counter()
    (folder / "ready").touch()
    driven.until(lambda: len(added) == count)
    total = (time.perf_counter() - began) * 1000
    driven.until(driven.all_there)
    report({"gaps": gaps.stop(), "total": total})


def _one(folder: Path, base_url: str, count: int) -> None:
    (folder / "ready").touch()
    driven = Driven(folder / "library", base_url)
    driven.rest(1.5)
    moments = _watch(driven)
    queue, added = driven.studio.parts.queue, list[Record]()
    queue.records_added.connect(added.extend)
    result: dict[str, list[float]] = {"durable": [], "committed": [], "shown": []}
    for number in range(-1, count - 1):  # the first one imports what is to be imported
        added.clear()
        for times in moments.values():
            times.clear()
        queue.submit(_jobs(base_url, 1))
        driven.until(lambda: bool(added) and driven.all_there())
        driven.view.viewport().repaint()
        moments["shown"] = [time.perf_counter()]
        if number >= 0:
            for name, took in result.items():
                took.append((moments[name][0] - moments["arrived"][0]) * 1000)
        driven.rest(0.4)
    report(result)


def _watch(driven: Driven) -> dict[str, list[float]]:
    """When the last byte of an answer was there, when it was safe on the disk, and when its record was committed."""
    moments: dict[str, list[float]] = {"arrived": [], "durable": [], "committed": []}
    commit, originals = FileSink.commit, driven.studio._library.originals
    finish = originals.finish

    def timed_commit(sink: FileSink) -> None:
        began = time.perf_counter()
        commit(sink)
        if sink._path.name == ANSWER:
            moments["arrived"].append(began)
            moments["durable"].append(time.perf_counter())

    def timed_finish(*arguments: Any) -> Job:
        job = finish(*arguments)
        moments["committed"].append(time.perf_counter())
        return job

    FileSink.commit = timed_commit  # type: ignore[assignment, method-assign]
    originals.finish = timed_finish  # type: ignore[assignment, method-assign]
    return moments


def _memory(folder: Path, base_url: str, _count: int) -> None:
    (folder / "ready").touch()
    library = open_library(folder / "library")
    provider = ApiProvider(base_url, lambda: KEY)
    services = Services(library.journal, library.originals, provider, Pace())

    def run() -> None:
        (job,) = _jobs(base_url, 1)
        library.queue.submit([job], NO_LIMITS)
        outcome = asyncio.run(run_job(job, services))
        for record in outcome.records:
            library.thumbnails.make(record)

    run()  # imports
    tracemalloc.start()
    run()
    report({"peak": tracemalloc.get_traced_memory()[1]})


if __name__ == "__main__":
    main()
