"""Prints what pip-audit found, in a line each; leaves with code 1 where its report is none."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main(path: str) -> int:
    try:
        found: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
        dependencies = found["dependencies"]
    except (OSError, ValueError, KeyError, TypeError):
        return 1
    skipped = [row["name"] for row in dependencies if "skip_reason" in row]
    known = [(row, hole) for row in dependencies for hole in row.get("vulns", [])]
    for row, hole in known:
        mended = ", ".join(hole.get("fix_versions") or []) or "no release yet"
        print(f"  {row['name']} {row['version']}: {hole['id']}; mended in {mended}")
    print(f"  {len(dependencies) - len(skipped)} looked at, {len(known)} known holes")
    if skipped:
        print(f"  NOT looked at: {', '.join(skipped)}")
        print(f"  {next(str(row['skip_reason']) for row in dependencies if 'skip_reason' in row)[:200]}")
    return 1 if skipped or not dependencies else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
