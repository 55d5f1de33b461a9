"""Edits in the whole window: references, masks, and what the service is sent."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.core.editing import Painted
from imagestudio.core.origin import Task
from imagestudio.core.record import Record
from imagestudio.studio import Studio
from imagestudio.ui.edits.edits_host import EditsHost
from imagestudio.ui.edits.extend_dialog import ExtendDialog
from imagestudio.ui.edits.mask_editor import MaskEditor
from imagestudio.ui.repeats.repeat_check import ASK_REPEATS
from imagestudio.ui.theme import Theme
from tests import edits
from tests.server import ServiceServer
from tests.ui.driving import generate, opened, texts

_Key = Qt.Key
_Widget = TypeVar("_Widget", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """The window with one picture made, and hands."""

    def __init__(self, studio: Studio, service: ServiceServer, qtbot: QtBot, folder: Path) -> None:
        self.studio = studio
        self.service = service
        self.qtbot = qtbot
        self.folder = folder
        self.panel = studio.workspace.compose_panel
        self.host: EditsHost = studio.equipment.edits

    @property
    def references(self) -> list[str]:
        return [item.source.name for item in self.host.references.items]

    @property
    def button(self) -> str:
        return self.panel.footer.generate_button.text().replace("&", "")

    def records(self) -> list[Record]:
        return self.studio.parts.history.page(self.studio.parts.history.times())

    def picture(self, name: str, size: tuple[int, int] = (60, 40), kind: str = "PNG") -> Path:
        path = self.folder / name
        Image.new("RGB", size, (len(name) * 9 % 256, 40, 90)).save(path, kind)
        return path

    def give(self, *paths: Path) -> None:
        """By the drop of some files on the prompt."""
        there = len(self.host.references.items)
        drop(self.panel.prompt_edit.viewport(), files(*paths))
        self.qtbot.waitUntil(lambda: len(self.host.references.items) > there)

    def select_newest(self) -> Record:
        view = self.studio.workspace.gallery_panel.view
        view.setFocus()
        QTest.keyClick(view, _Key.Key_Home)
        details = self.studio.workspace.details_panel
        newest = self.records()[0]
        self.qtbot.waitUntil(lambda: details.record is not None and details.record.id == newest.id)
        return newest

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def send(self, prompt: str, count: int = 1) -> list[edits.Part]:
        """Ask, wait, and give what the server was sent; also for what is there already."""
        self.studio.parts.settings.set(ASK_REPEATS, False)
        generate(self.qtbot, self.studio, prompt, count)
        return edits.parts_of(self.service.posts[-1].headers["content-type"], self.service.posts[-1].body)

    def open_mask(self) -> MaskEditor:
        starting = self.host.starting
        self.qtbot.waitUntil(lambda: starting.editor is not None and starting.editor.isVisible())
        assert starting.editor is not None
        return starting.editor

    def wait_for(self, kind: type[_Widget]) -> _Widget:
        window = self.studio.workspace.window()
        self.qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(kind)))
        return next(each for each in window.findChildren(kind) if each.isVisible())


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(widget: QWidget, data: QMimeData) -> None:
    """As a file manager does it."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(9, 9), copy, data, left, none))
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), copy, data, left, none))


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Desk]:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.workspace.compose_panel.choose_model("openai/gpt-image-1")
        studio.workspace.compose_panel.options_form.set_values({"quality": "low"})
        yield Desk(studio, service, qtbot, tmp_path)


def test_dropped_files_become_references_in_their_order(desk: Desk) -> None:
    desk.give(desk.picture("a.png"), desk.picture("bb.jpg", kind="JPEG"))
    assert desk.references == ["a.png", "bb.jpg"]
    desk.qtbot.waitUntil(lambda: "Edits 2" in texts(desk.studio))
    assert desk.panel.prompt_edit.prompt() == ""


