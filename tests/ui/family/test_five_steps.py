"""Five steps in two branches, made in the window, survive all that can happen; each repeats from its record alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagestudio.core.lineage import Family
from imagestudio.core.origin import Task
from imagestudio.core.record import Record
from imagestudio.library.rebuild import rebuild
from imagestudio.studio import Studio
from imagestudio.ui.edits.extend_dialog import ExtendDialog
from imagestudio.ui.edits.final_dialog import FinalDialog
from imagestudio.ui.repeats.repeat_check import ASK_REPEATS
from imagestudio.ui.theme import Theme
from tests import edits
from tests.server import ServiceServer
from tests.ui.driving import generate, opened
from tests.ui.edits.test_edits import Desk

_Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TASKS = (Task.WORDS, Task.VARIATION, Task.EDIT, Task.EXTENSION, Task.FINAL)
BEFORE = (None, 0, 1, 1, 3)  # by its number the step each one continues: two branches after the second


def sent(service: ServiceServer) -> Any:
    """What the service was asked last: every field and every byte of what went along."""
    post = service.posts[-1]
    content_type = post.headers["content-type"]
    body = json.loads(post.body) if "json" in content_type else edits.parts_of(content_type, post.body)
    return post.path, body


def make_five_steps(desk: Desk) -> tuple[list[Record], list[Any]]:
    """As a person does: a picture, another like it, a part of that changed, that on a larger canvas, its final."""
    made: list[Record] = []
    bodies: list[Any] = []

    def note() -> None:
        made.append(desk.records()[0])
        bodies.append(sent(desk.service))

    generate(desk.qtbot, desk.studio, "a lighthouse")
    note()
    select(desk, made[0])
    desk.press(_Key.Key_V)
    desk.qtbot.waitUntil(lambda: len(desk.references) == 1)
    desk.send("a lighthouse at night")
    note()
    select(desk, made[1])
    desk.press(_Key.Key_E)
    QTest.mouseClick(desk.open_mask().canvas, Qt.MouseButton.LeftButton)
    desk.open_mask().use()
    desk.qtbot.waitUntil(lambda: desk.host.references.items[0].painted is not None)
    desk.send("a lighthouse at night with a red door")
    note()
    select(desk, made[1])
    extend(desk)
    desk.send("a lighthouse by the sea at night")
    note()
    make_final(desk, made[3])
    note()
    return made, bodies


def extend(desk: Desk) -> None:
    desk.press(_Key.Key_E, SHIFT)
    dialog = desk.wait_for(ExtendDialog)
    dialog.shape_combo.setCurrentIndex(dialog.shape_combo.findText("Landscape 3 : 2"))
    dialog.extend_button.click()
    desk.qtbot.waitUntil(lambda: desk.host.references.task is Task.EXTENSION)


def make_final(desk: Desk, draft: Record) -> None:
    select(desk, draft)
    desk.press(_Key.Key_M)
    dialog = desk.wait_for(FinalDialog)
    with desk.qtbot.waitSignal(desk.studio.parts.queue.idle):
        QTest.keyClick(dialog, _Key.Key_Return)


def select(desk: Desk, record: Record) -> None:
    window, panel = desk.studio.workspace.window(), desk.studio.workspace.gallery_panel
    window.activateWindow()
    panel.view.setFocus()
    panel.select_record(record.time)
    details = desk.studio.workspace.details_panel
    desk.qtbot.waitUntil(lambda: details.record is not None and details.record.id == record.id)
    desk.qtbot.waitUntil(panel.view.hasFocus)


def check_family(studio: Studio, made: list[Record]) -> None:
    """The tree is the same whoever asks, and the window shows it."""
    family: Family = studio._library.exploring.lineage.family(made[4].id)
    assert [family.records[record.id] for record in made] == made
    assert [record.task for record in made] == list(TASKS)
    parents = [None if before is None else made[before].id for before in BEFORE]
    assert [next(iter(record.origin.parents), None) for record in made] == parents
    assert family.children(made[1].id) == (made[2].id, made[3].id)


def show_family(desk: Desk, made: list[Record]) -> None:
    select(desk, made[4])
    desk.press(_Key.Key_L)
    host = desk.studio.equipment.family
    desk.qtbot.waitUntil(lambda: host.view is not None and host.view.canvas.current == made[4].id)
    assert host.view is not None
    assert host.view.canvas.tree is not None
    ids = [record.id for record in made]
    assert host.view.canvas.tree.columns == [[ids[0]], [ids[1]], [ids[2], ids[3]], [ids[4]]]
    host.leave()


def repeat(desk: Desk, record: Record) -> Any:
    """Its settings, and nothing else, sent once more."""
    select(desk, record)
    desk.studio.workspace.actions_of["use_settings"].trigger()
    desk.qtbot.waitUntil(desk.panel.footer.generate_button.isEnabled)  # not before the pictures are there, too
    desk.studio.parts.settings.set(ASK_REPEATS, True)
    desk.studio.workspace.actions_of["generate"].trigger()
    repeats = desk.studio.equipment.money.repeats
    desk.qtbot.waitUntil(lambda: repeats.card is not None and repeats.card.isVisible())  # it knows the request again
    assert repeats.card is not None
    with desk.qtbot.waitSignal(desk.studio.parts.queue.idle):
        repeats.card.again_button.click()
    return sent(desk.service)


def test_five_steps_in_two_branches_survive_everything_and_each_repeats_from_its_record_alone(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.workspace.compose_panel.choose_model("openai/gpt-image-1")
        studio.workspace.compose_panel.options_form.set_values({"quality": "low"})
        desk = Desk(studio, service, qtbot, tmp_path)
        made, bodies = make_five_steps(desk)
        check_family(studio, made)
        show_family(desk, made)
    library = tmp_path / "library"
    rebuild(library)
    (tmp_path / "settings.json").unlink()  # nothing but the records tells what was sent
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        desk = Desk(studio, service, qtbot, tmp_path)
        check_family(studio, made)
        show_family(desk, made)
        for record, body in zip(made, bodies, strict=True):
            assert repeat(desk, record) == body
