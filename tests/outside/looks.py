"""Takes pictures of every window and dialog to look at before a release; one look is a scheme and a scale."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.outside.desktop import Desktop, desktop

_LOGICAL = (1280, 800)
_PATIENCE_S = 0.7  # for what opens, moves and fades
_Step = tuple[str, tuple[str, ...], tuple[str, ...]]

# what is seen, the keys that lead there and back; "=text" is typed, ">text" a command
EMPTY: tuple[_Step, ...] = (
    ("welcome", (), ()),
    ("key", ("ctrl+shift+k",), ("Escape",)),
    ("settings", ("ctrl+comma",), ()),
    ("settings-2", ("Tab", "Down"), ()),
    *((f"settings-{number}", ("Down",), ()) for number in range(3, 6)),
    ("settings-search", ("ctrl+f", "=color"), ("Escape", "Escape")),
    ("about", (">About",), ("Escape",)),
    ("palette", ("ctrl+k",), ()),
    ("palette-search", ("=pic",), ("Escape",)),
    ("template", ("ctrl+l", "=A {red|green|blue} fox in __animals__ {", "ctrl+Home"), ("ctrl+l", "ctrl+a", "Delete")),
    ("grid", ("ctrl+l", "=A {red|green|blue} fox", "ctrl+alt+Return"), ("Escape", "ctrl+l", "ctrl+a", "Delete")),
    ("nothing-found", ("ctrl+f", "=nothing at all"), ("Escape", "Escape")),
    ("styles", ("ctrl+shift+y",), ("Escape",)),
    ("word-lists", ("ctrl+shift+l",), ("Escape",)),
    ("menu", ("alt+l",), ("Escape",)),
)
BUSY: tuple[_Step, ...] = (
    ("running", ("ctrl+l", "=A fox in a misty forest", "ctrl+Return", "ctrl+Return", "ctrl+Return"), ()),
    ("jobs", ("ctrl+j",), ()),
    ("quit", ("ctrl+q",), ("Escape", "Escape")),
    ("again", ("ctrl+Return",), ()),
)
FULL: tuple[_Step, ...] = (
    ("gallery", ("ctrl+g", "Home", "Right", "Down"), ()),
    ("several", ("shift+Right", "shift+Right"), ("Home",)),
    ("search", ("ctrl+f", "=mo"), ()),
    ("found", ("=del:mini fox rating:>2 ",), ("Escape", "Escape", "Escape")),
    ("places", ("ctrl+shift+g",), ("Escape",)),
    ("filter", ("ctrl+shift+e",), ("Escape",)),
    ("arrange", ("ctrl+shift+s",), ("Escape",)),
    ("months", ("ctrl+shift+m",), ("Escape",)),
    ("menu", ("ctrl+g", "Home", "Right", "Menu"), ("Escape",)),
    ("viewer", ("Return",), ()),
    ("viewer-info", ("i",), ()),
    ("viewer-keys", ("question",), ("Escape", "i", "Escape")),
    ("compare", ("ctrl+g", "shift+Right", "shift+Right", "shift+Right", "c"), ("Escape",)),
    ("export", ("ctrl+g", "Home", "shift+Right", "ctrl+e"), ("Escape",)),
    ("contact-sheet", ("ctrl+g", "shift+Right", "ctrl+shift+p"), ("Escape",)),
    ("tags", ("ctrl+g", "Home", "F2"), ("Escape",)),
    ("rated", ("ctrl+g", "Home", "5"), ("ctrl+z",)),
    ("deleted", ("ctrl+g", "Delete"), ("ctrl+z",)),
    ("wins", ("ctrl+shift+w",), ("Escape",)),
    ("spending", ("ctrl+shift+b", "wait"), ("Escape",)),
    ("palette", ("ctrl+k",), ("Escape",)),
    ("recall", ("ctrl+r",), ("Escape",)),
    ("edit", ("ctrl+g", "Home", ">Edit this"), ("Escape", "Escape")),
    ("extend", ("ctrl+g", "Home", ">Extend this"), ("Escape",)),
)
EXPLORING: tuple[_Step, ...] = (
    ("template", ("ctrl+l", "=A {red|blue} fox in a misty forest, {watercolour|photograph}"), ()),
    ("grid-new", ("ctrl+alt+Return",), ()),
    ("grid-making", ("ctrl+Return",), ()),
    ("grid-made", (*("Tab",) * 8, "plus"), ("Escape",)),
    ("repeat", ("ctrl+l", "ctrl+a", "=A red fox in a misty forest, watercolour", "ctrl+Return"), ("Escape",)),
    ("mask", ("ctrl+g", "Home", "e"), ()),
    ("mask-made", ("drag",), ("Return",)),
    ("edit", ("ctrl+l", "ctrl+a", "=a small boat"), ()),
    ("edit-made", ("ctrl+Return", "wait", "ctrl+g", "Home"), ()),
    ("drift", ("d", "wait"), ("Escape",)),
    ("locked", ("shift+l", "wait", "ctrl+g", "Home"), ()),
    ("final", ("m",), ("Return", "wait")),
    ("extend", ("ctrl+g", "Home", "shift+e"), ("Escape",)),
    ("family", ("ctrl+g", "Home", "l"), ("Escape",)),
    ("spending", ("ctrl+shift+b",), ("Escape",)),
    ("limits", ("ctrl+alt+l",), ("Escape",)),
    ("menu", ("ctrl+g", "Home", "Menu"), ("Escape",)),
    ("main-menu", ("F10",), ("Escape",)),
)
FAILING: tuple[_Step, ...] = (
    ("failed", ("ctrl+l", "=A fox", "ctrl+Return"), ()),
    ("jobs", ("ctrl+j",), ()),
)


@dataclass(frozen=True, slots=True)
class Look:
    """A scheme, a scale, and the size of the screen in units of the window: “dark-1.5-1280x720”."""

    scheme: str
    scale: float
    width: int
    height: int

    @classmethod
    def read(cls, text: str) -> Look:
        scheme, scale, size = (*text.split("-"), f"{_LOGICAL[0]}x{_LOGICAL[1]}")[:3]
        width, height = size.split("x")
        return cls(scheme, float(scale), int(width), int(height))


def main(target: Path, library: Path, looks: Sequence[str], only: Sequence[str]) -> None:
    """Every look into a folder of its own; `library` is copied for the full ones; `only` these states, or all."""
    for look in looks:
        (target / look).mkdir(parents=True, exist_ok=True)
        for state, steps in (
            ("empty", EMPTY),
            ("busy", BUSY),
            ("full", FULL),
            ("exploring", EXPLORING),
            ("failing", FAILING),
        ):
            if not only or state in only:
                _take(target / look, state, steps, Look.read(look), library)


def _take(target: Path, state: str, steps: Sequence[_Step], look: Look, library: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder, look)
        arguments = ["--library", str(folder / "library")]
        if state == "full":
            shutil.copytree(library, folder / "library")
        if state == "failing":
            os.environ |= {"IMAGESTUDIO_BASE_URL": "http://127.0.0.1:9", "AIMLAPI_API_KEY": "sk-not-one-0123456789"}
        else:
            arguments.append("--demo")
        size = [str(round(side * look.scale)) for side in (look.width, look.height)]
        with desktop(folder, "x".join(size)) as own, own.program(*arguments):
            own.run("xdotool", "windowsize", own.window(), size[0], str(int(size[1]) - 22))
            time.sleep(3)
            for step in steps:
                _step(own, step, target / f"{state}-{step[0]}.png")


def _prepare(folder: Path, look: Look) -> None:
    settings = folder / "config" / "imagestudio" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"theme": look.scheme}), encoding="utf-8")
    for variable in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{variable}_HOME"] = str(folder / variable.lower())
    for variable in ("IMAGESTUDIO_BASE_URL", "AIMLAPI_API_KEY"):
        os.environ.pop(variable, None)
    os.environ["QT_SCALE_FACTOR"] = str(look.scale)


def _step(own: Desktop, step: _Step, path: Path) -> None:
    _name, there, back = step
    _press(own, there)
    time.sleep(_PATIENCE_S)
    own.screenshot(path)
    _press(own, back)
    time.sleep(0.2)


def _drag(own: Desktop) -> None:
    """A stroke of the brush in the middle of the screen."""
    width, height = map(int, own.run("xdotool", "getdisplaygeometry").split())
    own.run("xdotool", "mousemove", str(width // 2), str(height // 2), "mousedown", "1")
    for step in range(12):
        own.run("xdotool", "mousemove", str(width // 2 + step * width // 90), str(height // 2 + step * height // 90))
    own.run("xdotool", "mouseup", "1")


def _press(own: Desktop, keys: Sequence[str]) -> None:
    for key in keys:
        if key == "wait":
            time.sleep(3.5)
        elif key == "drag":
            _drag(own)
        elif key.startswith("="):
            own.type(key[1:])
        elif key.startswith(">"):
            own.keys("ctrl+k")
            time.sleep(0.3)
            own.type(key[1:])
            time.sleep(0.2)
            own.keys("Return")
        else:
            own.keys(key)
        time.sleep(0.12)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]), sys.argv[3].split(","), sys.argv[4:])
