"""Hands on a grid in the whole program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imagestudio.core.grid import Axis
from imagestudio.studio import Studio
from imagestudio.ui.grid.grid_host import GridHost
from imagestudio.ui.grid.standing import Stand
from tests.server import ServiceServer

MINI, ONE = "openai/gpt-image-1-mini", "openai/gpt-image-1"
PROMPT = "a {red|blue|golden} fox"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def host_of(studio: Studio) -> GridHost:
    return studio.equipment.grids.host


def open_grid(qtbot: QtBot, studio: Studio, prompt: str = PROMPT) -> GridHost:
    """Write a prompt and open it as a grid, by keys."""
    edit = studio.workspace.compose_panel.prompt_edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, prompt)
    studio.workspace.actions_of["as_grid"].trigger()
    host = host_of(studio)
    settle(qtbot, host)
    return host


def settle(qtbot: QtBot, host: GridHost) -> None:
    """Until every cell was looked up."""
    qtbot.waitUntil(lambda: bool(host.model.cells) and host.standing.known(host.model.cells))


def press_in(qtbot: QtBot, host: GridHost, axis: Axis, *values: str) -> None:
    """Press in the chips of these values, by the mouse."""
    for value in values:
        chip = host.view.setup.boxes[axis].chip(value)
        if not chip.isChecked():
            qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    settle(qtbot, host)


def large(qtbot: QtBot, studio: Studio) -> GridHost:
    """Three prompts by two models by two qualities."""
    host = open_grid(qtbot, studio)
    press_in(qtbot, host, Axis.MODEL, MINI, ONE)
    press_in(qtbot, host, Axis.QUALITY, "low", "medium")
    assert host.editing.grid.count == 12
    return host


def make(qtbot: QtBot, host: GridHost, studio: Studio) -> None:
    """Press the button and wait until all is over."""
    with qtbot.waitSignal(studio.parts.queue.idle):
        qtbot.mouseClick(host.view.foot.make_button, Qt.MouseButton.LeftButton)


def stands(host: GridHost) -> Counter[Stand]:
    return Counter(host.standing.stand(cell) for cell in host.model.cells)


def bodies(service: ServiceServer) -> Counter[str]:
    """How often each request arrived."""
    return Counter(json.dumps(json.loads(seen.body), sort_keys=True) for seen in service.posts)


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(holds)
