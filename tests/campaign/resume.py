"""A start without a window: what a crash left is settled, and what is paid for is fetched; nothing is sent."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from imagestudio.core.generation import Services, run_job
from imagestudio.core.job import JobState
from imagestudio.core.pace import Pace
from imagestudio.library.folder import open_library
from imagestudio.parts import credentials_for, make_provider


def main() -> None:
    library = open_library(Path(os.environ["IMAGESTUDIO_LIBRARY"]))
    try:
        library.journal.settle_interrupted()
        base_url, credentials = credentials_for("", os.environ)
        services = Services(library.journal, library.originals, make_provider(base_url, credentials.load), Pace())
        for job in library.journal.unfinished():
            if job.state is JobState.RECEIVED:
                asyncio.run(run_job(job, services))
    finally:
        library.close()


if __name__ == "__main__":
    main()
