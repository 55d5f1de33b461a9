"""What a row of the campaign found, and the table of all rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Result:
    """One row: how often it was tried, what was looked at, the worst figure seen, and every promise that was broken.

    `not_run` says why a row could not be tried here; such a row has neither passed nor failed.
    """

    row: str
    checked: str
    runs: int = 0
    worst: str = "-"
    broken: list[str] = field(default_factory=list)
    not_run: str = ""
    seconds: float = 0.0
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        if self.not_run:
            return f"not run: {self.not_run}"
        return f"FAILED ({len(self.broken)})" if self.broken else "passed"

    def count(self, name: str, more: int = 1) -> None:
        """Add to one of the facts."""
        self.facts[name] = self.facts.get(name, 0) + more

    def need(self, holds: bool, promise: str) -> None:
        """Note a promise that was broken."""
        if not holds:
            self.broken.append(promise)


def table(results: Sequence[Result]) -> str:
    """The rows under each other, for people."""
    lines = [("row", "runs", "seconds", "worst", "verdict")]
    lines += [(r.row, str(r.runs), f"{r.seconds:.0f}", r.worst, r.verdict) for r in results]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    shown = ["  ".join(text.ljust(width) for text, width in zip(line, [*widths, 0], strict=True)) for line in lines]
    for result in results:
        shown.append(f"\n{result.row}: {result.checked}")
        shown += [f"  {name}: {value}" for name, value in result.facts.items()]
        shown += [f"  BROKEN {promise}" for promise in result.broken[:20]]
    return "\n".join(line.rstrip() for line in shown)


def save(path: Path, results: Sequence[Result], **circumstances: object) -> None:
    """Write it all as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{**asdict(result), "verdict": result.verdict} for result in results]
    path.write_text(json.dumps({**circumstances, "rows": rows}, indent=2) + "\n", encoding="utf-8")
