"""`packaging/bench NAME`: runs one benchmark and prints its table."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.database import database_table, measure_database
from tests.benchmarks.screen import screen
from tests.benchmarks.start import measure_start, table


def main() -> int:
    """Measure, print a table, and write JSON where asked."""
    parser = argparse.ArgumentParser(prog="packaging/bench")
    parser.add_argument("name", choices=["start", "database"])
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result, text = _database(options.runs) if options.name == "database" else _start(options.runs)
    sys.stdout.write(text)
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


def _start(runs: int) -> tuple[dict[str, Any], str]:
    with screen() as environment:
        result = measure_start(environment, runs)
    return result, table(result)


def _database(runs: int) -> tuple[dict[str, Any], str]:
    result = measure_database(runs)
    return result, database_table(result)


if __name__ == "__main__":
    sys.exit(main())
