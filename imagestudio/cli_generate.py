"""The command `generate`: from words and options to pictures in the library."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
from pathlib import Path

from imagestudio.cli_batch import Batch, Listeners
from imagestudio.cli_care import tell_mended, tell_mending, tend
from imagestudio.cli_errors import ExitCode, describe_outcome, gravest, outcome_code, printable
from imagestudio.cli_limits import about, let_in, limits_are_known
from imagestudio.cli_output import Progress, print_json, print_line, record_to_json, say
from imagestudio.cli_rescue import SaveElsewhere
from imagestudio.core.catalog import Catalog, ModelSpec, Value
from imagestudio.core.errors import RequestError, SettingsError
from imagestudio.core.generation import Outcome, Provider, Services
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.pace import Pace
from imagestudio.core.pricing import FREE, estimate
from imagestudio.core.record import DEMO, Record
from imagestudio.core.request import Request, check_count, make_request
from imagestudio.library.folder import Library, open_library
from imagestudio.parts import credentials_for, least_free, load_catalog, make_demo_provider, make_provider
from imagestudio.profile.paths import settings_file
from imagestudio.profile.redaction import Secrets
from imagestudio.profile.settings import JsonSettings

_OPTIONS = ("size", "quality", "background", "output_format", "output_compression", "moderation")
_LONGEST_INPUT = 1024 * 1024  # far more than any prompt, and no more is kept
_DEMO_NOTE = "Demo pictures are drawn on this computer; they cost nothing and no AI model makes them."


def generate(options: argparse.Namespace, library: Path, secrets: Secrets) -> ExitCode:
    """Make the pictures. Raises ImageStudioError for what is wrong before anything is sent."""
    catalog = load_catalog()
    for problem in catalog.problems:
        say(f"A model cannot be offered: {problem}")
    spec = _find_model(catalog, options.model)
    prompt = _read_prompt(options.prompt)
    secrets.add_prompt(prompt)
    request = make_request(spec, prompt, _parameters(options))
    count = check_count(options.count)
    provider = _find_provider(options, secrets)
    if options.output is not None:
        _make_output(options.output)
    settings = JsonSettings(settings_file())
    if provider.name != DEMO and not limits_are_known(settings):
        return ExitCode.LIMIT
    opened = open_library(library, least_free=least_free(settings), progress=tell_mending)
    try:
        tell_mended(opened)
        jobs = _new_jobs(spec, request, count, opened, provider)
        if not let_in(jobs, opened, settings, options.yes):
            return ExitCode.LIMIT
        code = Run(opened, provider, options.output, options.json).all(jobs)
        tend(opened)
        return code
    finally:
        opened.close()


def _find_model(catalog: Catalog, wanted: str | None) -> ModelSpec:
    names = ", ".join(spec.id for spec in catalog.models)
    spec = catalog.get(wanted) if wanted is not None else next(iter(catalog.models), None)
    if spec is None:
        raise RequestError("model", wanted or "", names)
    return spec


def _read_prompt(argument: str) -> str:
    if argument != "-":
        return argument
    if sys.stdin is None:
        raise RequestError("prompt", "", "text on standard input")
    try:
        return sys.stdin.buffer.read(_LONGEST_INPUT).decode("utf-8")
    except UnicodeDecodeError:
        raise RequestError("prompt", "no text", "text in UTF-8") from None


def _parameters(options: argparse.Namespace) -> dict[str, Value]:
    given = {name: getattr(options, name) for name in _OPTIONS}
    return {name: value for name, value in given.items() if value is not None}


def _find_provider(options: argparse.Namespace, secrets: Secrets) -> Provider:
    """Who makes the pictures. Raises CredentialError where the service needs a key and none is known."""
    if options.demo:
        say(_DEMO_NOTE)
        return make_demo_provider()
    base_url, credentials = credentials_for(options.base_url, os.environ, secrets.add_key)
    credentials.load()
    return make_provider(base_url, credentials.load)


def _make_output(folder: Path) -> None:
    """Be sure of the folder before anything is paid."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".imagestudio-probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise SettingsError(f"Pictures cannot be written to {folder}: {error.strerror or error}") from error


def _new_jobs(spec: ModelSpec, request: Request, count: int, library: Library, provider: Provider) -> list[Job]:
    if provider.name == DEMO:
        expected = FREE
    else:
        paid = library.exploring.prices.paid(request, provider.name)
        expected = estimate(spec, request, paid)
    return [new_job(request, provider.name, expected.amount) for _ in range(count)]


class Run:
    """Some jobs of one command: prints each picture as it comes and each failure as it happens."""

    def __init__(self, library: Library, provider: Provider, output: Path | None, as_json: bool) -> None:
        self._library = library
        self._provider = provider
        self._output = output
        self._as_json = as_json
        self._codes: list[ExitCode] = []
        self._progress = Progress()

    def all(self, jobs: list[Job]) -> ExitCode:
        """Run the jobs and say how it went."""
        self._progress.total = len(jobs)
        services = Services(
            self._library.journal, self._library.originals, self._provider, Pace(), SaveElsewhere(self._output)
        )
        listeners = Listeners(self._on_ended, self._progress.show, self._on_interrupted)
        batch = Batch(jobs, services, self._library.journal, listeners)
        try:
            asyncio.run(batch.run())
        finally:
            self._progress.clear()
        if batch.not_sent:
            say(f"{_pictures(batch.not_sent)} not asked for any more; nothing was charged for that.")
            self._codes.append(ExitCode.FAILED)
        if batch.unreached:
            self._keep(batch.unreached)
        return gravest(self._codes)

    def _keep(self, jobs: list[Job]) -> None:
        """Commit as intents what nobody was there to take: those that were tried are, the others are now."""
        self._library.queue.keep([job for job in jobs if job.state is not JobState.INTENT])
        said = next((f"{printable(job.failure.said)} " for job in jobs if job.failure is not None), "")
        say(f"{said}{_pictures(len(jobs))} kept for later, {about(jobs)}. Nothing was sent or charged.")
        say("When there is a connection, “imagestudio jobs send --yes” sends what is kept for later.")
        self._codes.append(ExitCode.KEPT)

    def _on_ended(self, outcome: Outcome) -> None:
        self._progress.clear()
        for record in outcome.records:
            self._show(record)
        if outcome.error is not None and outcome.job.state is not JobState.INTENT:  # that is told once, of all
            say(describe_outcome(outcome))
        self._codes.append(outcome_code(outcome))

    def _show(self, record: Record) -> None:
        path = self._library.path_of(record)
        copy = self._copy(path)
        if self._as_json:
            print_json(record_to_json(record, path))
        else:
            print_line(str(copy or path))

    def _copy(self, path: Path) -> Path | None:
        """The picture in the output folder, byte for byte."""
        if self._output is None:
            return None
        target = self._output / path.name
        try:
            shutil.copyfile(path, target)
        except OSError as error:
            say(f"The picture could not be copied to {target} ({error.strerror}); it is safe in the library: {path}")
            self._codes.append(ExitCode.FAILED)
            return None
        return target

    def _on_interrupted(self, waited_for: int) -> None:
        if not waited_for:
            return
        money = "" if self._provider.name == DEMO else " It is charged whether it is waited for or not."
        say(
            f"Nothing more is sent. Waiting for {_pictures(waited_for)} on the way.{money} "
            "Press Ctrl+C again to leave without waiting."
        )


def _pictures(count: int) -> str:
    return "1 picture" if count == 1 else f"{count} pictures"
