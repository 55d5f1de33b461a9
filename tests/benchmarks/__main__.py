"""`packaging/bench NAME`: runs one benchmark and prints its table."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tests.benchmarks.screen import screen
from tests.benchmarks.start import measure_start, table


def main() -> int:
    """Measure, print a table, and write JSON where asked."""
    parser = argparse.ArgumentParser(prog="packaging/bench")
    parser.add_argument("name", choices=["start"])
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with screen() as environment:
        result = measure_start(environment, options.runs)
    sys.stdout.write(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
