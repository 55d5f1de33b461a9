"""What is pinned, and that nothing committed names a registry or this machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = [ROOT / "packaging" / name for name in ("requirements.txt", "requirements-test.txt")]

# Written so that this file does not hold what it looks for.
_REGISTRY = re.compile(r"pypi[.]org|pythonhosted[.]org|(?<!no-emit-)index-(?:url)")
_THIS_MACHINE = re.compile(r"(?<![\w.~])/(?:work/(?:main|shared)|(?:root|home)/\w)")


def _pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", path.read_text(), re.MULTILINE))


def _texts() -> dict[str, str]:
    """Every committed text file."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    texts = {}
    for name in filter(None, listed.stdout.split("\0")):
        raw = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in raw:
            texts[name] = raw.decode("utf-8")
    return texts


@pytest.mark.parametrize("pattern", [_REGISTRY, _THIS_MACHINE])
def test_no_committed_file_names_a_registry_or_a_place_of_this_machine(pattern: re.Pattern[str]) -> None:
    found = {name: match[0] for name, text in _texts().items() if (match := pattern.search(text))}
    assert found == {}


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_pyside_is_pinned_to_a_sound_release(path: Path) -> None:
    """6.12.0 aborts under Python 3.10 and 3.11 after some 5,000 paint calls."""
    assert _pins(path)["pyside6-essentials"] not in ("6.12.0", "")


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_has_its_hashes(path: Path) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", path.read_text(), flags=re.MULTILINE)
    pinned = [block for block in blocks if "==" in block]
    assert len(pinned) > 10
    assert [block.split("==")[0] for block in pinned if block.count("--hash=sha256:") < 1] == []


def test_the_tests_run_on_the_same_releases_as_the_program() -> None:
    use, test = (_pins(path) for path in REQUIREMENTS)
    assert {name: test.get(name) for name in use} == use
