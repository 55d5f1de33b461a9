"""Debian's changelog from CHANGELOG.md: python packaging/linux/changelog.py VERSION TIME MAINTAINER

What has no release yet is told as VERSION at TIME (seconds since 1970).
"""

from __future__ import annotations

import re
import sys
import textwrap
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
_RELEASE = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?.*$", re.MULTILINE)


def entries(version: str, now: datetime, maintainer: str) -> str:
    """Newest first, as both files have it."""
    text = CHANGELOG.read_text(encoding="utf-8")
    headings = list(_RELEASE.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    made = []
    for heading, end in zip(headings, ends, strict=True):
        points = _points(text[heading.end() : end])
        if points:
            name = version if heading[1] == "Unreleased" else heading[1]
            day = datetime.fromisoformat(heading[2]).replace(tzinfo=UTC) if heading[2] else now
            signed = f" -- {maintainer}  {format_datetime(day)}"
            made.append(f"imagestudio ({name}) stable; urgency=medium\n\n{points}\n\n{signed}\n")
    return "\n".join(made)


def _points(section: str) -> str:
    found = (
        " ".join(point.split())
        for point in re.findall(r"^- (.+?)(?=\n- |\n\n|\n#|\Z)", section, re.MULTILINE | re.DOTALL)
    )
    return "\n".join(textwrap.fill(point, 78, initial_indent="  * ", subsequent_indent="    ") for point in found)


if __name__ == "__main__":
    sys.stdout.write(entries(sys.argv[1], datetime.fromtimestamp(int(sys.argv[2]), UTC), sys.argv[3]))
