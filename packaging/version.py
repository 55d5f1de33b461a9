"""The version, from the one place that says it, without importing the program: python packaging/version.py"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def version() -> str:
    text = (ROOT / "imagestudio" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("imagestudio/__init__.py says no version.")
    return found[1]


if __name__ == "__main__":
    print(version())