def test_dropped_text_stays_text(desk: Desk) -> None:
    data = QMimeData()
    data.setText("a fox")
    drop(desk.panel.prompt_edit.viewport(), data)
    assert desk.panel.prompt_edit.prompt() == "a fox"
    assert desk.references == []


def test_a_picture_on_the_clipboard_is_pasted_as_a_reference(desk: Desk) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    QGuiApplication.clipboard().setImage(image)
    desk.panel.prompt_edit.setFocus()
    desk.press(_Key.Key_V, CTRL)
    desk.qtbot.waitUntil(lambda: len(desk.references) == 1)
    [item] = desk.host.references.items
    assert (item.width, item.height) == (30, 20)


def test_pasted_text_stays_text(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("a fox")
    desk.panel.prompt_edit.setFocus()
    desk.press(_Key.Key_V, CTRL)
    assert desk.panel.prompt_edit.prompt() == "a fox"
    assert desk.references == []


def test_what_is_sent_is_what_the_contract_says(desk: Desk) -> None:
    first, second = desk.picture("a.png"), desk.picture("b.gif", kind="GIF")
    desk.give(first, second)
    parts = desk.send("a fox")
    assert [part.name for part in parts if part.file_name] == ["image[]", "image[]"]
    fields = edits.fields_of(parts)
    assert (fields["prompt"], fields["model"], fields["n"], fields["quality"]) == (
        "a fox",
        "openai/gpt-image-1",
        1,
        "low",
    )
    assert fields["image[]"][0].content == first.read_bytes()
    assert fields["image[]"][1].media_type == "image/png"
    assert "moderation" not in fields
    [record] = desk.records()
    assert record.task == Task.EDIT
    assert len(record.images) == 2
    assert record.cost is not None


def test_several_pictures_are_one_request(desk: Desk) -> None:
    desk.give(desk.picture("a.png"))
    parts = desk.send("a fox", count=3)
    assert edits.fields_of(parts)["n"] == 3
    assert len(desk.service.posts) == 1
    assert len(desk.records()) == 3


def test_more_than_ten_are_asked_for_in_requests_of_at_most_ten(desk: Desk) -> None:
    desk.give(desk.picture("a.png"))
    desk.send("a fox", count=12)
    sent = [edits.fields_of(edits.parts_of(post.headers["content-type"], post.body)) for post in desk.service.posts]
    assert sorted(fields["n"] for fields in sent) == [2, 10]
    assert len(desk.records()) == 12


def test_sixteen_pictures_arrive_in_their_order(desk: Desk) -> None:
    paths = [desk.picture(f"{number:02}{'x' * number}.png") for number in range(16)]
    desk.give(*paths)
    sent = edits.fields_of(desk.send("a fox"))["image[]"]
    assert [part.content for part in sent] == [path.read_bytes() for path in paths]
    assert len({part.content for part in sent}) == 16


def test_the_button_says_the_price_of_the_edit(desk: Desk) -> None:
    desk.panel.prompt_edit.setPlainText("a fox")
    words = desk.button
    desk.give(desk.picture("a.png", (1024, 1024)))
    desk.panel.prompt_edit.setPlainText("a fox")
    edit = desk.button
    assert words.startswith("Generate")
    assert words != edit
    desk.host.references.clear()
    assert desk.button == words


def test_the_order_is_changed_by_keys_and_kept_on_the_way(desk: Desk) -> None:
    desk.give(desk.picture("a.png"), desk.picture("bb.png"), desk.picture("ccc.png"))
    view = desk.host.strip.view
    view.setFocus()
    view.setCurrentIndex(desk.host.references.index(2))
    desk.press(_Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.references == ["a.png", "ccc.png", "bb.png"]
    desk.press(_Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.press(_Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.references == ["ccc.png", "a.png", "bb.png"]
    desk.press(_Key.Key_Delete)
    assert desk.references == ["a.png", "bb.png"]
    sent = edits.fields_of(desk.send("a fox"))["image[]"]
    assert [part.content for part in sent] == [(desk.folder / name).read_bytes() for name in ("a.png", "bb.png")]


def test_there_is_room_for_sixteen_and_the_others_are_told(desk: Desk) -> None:
    desk.give(*(desk.picture(f"{number}.png") for number in range(18)))
    assert len(desk.references) == 16
    assert "At most 16" in desk.host.strip.note()
    assert not desk.host.strip.add_button.isEnabled()


def test_what_is_no_picture_is_told_and_harms_nothing(desk: Desk) -> None:
    broken = desk.folder / "broken.png"
    broken.write_bytes(b"no picture")
    drop(desk.panel.prompt_edit.viewport(), files(broken))
    desk.qtbot.waitUntil(lambda: "no picture" in desk.host.strip.note())
    desk.give(desk.picture("a.png"), broken)
    assert desk.references == ["a.png"]
    assert "could not be used" in desk.host.strip.note()


def test_a_model_that_cannot_edit_is_not_asked_to(desk: Desk) -> None:
    desk.give(desk.picture("a.png"))
    desk.panel.choose_model("openai/gpt-image-1-mini")
    desk.panel.prompt_edit.setPlainText("a fox")
    strip = desk.host.strip
    assert "makes pictures from words only" in strip.note()
    assert not desk.panel.footer.generate_button.isEnabled()
    assert strip.model_button.isVisible()
    strip.model_button.click()
    assert desk.panel.footer.generate_button.isEnabled()
    assert strip.note() == ""


def test_references_are_not_offered_where_none_are_possible(desk: Desk) -> None:
    assert desk.host.strip.isVisible()
    desk.panel.choose_model("openai/gpt-image-1-mini")
    assert not desk.host.strip.isVisible()
    desk.give(desk.picture("a.png"))  # dropped nevertheless
    assert desk.host.strip.isVisible()


def test_a_source_that_went_is_told_and_nothing_is_sent(desk: Desk) -> None:
    path = desk.picture("a.png")
    desk.give(path)
    path.unlink()
    desk.panel.prompt_edit.setPlainText("a fox")
    desk.panel.generate()
    desk.qtbot.waitUntil(lambda: "Nothing was sent" in desk.host.strip.note())
    assert desk.service.posts == []
    assert desk.panel.footer.generate_button.isEnabled()


def test_editing_paints_a_mask_and_fills_everything_in_without_sending(desk: Desk) -> None:
    generate(desk.qtbot, desk.studio, "a lighthouse")
    record = desk.select_newest()
    desk.panel.prompt_edit.setPlainText("half a thought")
    desk.press(_Key.Key_E)
    editor = desk.open_mask()
    QTest.mouseClick(editor.canvas, Qt.MouseButton.LeftButton)
    desk.press(_Key.Key_Return)
    desk.qtbot.waitUntil(lambda: len(desk.references) == 1)
    assert desk.panel.prompt_edit.prompt() == "a lighthouse"
    assert desk.panel.prompt_edit.hasFocus()
    assert len(desk.service.posts) == 1
    parts = desk.send("a lighthouse at night")
    fields = edits.fields_of(parts)
    assert fields["image[]"][0].content == (desk.folder / "library" / record.path).read_bytes()
    with Image.open(io.BytesIO(fields["mask"].content)) as mask:
        alpha = mask.getchannel("A")
        assert mask.size == (record.width, record.height)
        assert alpha.getpixel((record.width // 2, record.height // 2)) == 0
        assert alpha.getpixel((5, 5)) == 255
    edit = desk.records()[0]
    assert (edit.task, edit.origin.parents) == (Task.EDIT, (record.id,))
    assert edit.mask is not None


def test_cancelling_the_mask_changes_nothing(desk: Desk) -> None:
    generate(desk.qtbot, desk.studio, "a lighthouse")
    desk.select_newest()
    desk.panel.prompt_edit.setPlainText("half a thought")
    desk.press(_Key.Key_E)
    desk.open_mask()
    desk.press(_Key.Key_Escape)
    assert desk.references == []
    assert desk.panel.prompt_edit.prompt() == "half a thought"
    assert desk.studio.workspace.gallery_panel.view.hasFocus()


def test_varying_gives_the_picture_without_a_mask(desk: Desk) -> None:
    generate(desk.qtbot, desk.studio, "a lighthouse")
    record = desk.select_newest()
    desk.press(_Key.Key_V)
    desk.qtbot.waitUntil(lambda: len(desk.references) == 1)
    assert desk.panel.prompt_edit.prompt() == "a lighthouse"
    parts = desk.send("a lighthouse")
    assert edits.fields_of(parts)["mask"] is None
    made = desk.records()[0]
    assert (made.task, made.origin.parents) == (Task.VARIATION, (record.id,))


def test_extending_sends_a_larger_canvas_whose_border_is_the_mask(desk: Desk) -> None:
    generate(desk.qtbot, desk.studio, "a lighthouse")
    record = desk.select_newest()
    desk.press(_Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    dialog = desk.wait_for(ExtendDialog)
    dialog.shape_combo.setCurrentIndex(dialog.shape_combo.findText("Landscape 3 : 2"))
    dialog.extend_button.click()
    desk.qtbot.waitUntil(lambda: len(desk.references) == 1)
    assert desk.panel.options_form.values()["size"] == "1536x1024"
    fields = edits.fields_of(desk.send("a lighthouse by the sea"))
    with Image.open(io.BytesIO(fields["image[]"][0].content)) as canvas:
        assert canvas.size == (1536, 1024)
    with Image.open(io.BytesIO(fields["mask"].content)) as mask:
        alpha = mask.getchannel("A")
        assert [alpha.getpixel((x, 500)) for x in (255, 256, 1279, 1280)] == [0, 255, 255, 0]
    made = desk.records()[0]
    assert (made.task, made.origin.parents) == (Task.EXTENSION, (record.id,))


def test_the_settings_of_an_edit_bring_back_its_pictures_and_its_mask(desk: Desk) -> None:
    generate(desk.qtbot, desk.studio, "a lighthouse")
    desk.select_newest()
    desk.press(_Key.Key_E)
    QTest.mouseClick(desk.open_mask().canvas, Qt.MouseButton.LeftButton)
    desk.press(_Key.Key_Return)
    desk.qtbot.waitUntil(lambda: len(desk.references) == 1)
    first = desk.send("a lighthouse at night")
    desk.host.references.clear()
    desk.select_newest()
    desk.studio.workspace.actions_of["use_settings"].trigger()
    desk.qtbot.waitUntil(lambda: len(desk.references) == 1)
    again = desk.send("a lighthouse at night")
    assert again == first
    newest, before = desk.records()[:2]
    assert (newest.images, newest.mask, newest.origin) == (before.images, before.mask, before.origin)


def test_words_are_not_sent_before_the_pictures_that_belong_to_them_are_there(desk: Desk) -> None:
    desk.give(desk.picture("a.png"))
    desk.send("a fox")
    desk.host.references.clear()
    desk.give(desk.picture("another.png"))
    desk.select_newest()
    sent = len(desk.service.posts)
    desk.studio.workspace.actions_of["use_settings"].trigger()
    assert not desk.panel.footer.generate_button.isEnabled()  # the other picture is still among the references
    desk.studio.workspace.actions_of["generate"].trigger()
    desk.qtbot.waitUntil(desk.panel.footer.generate_button.isEnabled)
    assert len(desk.service.posts) == sent
    assert "another.png" not in desk.references
    assert len(desk.references) == 1


def test_the_settings_of_words_alone_end_an_edit(desk: Desk) -> None:
    generate(desk.qtbot, desk.studio, "a lighthouse")
    desk.give(desk.picture("a.png"))
    desk.select_newest()
    desk.studio.workspace.actions_of["use_settings"].trigger()
    assert desk.references == []


def test_what_is_selected_in_the_gallery_becomes_references(desk: Desk) -> None:
    generate(desk.qtbot, desk.studio, "a lighthouse", 2)
    desk.select_newest()
    desk.press(_Key.Key_A, CTRL)
    desk.press(_Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    desk.qtbot.waitUntil(lambda: len(desk.references) == 2)
    assert desk.host.references.parents == tuple(record.id for record in desk.records())


def test_inputs_and_lineage_are_there_after_a_restart_and_repeat_from_the_record_alone(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.workspace.compose_panel.choose_model("openai/gpt-image-1")
        desk = Desk(studio, service, qtbot, tmp_path)
        desk.give(path := desk.picture("a.png"))
        first = desk.send("a fox")
    path.unlink()
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        desk = Desk(studio, service, qtbot, tmp_path)
        qtbot.waitUntil(lambda: len(desk.references) == 1)  # what the last edit started from
        desk.host.references.clear()
        desk.select_newest()
        studio.workspace.actions_of["use_settings"].trigger()
        qtbot.waitUntil(lambda: len(desk.references) == 1)
        assert desk.send("a fox") == first


def test_edits_cannot_be_begun_where_the_library_is_only_looked_at(desk: Desk) -> None:
    desk.host.commands.block()
    assert not any(desk.host.commands.actions[name].isEnabled() for name in ("edit_picture", "use_reference"))


def difference(desk: Desk, one: Record, other: Record, box: tuple[int, int, int, int] | None) -> float:
    """How far two pictures of the library differ on average, there or where one clicks in the middle."""
    images = []
    for record in (one, other):
        with Image.open(desk.folder / "library" / record.path) as image:
            x, y = image.width // 2, image.height // 2
            images.append(image.convert("RGB").crop(box or (x - 9, y - 9, x + 9, y + 9)))
    return sum(ImageStat.Stat(ImageChops.difference(*images)).mean)


def test_the_demo_can_be_edited_too(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> None:
    with opened(qtbot, theme, tmp_path, "", key="", demo=True) as studio:
        studio.workspace.compose_panel.choose_model("openai/gpt-image-1")
        studio.workspace.compose_panel.options_form.set_values({"quality": "low"})
        desk = Desk(studio, service, qtbot, tmp_path)
        generate(qtbot, studio, "the sea")
        desk.select_newest()
        desk.press(_Key.Key_E)
        QTest.mouseClick(desk.open_mask().canvas, Qt.MouseButton.LeftButton)
        desk.press(_Key.Key_Return)
        qtbot.waitUntil(lambda: len(desk.references) == 1)
        generate(qtbot, studio, "a red balloon over the sea", 2)
        edited, _other, source = desk.records()
        assert (edited.task, edited.origin.parents, edited.is_demo) == (Task.EDIT, (source.id,), True)
        far, middle = difference(desk, edited, source, (0, 0, 200, 200)), difference(desk, edited, source, None)
        assert 0 < far < middle / 5  # what is painted is another each time, and so is the drift


def test_references_and_what_is_painted_are_there_after_a_restart(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.workspace.compose_panel.choose_model("openai/gpt-image-1")
        desk = Desk(studio, service, qtbot, tmp_path)
        desk.give(path := desk.picture("a.png"), desk.picture("bb.png"))
        painted = Painted(bytes([255] * 1200 + [0] * 1200), 60, 40)
        desk.host.references.paint(0, painted)
    path.unlink()
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        desk = Desk(studio, service, qtbot, tmp_path)
        assert bool(desk.references) != desk.panel.blocked  # the words alone cannot be sent before
        qtbot.waitUntil(lambda: desk.references == ["a.png", "bb.png"])
        assert not desk.panel.blocked
        assert desk.host.references.painted == painted
        fields = edits.fields_of(desk.send("a fox"))
        assert len(fields["image[]"]) == 2
        assert fields["mask"] is not None
        desk.host.references.clear()
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        host = studio.equipment.edits
        qtbot.waitUntil(lambda: not host.memory.busy)
        assert host.references.items == ()
