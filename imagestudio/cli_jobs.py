"""The command `jobs`: what became of every request, and finishing what a crash or a lost connection left."""

from __future__ import annotations

import argparse
import asyncio
import math
import os
from pathlib import Path
from typing import Any

from imagestudio.cli_care import tell_mended, tell_mending, tend
from imagestudio.cli_errors import ExitCode, gravest, printable
from imagestudio.cli_output import print_json, print_line, say
from imagestudio.core.errors import Charge
from imagestudio.core.generation import run_job
from imagestudio.core.job import RUNNING, Job, JobState
from imagestudio.core.lookup import LogRow
from imagestudio.core.reconcile import Found
from imagestudio.core.record import DEMO
from imagestudio.core.times import to_datetime, to_iso
from imagestudio.library.folder import Library, open_library
from imagestudio.library.job_list import ListedJob
from imagestudio.library.layout import Layout
from imagestudio.parts import credentials_for, provider_name
from imagestudio.profile.redaction import Secrets
from imagestudio.services import ServiceDesk

_AT_ONCE = 4
_CODES = {
    JobState.DONE: ExitCode.DONE,
    JobState.NOT_CHARGED: ExitCode.FAILED,
    JobState.UNKNOWN: ExitCode.UNKNOWN,
    JobState.NO_CHARGE_FOUND: ExitCode.UNKNOWN,
    JobState.RECEIVED: ExitCode.NOT_DOWNLOADED,
    JobState.LINK_EXPIRED: ExitCode.NOT_DOWNLOADED,
    JobState.CHARGED_LOST: ExitCode.NOT_DOWNLOADED,
}
_ASK = "Ask the service's support for the picture or the money"
_WORDS = {
    JobState.CHARGED_LOST: "Charged, picture not received.",
    JobState.NO_CHARGE_FOUND: (
        "No charge was found in the service's own list of requests: very likely, though not certainly, nothing was "
        "paid. You may ask for it again."
    ),
    JobState.UNKNOWN: "Whether it was charged is not known; “imagestudio jobs resume” looks it up.",
    JobState.RECEIVED: "It was paid for; “imagestudio jobs resume” fetches it again, which costs nothing more.",
    JobState.LINK_EXPIRED: f"It was paid for, and its address no longer works. {_ASK}.",
    JobState.NOT_CHARGED: "Nothing was charged.",
    JobState.INTENT: "Kept for later: “imagestudio jobs send” sends it. Nothing was charged.",
}
_UNREADABLE = f"It was paid for; what came is kept in the library's spool folder. {_ASK}."


def jobs(options: argparse.Namespace, folder: Path, secrets: Secrets) -> ExitCode:
    """List the jobs, finish them, or list what only the service knows of."""
    if not _is_library(folder):
        say(f"There is no library in {folder} yet.")
        return ExitCode.DONE
    if options.action == "resume":
        return _resume(options, folder, secrets)
    if options.action == "send":
        from imagestudio.cli_send import send_kept

        return send_kept(options, folder, secrets)
    opened = open_library(folder, read_only=True)
    try:
        if options.foreign:
            return _print_foreign(options, opened, secrets)
        for listed in opened.job_list.all(JobState(options.state) if options.state else None):
            _print(listed, opened, options.json)
    finally:
        opened.close()
    return ExitCode.DONE


def _is_library(folder: Path) -> bool:
    layout = Layout(folder)
    return any(path.exists() for path in (layout.database, layout.originals, layout.spool))


def _resume(options: argparse.Namespace, folder: Path, secrets: Secrets) -> ExitCode:
    """Fetch the pictures that are paid for, look up what is not known; nothing is sent that costs anything."""
    base_url, credentials = credentials_for(options.base_url, os.environ)
    opened = open_library(folder, progress=tell_mending)
    try:
        tell_mended(opened)
        desk = ServiceDesk(opened, base_url, credentials, secrets)
        touched = {job.id for job in opened.journal.settle_interrupted()}
        touched.update(_finish(opened, desk))
        touched.update(_look_up(opened, desk, provider_name(base_url)))
        listed = [each for each in opened.job_list.all() if each.job.id in touched]
        for each in listed:
            _print(each, opened, options.json)
        tend(opened)
    finally:
        opened.close()
    if not listed:
        say("Nothing was left to finish or to find out.")
    return gravest(_CODES.get(each.job.state, ExitCode.FAILED) for each in listed)


def _finish(library: Library, desk: ServiceDesk) -> list[str]:
    """Save the pictures whose answer is on the disk; the ids of those jobs."""
    received = [job for job in library.journal.unfinished() if job.state is JobState.RECEIVED]

    async def finish_all() -> None:
        lanes = asyncio.Semaphore(_AT_ONCE)

        async def finish(job: Job) -> None:
            async with lanes:
                await run_job(job, desk.services(job))

        await asyncio.gather(*(finish(job) for job in received))

    if received:
        asyncio.run(finish_all())
    return [job.id for job in received]


