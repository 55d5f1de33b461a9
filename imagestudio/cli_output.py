"""What the command line prints: pictures as lines for people or as JSON, progress, and words on the side."""

from __future__ import annotations

import json
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from imagestudio.cli_errors import printable
from imagestudio.core.errors import DiskError
from imagestudio.core.record import Record
from imagestudio.core.times import to_datetime, to_iso

_PROMPT_COLUMNS = 60


def say(text: str) -> None:
    """Words for the person, beside the results."""
    _print(f"imagestudio: {text}\n", sys.stderr)


def print_line(text: str) -> None:
    """One line of results. Raises DiskError where they go to a file that takes no more."""
    _print(f"{text}\n", sys.stdout)


def print_json(data: dict[str, Any]) -> None:
    """One object on one line, in ASCII so that it is right in any locale."""
    print_line(json.dumps(data))


def make_output_safe() -> None:
    """Print replacements for what the terminal's encoding lacks, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _print(text: str, stream: TextIO | None) -> None:
    """Write at once. Where nobody reads any more (“| head”) go on silently: what is under way may be paid for."""
    if stream is None:  # it was closed before we began
        return
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # else Python fails again at its end
        if stream is sys.stdout and not isinstance(error, BrokenPipeError):
            reason = error.strerror or type(error).__name__
            raise DiskError(f"The results cannot be written: {reason}. What came is in the library.") from error


def record_to_json(record: Record, path: Path) -> dict[str, Any]:
    """A picture for scripts; the order of the fields is part of the contract, and what is not always there is last."""
    data: dict[str, Any] = {
        "id": record.id,
        "path": str(path),
        "sidecar": str(path.with_suffix(".json")),
        "provider": record.provider,
        "model": record.model,
        "prompt": record.prompt,
        "parameters": dict(record.parameters),
        "width": record.width,
        "height": record.height,
        "bytes": record.size_bytes,
        "sha256": record.sha256,
        "created_at": to_iso(record.time),
        "duration_s": None if record.duration_ms is None else record.duration_ms / 1000,
        "cost_usd": None if record.cost is None else float(record.cost.usd),
        "inference_id": record.inference_id,
        "client_request_id": record.client_request_id,
    }
    more = {"source": record.source, "task": record.task, "organisation": record.organisation.to_data()}
    return data | {name: value for name, value in more.items() if value}


def record_to_line(record: Record) -> str:
    """A picture for people: when, size, cost, model, the start of the prompt, and the file in the library."""
    when = to_datetime(record.time).astimezone().strftime("%Y-%m-%d %H:%M")
    cost = "demo" if record.is_demo else str(record.cost) if record.cost is not None else "-"
    model = record.model.rpartition("/")[2]
    return f"{when}  {record.width}x{record.height}  {cost:>8}  {model:<16}  {_short(record.prompt)}  {record.path}"


def _short(prompt: str) -> str:
    line = printable(" ".join(prompt.split()))
    return line if len(line) <= _PROMPT_COLUMNS else line[: _PROMPT_COLUMNS - 1] + "…"


class Progress:
    """One line on the terminal that tells how far it is; silent where nobody watches."""

    def __init__(self) -> None:
        self.total = 0
        self._watched = sys.stderr is not None and sys.stderr.isatty()

    def show(self, ended: int, under_way: int) -> None:
        if self._watched:
            text = f"\r\x1b[K{ended} of {self.total} ended, {under_way} on the way"
            _print(text, sys.stderr)

    def clear(self) -> None:
        if self._watched:
            _print("\r\x1b[K", sys.stderr)
