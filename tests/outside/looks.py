"""Takes pictures of every window and dialog to look at before a release; one look is a scheme and a scale."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.outside import looks_steps as steps
from tests.outside import stages
from tests.outside.desktop import Desktop, desktop
from tests.outside.looks_steps import Step
from tests.outside.stages import Place, Stage

_LOGICAL = (1280, 800)
_PATIENCE_S = 0.7  # for what opens, moves and fades


@dataclass(frozen=True, slots=True)
class Scene:
    """A stage, and what is looked at on it, so many seconds after the window came."""

    name: str
    steps: Sequence[Step]
    stage: Stage
    rest_s: float = 3.0


SCENES = (
    Scene("empty", steps.EMPTY, stages.demo),
    Scene("busy", steps.BUSY, stages.demo),
    Scene("full", steps.FULL, stages.full),
    Scene("exploring", steps.EXPLORING, stages.demo),
    Scene("offline", steps.OFFLINE, stages.offline),
    Scene("refusing", steps.REFUSING, stages.refusing),
    Scene("limited", steps.LIMITED, stages.limited),
    Scene("disk", steps.FULL_DISK, stages.full_disk),
    Scene("room", steps.LITTLE_ROOM, stages.little_room),
    Scene("keyring", steps.LOCKED_KEY, stages.locked_key),
    Scene("taking", steps.ODD_FILES, stages.odd_files, 6.0),
    Scene("many", steps.MANY_FILES, stages.many_files),
    Scene("left", steps.LEFT_FILES, stages.left_files),
    Scene("damaged", steps.DAMAGED, stages.damaged, 0.2),
    Scene("readonly", steps.ONLY_LOOKING, stages.read_only),
    Scene("newer", steps.ONLY_LOOKING[:1], stages.newer),
    Scene("older", steps.ONLY_LOOKING[:1], stages.older),
    Scene("inuse", steps.ONLY_LOOKING[:1], stages.in_use),
    Scene("print", steps.PRINT, stages.full),
    Scene("lists", steps.WORD_LISTS, stages.word_lists),
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
    """Every look into a folder of its own; `library` is copied for the full ones; `only` these scenes, or all."""
    for look in looks:
        (target / look).mkdir(parents=True, exist_ok=True)
        for scene in SCENES:
            if not only or scene.name in only:
                _take(target / look, scene, Look.read(look), library)


def _take(target: Path, scene: Scene, look: Look, library: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder, look)
        size = [str(round(side * look.scale)) for side in (look.width, look.height)]
        with (
            desktop(folder, "x".join(size)) as own,
            scene.stage(Place(own, folder, library)) as options,
            own.program("--library", str(folder / "library"), *options),
        ):
            own.run("xdotool", "windowsize", own.window(), size[0], str(int(size[1]) - 22))
            time.sleep(scene.rest_s)
            for step in scene.steps:
                _step(own, step, target / f"{scene.name}-{step[0]}.png")


def _prepare(folder: Path, look: Look) -> None:
    settings = folder / "config" / "imagestudio" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"theme": look.scheme}), encoding="utf-8")
    for variable in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{variable}_HOME"] = str(folder / variable.lower())
    for variable in ("IMAGESTUDIO_BASE_URL", "AIMLAPI_API_KEY"):
        os.environ.pop(variable, None)
    os.environ["QT_SCALE_FACTOR"] = str(look.scale)


def _step(own: Desktop, step: Step, path: Path) -> None:
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
        elif key == "aside":  # what another program shows in front
            own.run("xdotool", "getactivewindow", "windowmove", "60%", "70%")
            own.window()
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
