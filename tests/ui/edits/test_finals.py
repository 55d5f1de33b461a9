"""Drafts that were chosen become finals: asked about once, with the price of all, and linked to their drafts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.core.origin import Task
from imagestudio.ui.edits.final_dialog import FinalDialog
from imagestudio.ui.theme import Theme
from tests import edits
from tests.server import ServiceServer
from tests.ui.driving import generate, opened, texts
from tests.ui.edits.test_edits import Desk

_Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Desk]:
    """Two cheap drafts are there, and the newest is selected."""
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        panel = studio.workspace.compose_panel
        panel.choose_model("openai/gpt-image-1-mini")
        panel.options_form.set_values({"quality": "low", "size": "1536x1024", "background": "opaque"})
        desk = Desk(studio, service, qtbot, tmp_path)
        generate(qtbot, studio, "a lighthouse", 2)
        desk.select_newest()
        yield desk


def ask(desk: Desk) -> FinalDialog:
    come_back(desk)
    desk.press(_Key.Key_M)
    desk.qtbot.waitUntil(lambda: desk.host.finals.dialog is not None and desk.host.finals.dialog.isVisible())
    dialog = desk.host.finals.dialog
    assert dialog is not None
    return dialog


def come_back(desk: Desk) -> None:
    """To the gallery, as a window manager gives the keys back when a dialog has gone."""
    desk.studio.workspace.window().activateWindow()
    desk.studio.workspace.gallery_panel.view.setFocus()
    desk.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def make(desk: Desk, dialog: FinalDialog) -> None:
    with desk.qtbot.waitSignal(desk.studio.parts.queue.idle):
        QTest.keyClick(dialog, _Key.Key_Return)


def test_the_draft_goes_along_and_the_final_is_linked_to_it(desk: Desk) -> None:
    draft = desk.records()[0]
    make(desk, ask(desk))
    post = desk.service.posts[-1]
    assert post.path.endswith("/v1/images/edits")
    fields = edits.fields_of(edits.parts_of(post.headers["content-type"], post.body))
    assert (fields["model"], fields["quality"], fields["size"]) == ("openai/gpt-image-1", "high", "1536x1024")
    assert (fields["prompt"], fields["n"], fields["background"]) == ("a lighthouse", 1, "opaque")
    assert [part.content for part in fields["image[]"]] == [(desk.folder / "library" / draft.path).read_bytes()]
    assert fields["mask"] is None
    final = desk.records()[0]
    assert (final.task, final.origin.parents) == (Task.FINAL, (draft.id,))
    desk.select_newest()
    desk.qtbot.waitUntil(lambda: "Final of this picture" in texts(desk.studio))
    assert final.cost is not None


def test_nothing_is_sent_before_the_one_yes_whose_button_says_the_price_of_all(desk: Desk) -> None:
    one = ask(desk)
    single = one.make_button.text()
    assert "$" in single
    QTest.keyClick(one, _Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: desk.host.finals.dialog is None)
    come_back(desk)
    desk.press(_Key.Key_A, CTRL)
    both = ask(desk)
    assert both.make_button.text() != single
    assert "Make 2 final" in both.make_button.text()
    assert len(desk.service.posts) == 2
    make(desk, both)
    assert len(desk.service.posts) == 4
    drafts = [record.id for record in desk.records() if not record.task]
    assert sorted(record.origin.parents[0] for record in desk.records() if record.task) == sorted(drafts)
    estimated = [record.estimate for record in desk.records() if record.task]
    assert None not in estimated


def test_a_second_enter_buys_nothing_more(desk: Desk) -> None:
    dialog = ask(desk)
    with desk.qtbot.waitSignal(desk.studio.parts.queue.idle):
        QTest.keyClick(dialog, _Key.Key_Return)
        dialog.make_button.click()
    assert len(desk.service.posts) == 3


def test_model_and_quality_are_remembered(desk: Desk) -> None:
    dialog = ask(desk)
    cheap = dialog.make_button.text()
    dialog.model_combo.setCurrentIndex(dialog.model_combo.findData("openai/gpt-image-2"))
    dialog.quality_combo.setCurrentIndex(dialog.quality_combo.findData("medium"))
    assert dialog.make_button.text() != cheap
    make(desk, dialog)
    assert desk.records()[0].parameters["quality"] == "medium"
    desk.qtbot.waitUntil(lambda: desk.host.finals.dialog is None)
    desk.select_newest()
    again = ask(desk)
    assert (again.spec.id, again.quality) == ("openai/gpt-image-2", "medium")


def test_only_models_that_edit_are_offered(desk: Desk) -> None:
    combo = ask(desk).model_combo
    assert [combo.itemData(row) for row in range(combo.count())] == ["openai/gpt-image-1", "openai/gpt-image-2"]


def test_a_draft_that_is_gone_is_told_and_nothing_is_sent(desk: Desk) -> None:
    draft = desk.records()[0]
    dialog = ask(desk)
    (desk.folder / "library" / draft.path).unlink()
    QTest.keyClick(dialog, _Key.Key_Return)
    desk.qtbot.waitUntil(lambda: "Nothing was sent or paid" in texts(desk.studio))
    assert len(desk.service.posts) == 2


def test_a_final_repeats_from_its_record_alone(desk: Desk) -> None:
    make(desk, ask(desk))
    desk.select_newest()
    desk.studio.workspace.actions_of["use_settings"].trigger()
    desk.qtbot.waitUntil(lambda: len(desk.host.references.items) == 1)
    first = desk.service.posts[-1]
    parts = desk.send("a lighthouse")
    assert parts == edits.parts_of(first.headers["content-type"], first.body)


def test_the_details_offer_it_for_several_too(desk: Desk) -> None:
    come_back(desk)
    desk.press(_Key.Key_A, CTRL)
    page = desk.studio.workspace.details_panel.page
    names = ("Vary", "Make final…")
    shown = {b.text(): b for b in page.findChildren(QPushButton) if b.text() in names}
    desk.qtbot.waitUntil(lambda: not shown["Vary"].isVisible())
    shown["Make final…"].click()
    desk.qtbot.waitUntil(lambda: desk.host.finals.dialog is not None)
    dialog = desk.host.finals.dialog
    assert dialog is not None
    assert "Make 2 final" in dialog.make_button.text()


def test_limits_hold_for_finals_too(desk: Desk) -> None:
    queue = desk.studio.parts.queue
    desk.studio.parts.settings.set("limit_run_stop", "0.01")
    QTest.keyClick(ask(desk), _Key.Key_Return)
    desk.qtbot.waitUntil(lambda: len(queue.kept) == 1)
    assert len(desk.service.posts) == 2
    assert [job.task for job in queue.kept] == [Task.FINAL]
