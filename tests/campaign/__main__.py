"""`packaging/faults`: runs the rows, prints the table, writes it as JSON."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path

from tests.campaign.ending import ended_in_order, no_child_left
from tests.campaign.report import save, table
from tests.campaign.rows import ROWS, run_row
from tests.campaign.stage import set_stage

_PLACE = Path(".packaging") / "faults"


def main() -> int:
    """Leaves with 1 where a promise was broken."""
    options = _parser().parse_args()
    chosen = options.only or list(ROWS)
    results = []
    with (
        ended_in_order(),
        set_stage(options.seed, long=options.long, root=options.keep) as stage,
        no_child_left(),
    ):
        for name in chosen:
            _say(f"{name} …")
            results.append(run_row(stage, name))
            _say(f"{name}: {results[-1].runs} runs, {results[-1].seconds:.0f} s, {results[-1].verdict}")
            save(options.json, results, seed=options.seed, long=options.long, ended=False)  # should this be interrupted
        if "canary" not in chosen:  # whatever was run, the key must be nowhere
            results.append(run_row(stage, "canary"))
    print(table(results))  # noqa: T201
    longest = round(max(stage.gaps_ms, default=0.0))
    print(f"\nthe longest gap of {len(stage.gaps_ms)} windows: {longest} ms")  # noqa: T201
    circumstances = {"seed": options.seed, "long": options.long, "system": platform.platform(), "cores": os.cpu_count()}
    save(options.json, results, longest_gap_ms=longest, windows=len(stage.gaps_ms), **circumstances)
    print(f"\nseed {options.seed}; written to {options.json}")  # noqa: T201
    return 1 if any(result.broken for result in results) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="packaging/faults", description="Break everything, and see that nothing is.")
    parser.add_argument("--long", action="store_true", help="all of it; without, a few runs of each row")
    parser.add_argument("--seed", type=int, default=20261121, help="the same seed kills at the same places")
    parser.add_argument("--only", metavar="ROW", action="append", choices=list(ROWS), help=", ".join(ROWS))
    parser.add_argument("--json", metavar="FILE", type=Path, default=_PLACE / "last.json")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="leave what the runs left, in this new folder")
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
