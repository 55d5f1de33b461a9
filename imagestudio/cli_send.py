"""The command `jobs send`: what was kept for later is sent, when that is confirmed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from imagestudio.cli_care import tell_mended, tell_mending, tend
from imagestudio.cli_errors import ExitCode, gravest
from imagestudio.cli_generate import Run
from imagestudio.cli_limits import about, describe, limits_are_known
from imagestudio.cli_output import say
from imagestudio.core.job import Job, JobState
from imagestudio.core.limits import Answer, read_limits
from imagestudio.core.ports import Settings
from imagestudio.core.reckoning import Reckoning
from imagestudio.core.record import DEMO
from imagestudio.library.folder import Library, open_library
from imagestudio.parts import credentials_for, least_free, load_catalog, provider_name
from imagestudio.profile.paths import settings_file
from imagestudio.profile.redaction import Secrets
from imagestudio.profile.settings import JsonSettings
from imagestudio.services import ServiceDesk


def send_kept(options: argparse.Namespace, folder: Path, secrets: Secrets) -> ExitCode:
    """Send what is kept for later and belongs to this service, all or none. Raises CredentialError, LibraryError."""
    base_url, credentials = credentials_for(options.base_url, os.environ, secrets.add_key)
    settings = JsonSettings(settings_file())
    if not limits_are_known(settings):
        return ExitCode.LIMIT
    opened = open_library(folder, least_free=least_free(settings), progress=tell_mending)
    try:
        tell_mended(opened)
        desk = ServiceDesk(opened, base_url, credentials, secrets)
        before = _kept(opened, provider_name(base_url))
        if not before:
            say("Nothing is kept for later.")
            return ExitCode.DONE
        kept = Reckoning(load_catalog(), opened.exploring.prices.paid).anew(before)
        if not options.yes:
            say(f"{_told(kept, before)} Say --yes to send what is kept for later.")
            return ExitCode.WRONG_USE
        if about(kept) != about(before):
            say(_told(kept, before))
        if any(job.provider != DEMO for job in kept):
            credentials.load()
        code = _send(kept, opened, desk, settings, options.json)
        tend(opened)
        return code
    finally:
        opened.close()


def _kept(library: Library, provider: str) -> list[Job]:
    """The intents of this service, and those of the demo, in the order of the queue."""
    library.queue.set_aside()
    kept = [job for job in library.journal.unfinished() if job.state is JobState.INTENT]
    others = sum(job.provider not in (provider, DEMO) for job in kept)
    if others:
        say(f"{others} more belong to another service; name it with --base-url to send them.")
    return [job for job in kept if job.provider in (provider, DEMO)]


def _told(jobs: list[Job], before: list[Job]) -> str:
    """How many there are, what they cost by what is known now, and whether that is news."""
    requests = "1 request" if len(jobs) == 1 else f"{len(jobs)} requests"
    then = "" if about(before) == about(jobs) else f" The price has changed since: it was {about(before)} when kept."
    return f"{requests} for {about(jobs)}.{then}"


def _send(jobs: list[Job], library: Library, desk: ServiceDesk, settings: Settings, as_json: bool) -> ExitCode:
    """Let the jobs in within the limits; --yes was said to what they ask. Then run them."""
    limits = read_limits(settings.get)
    decision = library.queue.weigh(jobs, limits)
    admitted = library.queue.requeue(jobs, limits, decision if decision.answer is Answer.ASK else None)
    if not admitted.is_in:
        say(describe(admitted.decision))
        return ExitCode.LIMIT
    codes = []
    for name in sorted({job.provider for job in admitted.jobs}):
        own = [job for job in admitted.jobs if job.provider == name]
        codes.append(Run(library, desk.services(own[0]).provider, None, as_json).all(own))
    _keep_unsent(admitted.jobs, library)
    return gravest(codes)


def _keep_unsent(jobs: Sequence[Job], library: Library) -> None:
    """What was not even begun, since Ctrl+C was pressed or every picture would be refused, goes on waiting."""
    left = [job for job in jobs if library.journal.job(job.id).state is JobState.CANCELLED]
    if left:
        library.queue.keep(left)
        say(f"{len(left)} kept for later again.")
