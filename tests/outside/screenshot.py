"""Takes the two pictures of the window that stand in the README."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from tests.outside.desktop import Desktop, desktop

_SIZE = (1600, 940)
_PROMPTS = (
    ("A lighthouse above a stormy sea", 2),
    ("Snow mountains with a lake at dawn", 2),
    ("A city skyline at dusk", 1),
    ("Bauhaus poster with circles", 1),
    ("A fox in a misty forest", 2),
    ("Ringed planet over a desert", 1),
    ("Aurora over a fjord", 1),
    ("Botanical print with ferns", 1),
    ("A sailing boat on a calm sea at sunset, warm light, wide view", 2),
)


def main(target: Path, second: Path) -> None:
    """Make some pictures, select one, begin some more, and look; then compare four of them by daylight."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        arguments = ("--demo", "--library", str(folder / "Spring campaign"))
        with desktop(folder, f"{_SIZE[0]}x{_SIZE[1] + 24}") as own:
            _choose(folder, "dark")
            with own.program(*arguments):
                _make(own)
                own.run("import", "-window", own.window(), str(target))
            _choose(folder, "light")
            with own.program(*arguments):
                _compare(own)
                own.run("import", "-window", own.window(), str(second))


def _choose(folder: Path, theme: str) -> None:
    settings = folder / "config" / "imagestudio" / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"theme": theme}), encoding="utf-8")


def _open(own: Desktop) -> None:
    own.run("xdotool", "windowsize", "--sync", own.window(), *map(str, _SIZE))


def _make(own: Desktop) -> None:
    _open(own)
    own.wait_for(lambda nodes: any(n["name"] == "0 pictures" for n in nodes), "an empty library")
    made = 0
    for prompt, count in _PROMPTS:
        _ask(own, prompt, count)
        made += count
        wanted = f"{made} picture{'s' if made > 1 else ''}"
        own.wait_for(lambda nodes, wanted=wanted: any(n["name"] == wanted for n in nodes), wanted)  # type: ignore[misc]
    own.keys("ctrl+g", "Home", "Right", "Right")
    own.keys("ctrl+l", "ctrl+End")
    own.type(", at dusk")  # the very same again would be asked about first
    own.keys("ctrl+Return")


def _compare(own: Desktop) -> None:
    _open(own)
    made = f"{sum(count for _prompt, count in _PROMPTS)} pictures"
    own.wait_for(lambda nodes: any(n["name"].startswith(made[:2]) for n in nodes), made)
    own.keys("ctrl+g", "Home", "Right", "Right", "shift+Right", "shift+Right", "shift+Right", "c")
    own.wait_for(lambda nodes: any(n["name"].startswith("Keep") and n["showing"] for n in nodes), "the comparison")


def _ask(own: Desktop, prompt: str, count: int) -> None:
    own.keys("alt+c", "ctrl+a")
    own.type(str(count))
    own.keys("ctrl+l", "ctrl+a")
    own.type(prompt)
    own.keys("ctrl+Return")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute())