def _look_up(library: Library, desk: ServiceDesk, current: str) -> list[str]:
    """Ask each service for its unknown outcomes, however old; the ids of those jobs that changed or stay unknown."""
    touched: list[str] = []
    for provider in sorted({*library.lookups.providers(), current}):
        sought = library.lookups.open(provider)
        ages = {each.job.id: math.inf for each in sought}
        found = desk.look_up(provider, ages, survey=provider == current)
        touched += [job.id for job in found.jobs]
        touched += [each.job.id for each in sought if each.job.state is JobState.UNKNOWN]
        _say_found(found, bool(sought))
    return touched


def _say_found(found: Found, wanted: bool) -> None:
    if found.error is not None and wanted:
        say(f"Could not check the service's own list of requests: {printable(found.error.said)}")
    for row in found.doubled:
        say(f"Charged more than once: {row.client_request_id}, inference id {row.inference_id}. {_ASK}.")
    if found.foreign:
        say(f"{_foreign_words(len(found.foreign))} “imagestudio jobs --foreign” lists them.")


def _foreign_words(count: int) -> str:
    requests = "1 paid request" if count == 1 else f"{count} paid requests"
    return f"{requests} of the last 7 days not in this library: made on another computer, or before it was lost."


def _print_foreign(options: argparse.Namespace, library: Library, secrets: Secrets) -> ExitCode:
    """The requests under ids of Image Studio that the service knows and this library does not. Raises ProviderError."""
    base_url, credentials = credentials_for(options.base_url, os.environ)
    desk = ServiceDesk(library, base_url, credentials, secrets)
    found = desk.look_up(provider_name(base_url), {}, survey=True)
    if found.error is not None:
        raise found.error
    for row in found.foreign:
        if options.json:
            print_json(_row_to_json(row))
        else:
            print_line(f"{to_iso(row.created)}  {row.cost or '-'}  {row.model}  {row.inference_id}")
    say(_foreign_words(len(found.foreign)))
    return ExitCode.DONE


def _print(listed: ListedJob, library: Library, as_json: bool) -> None:
    if as_json:
        print_json(job_to_json(listed, library.folder))
        return
    job = listed.job
    when = to_datetime(job.created).astimezone().strftime("%Y-%m-%d %H:%M")
    prompt = printable(" ".join(job.request.prompt.split()))[:60]
    cost = "demo" if job.provider == DEMO else str(listed.cost or "-")
    print_line(f"{when}  {job.state:<15}  {cost:>8}  {job.request.model.rpartition('/')[2]:<16}  {prompt}")
    if told := _told(listed):
        print_line(f"    {printable(told)}")


def job_to_json(listed: ListedJob, folder: Path) -> dict[str, Any]:
    """A job for scripts; the order of the fields is part of the contract."""
    job = listed.job
    return {
        "id": job.id,
        "state": job.state.value,
        "prompt": job.request.prompt,
        "model": job.request.model,
        "created_at": to_iso(job.created),
        "attempts": listed.attempts,
        "client_request_id": listed.client_request_id,
        "inference_id": listed.inference_id,
        "cost_usd": None if listed.cost is None else float(listed.cost.usd),
        "error": _told(listed) or None,
        "images": [str(folder / path) for path in listed.images],
    }


def _row_to_json(row: LogRow) -> dict[str, Any]:
    return {
        "created_at": to_iso(row.created),
        "model": row.model,
        "client_request_id": row.client_request_id,
        "inference_id": row.inference_id,
        "cost_usd": None if row.cost is None else float(row.cost.usd),
    }


def _told(listed: ListedJob) -> str:
    """What went wrong with a job, what it cost, and what to do; nothing where nothing did."""
    job, failure = listed.job, listed.job.failure
    if job.state is JobState.DONE or (failure is None and job.state in RUNNING):
        return ""
    parts = [_sentence(failure.said) if failure else "", _words(job)]
    if failure is not None and failure.unchecked:
        parts.append(f"Could not check the service's own list of requests: {_sentence(failure.unchecked)}")
    if job.state is JobState.CHARGED_LOST:
        known_as = f"inference id {listed.inference_id}" if listed.inference_id else listed.client_request_id
        parts.append(f"{_ASK}, with its {known_as}; asking for it again costs again.")
    elif failure is not None and job.state not in (JobState.NOT_CHARGED, JobState.QUEUED) and listed.inference_id:
        parts.append(f"The service knows it as {listed.inference_id}.")
    return " ".join(part for part in parts if part)


def _sentence(text: str) -> str:
    return f"{text}." if text and not text.rstrip().endswith((".", "!", "?", "…")) else text


def _words(job: Job) -> str:
    """What it means for the money and what can be done; a demo picture is free whatever happened."""
    if job.provider == DEMO:
        return ""
    paid = job.failure is not None and job.failure.charge is Charge.PAID
    return _UNREADABLE if paid and job.state is JobState.UNKNOWN else _WORDS.get(job.state, "")
