"""`packaging/bench`: measures everything in one run, or what is named, and prints a table."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.database import database_table, measure_database
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.finishing import measure_answer, measure_finishing
from tests.benchmarks.first_screen import measure_first_screen
from tests.benchmarks.living import measure_living, measure_search
from tests.benchmarks.painting import measure_painting
from tests.benchmarks.producing import measure_producing
from tests.benchmarks.screen import screen
from tests.benchmarks.start import measure_start, start_figures

Measure = Callable[[Path, bool], list[Figure]]


def main() -> int:
    """Measure, print a table, and write JSON where asked."""
    options = _options()
    if options.only == "database":
        result = measure_database(3 if options.quick else 10)
        sys.stdout.write(database_table(result))
        return _written(options.json, result)
    cache: Path = options.cache.absolute()
    cache.mkdir(parents=True, exist_ok=True)
    figures: list[Figure] = []
    for name, measure in MEASURES.items():
        if options.only in ("", name):
            sys.stderr.write(f"{name}…\n")
            figures += measure(cache, options.quick)
    about = f"{platform.python_version()}, {os.cpu_count()} cores, {datetime.now(UTC):%Y-%m-%d}"
    sys.stdout.write(f"{table(figures)}\nPython {about}. Median and p99 of all samples of one run.\n")
    return _written(options.json, {"about": about, "figures": [figure.data() for figure in figures]})


def _start(cache: Path, quick: bool) -> list[Figure]:
    with screen() as shown:
        return start_figures(measure_start(shown.environment, cache, 4 if quick else 15))


MEASURES: dict[str, Measure] = {
    "start": _start,
    "first-screen": lambda cache, quick: measure_first_screen(cache, 3 if quick else 10),
    "living": measure_living,
    "search": measure_search,
    "thumbnails": lambda cache, quick: measure_producing(cache, 1 if quick else 3, 100 if quick else 300),
    "finishing": lambda cache, quick: measure_finishing(cache, 2 if quick else 8),
    "painting": lambda cache, quick: measure_painting(cache, 10 if quick else 30),
    "answer": lambda cache, quick: measure_answer(cache, 6 if quick else 20),
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="packaging/bench", description=__doc__)
    names = [*MEASURES, "database"]
    parser.add_argument("--only", choices=names, default="", help="this one alone; 'database' is not in the table")
    parser.add_argument("--quick", action="store_true", help="fewer samples")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure with its samples")
    usual = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "imagestudio-bench"
    parser.add_argument(
        "--cache", type=Path, default=usual, metavar="DIR", help="where the made-up libraries stay (some 14 GB)"
    )
    return parser.parse_args()


def _written(path: Path | None, result: dict[str, Any]) -> int:
    if path is not None:
        path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
