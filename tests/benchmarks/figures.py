"""What was measured, and how it stands against the floor or peer of the same run and against its limit."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Samples:
    """Several measurements of the same."""

    values: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def p99(self) -> float:
        ordered = sorted(self.values)
        return ordered[max(0, math.ceil(len(ordered) * 0.99) - 1)]


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    With a peer the limit is of the ratio to its median; else it is of the median, or with `by_p99` of the 99th
    percentile, in the unit. `at_least` turns the limit round. `missing` says why there is no peer.
    """

    name: str
    ours: Samples
    unit: str
    peer: Samples | None = None
    peer_name: str = ""
    limit: float | None = None
    by_p99: bool = False
    at_least: bool = False
    missing: str = ""
    note: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        return self.ours.median / self.peer.median if self.peer is not None and self.peer.median else None

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        if self.peer_name and self.ratio is None:
            return "no peer"
        value = self.ratio if self.ratio is not None else self.ours.p99 if self.by_p99 else self.ours.median
        good = value >= self.limit if self.at_least else value <= self.limit
        return "holds" if good else "falls short"

    def row(self) -> list[str]:
        sign = "≥" if self.at_least else "≤"
        peer = f"{self.peer_name} {_number(self.peer.median)}" if self.peer else self.missing
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        limit = ""
        if self.limit is not None:
            of = " × peer" if self.peer_name else f" {self.unit}" + (" (p99)" if self.by_p99 else "")
            limit = f"{sign} {self.limit:g}{of}"
        p99 = _number(self.ours.p99) if len(self.ours.values) > 1 else ""
        return [self.name, f"{_number(self.ours.median)} {self.unit}", p99, peer, ratio, limit, self.verdict, self.note]

    def data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "unit": self.unit,
            "median": self.ours.median,
            "p99": self.ours.p99,
            "samples": [round(value, 3) for value in self.ours.values[:2000]],
            "peer": self.peer_name,
            "peer_median": self.peer.median if self.peer else None,
            "ratio": self.ratio,
            "limit": self.limit,
            "verdict": self.verdict,
            "note": self.note,
            **self.more,
        }


def table(figures: Sequence[Figure]) -> str:
    """The figures as Markdown."""
    head = ["what", "median", "p99", "floor or peer", "ratio", "limit", "verdict", "note"]
    rows = [head, ["---"] * len(head), *(figure.row() for figure in figures)]
    if not any(figure.note for figure in figures):
        rows = [row[:-1] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
