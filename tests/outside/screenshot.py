"""Takes the picture of the window that stands in the README."""

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


def main(target: Path) -> None:
    """Make some pictures, select one, begin some more, and look."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        settings = folder / "config" / "imagestudio" / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({"theme": "dark"}), encoding="utf-8")
        arguments = ("--demo", "--library", str(folder / "library"))
        with desktop(folder, f"{_SIZE[0]}x{_SIZE[1] + 24}") as own, own.program(*arguments):
            _act(own)
            own.run("import", "-window", own.window(), str(target))


def _act(own: Desktop) -> None:
    window = own.window()
    own.run("xdotool", "windowsize", "--sync", window, *map(str, _SIZE))
    made = 0
    for prompt, count in _PROMPTS:
        _ask(own, prompt, count)
        made += count
        wanted = f"{made} picture{'s' if made > 1 else ''}"
        own.wait_for(lambda nodes, wanted=wanted: any(n["name"] == wanted for n in nodes), wanted)  # type: ignore[misc]
    own.keys("ctrl+g", "Home", "Right", "Right")
    own.keys("ctrl+l")
    own.keys("ctrl+Return")


def _ask(own: Desktop, prompt: str, count: int) -> None:
    own.keys("alt+c", "ctrl+a")
    own.type(str(count))
    own.keys("ctrl+l", "ctrl+a")
    own.type(prompt)
    own.keys("ctrl+Return")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
