"""Word lists: edited beside the window, kept on the disk, offered while their names are typed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from imagestudio.profile.paths import word_lists_dir
from imagestudio.profile.word_lists import WordListFolder
from imagestudio.ui.craft.lists_dialog import ListsDialog
from tests.ui.craft.hands import Hands


def opened_dialog(hands: Hands) -> ListsDialog:
    hands.studio.workspace.actions_of["word_lists"].trigger()
    dialog = hands.craft.pickers.lists_dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert not dialog.isModal()
    return dialog


def names(dialog: ListsDialog) -> list[str]:
    model = dialog.texts.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.mark.usefixtures("lists")
def test_a_list_stands_for_each_of_its_entries(hands: Hands) -> None:
    hands.type("a __colour__ fox")
    assert "= 4 prompts" in hands.footer
    assert hands.note == ""
    assert ("__colour__", False) in hands.marked()
    assert sorted(record.prompt for record in hands.generate()) == [
        "a blue fox",
        "a green fox",
        "a grey fox",
        "a red fox",
    ]


def test_a_new_list_is_on_the_disk_and_counts_at_once(hands: Hands) -> None:
    hands.type("a {red|blue} __animal__")
    assert "no list “animal”" in hands.note
    dialog = opened_dialog(hands)
    assert not dialog.texts.editor.isVisible()  # there is nothing to edit, which is said in its place
    hands.qtbot.mouseClick(dialog.texts.new_button, Qt.MouseButton.LeftButton)
    assert dialog.texts.editor.isVisible()
    hands.qtbot.keyClicks(dialog.texts.name_edit, "animal")
    hands.qtbot.keyClick(dialog.texts.name_edit, Qt.Key.Key_Return)
    for line in ("fox", "# small ones", "hare", "mouse"):
        hands.qtbot.keyClicks(dialog.texts.text_edit, line)
        hands.qtbot.keyClick(dialog.texts.text_edit, Qt.Key.Key_Return)
    assert dialog.texts.hint.text() == "__animal__: 3 entries"
    dialog.close()
    hands.qtbot.waitUntil(lambda: "= 6 prompts" in hands.footer)
    assert (word_lists_dir() / "animal.txt").read_text(encoding="utf-8") == "fox\n# small ones\nhare\nmouse\n"
    assert [path.name for path in word_lists_dir().iterdir()] == ["animal.txt"]


@dataclass
class SlowReading:
    """The text of a list is read when it may go on."""

    asked: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def slow_reading(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowReading]:
    made, read = SlowReading(), WordListFolder.text

    def slow(folder: WordListFolder, name: str) -> str:
        made.asked.set()
        made.go_on.wait()
        return read(folder, name)

    monkeypatch.setattr(WordListFolder, "text", slow)
    yield made
    made.go_on.set()  # before the program ends, which waits for what it reads


def test_nothing_is_written_over_a_list_whose_text_is_still_being_read(
    hands: Hands, lists: Path, slow_reading: SlowReading
) -> None:
    dialog = opened_dialog(hands)
    hands.qtbot.waitUntil(slow_reading.asked.is_set)
    hands.qtbot.keyClicks(dialog.texts.text_edit, "x")
    dialog.texts.flush()
    slow_reading.go_on.set()
    hands.qtbot.waitUntil(lambda: "# of the sea" in dialog.texts.text_edit.toPlainText())
    with hands.qtbot.waitSignal(hands.craft.list_shelf.changed):
        hands.craft.list_shelf.load()  # behind whatever was to be written
    assert (lists / "colour.txt").read_text(encoding="utf-8").startswith("# of the sea")


def test_a_list_that_is_named_before_its_text_was_read_can_be_written_afterwards(
    hands: Hands, lists: Path, slow_reading: SlowReading
) -> None:
    texts = opened_dialog(hands).texts
    hands.qtbot.waitUntil(slow_reading.asked.is_set)
    texts.name_edit.setText("sea")
    hands.qtbot.keyClick(texts.name_edit, Qt.Key.Key_Return)
    slow_reading.go_on.set()
    hands.qtbot.waitUntil(lambda: "# of the sea" in texts.text_edit.toPlainText())
    hands.qtbot.keyClicks(texts.text_edit, "# ")
    texts.flush()
    hands.qtbot.waitUntil(lambda: (lists / "sea.txt").read_text(encoding="utf-8").startswith("# # of the sea"))


def test_a_list_is_called_something_else_and_keeps_its_comments(hands: Hands, lists: Path) -> None:
    dialog = opened_dialog(hands)
    hands.qtbot.waitUntil(lambda: "# of the sea" in dialog.texts.text_edit.toPlainText())
    dialog.texts.name_edit.selectAll()
    hands.qtbot.keyClicks(dialog.texts.name_edit, "sea/colour")
    hands.qtbot.keyClick(dialog.texts.name_edit, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.craft.list_shelf.lists.names == ("sea/colour",))
    assert (lists / "sea" / "colour.txt").read_text(encoding="utf-8").startswith("# of the sea\n")
    assert not (lists / "colour.txt").exists()


@pytest.mark.parametrize(("name", "reason"), [("Colour 2", "already"), ("../out", "letters, digits"), ("", "letters")])
def test_a_name_that_cannot_be_is_told_and_changes_nothing(hands: Hands, lists: Path, name: str, reason: str) -> None:
    (lists / "Colour 2.txt").write_text("x", encoding="utf-8")
    dialog = opened_dialog(hands)
    hands.qtbot.waitUntil(lambda: len(names(dialog)) == 2)
    dialog.texts.open("colour")
    hands.qtbot.waitUntil(lambda: dialog.texts.current == "colour")
    dialog.texts.name_edit.selectAll()
    hands.press(Qt.Key.Key_Delete)
    dialog.texts.name_edit.setText(name)
    hands.qtbot.keyClick(dialog.texts.name_edit, Qt.Key.Key_Return)
    assert reason in dialog.texts.hint.text()
    assert sorted(path.name for path in lists.iterdir()) == ["Colour 2.txt", "colour.txt"]


def test_what_was_deleted_comes_back(hands: Hands, lists: Path) -> None:
    dialog = opened_dialog(hands)
    hands.qtbot.waitUntil(lambda: "# of the sea" in dialog.texts.text_edit.toPlainText())
    hands.qtbot.mouseClick(dialog.texts.delete_button, Qt.MouseButton.LeftButton)
    hands.qtbot.waitUntil(lambda: not (lists / "colour.txt").exists())
    assert "“colour” is deleted." in dialog.texts.hint.text()
    hands.qtbot.mouseClick(dialog.texts.undo_button, Qt.MouseButton.LeftButton)
    hands.qtbot.waitUntil(lambda: (lists / "colour.txt").exists())
    assert (lists / "colour.txt").read_text(encoding="utf-8") == "# of the sea\nred\nblue\ngreen\ngrey\n"
    assert names(dialog) == ["colour"]


def test_a_file_that_is_no_list_is_told_and_the_others_work(hands: Hands, lists: Path) -> None:
    (lists / "broken.txt").write_bytes(b"\xff\xfe\x00")
    dialog = opened_dialog(hands)
    hands.qtbot.waitUntil(lambda: "broken.txt: it is no text in UTF-8" in dialog.problems.text())
    assert names(dialog) == ["colour"]


def test_what_cannot_be_saved_is_told_in_the_dialog(hands: Hands, lists: Path) -> None:
    dialog = opened_dialog(hands)
    hands.qtbot.waitUntil(lambda: "# of the sea" in dialog.texts.text_edit.toPlainText())
    dialog.texts.text_edit.setPlainText("ten words!\n" * 100_000)
    dialog.texts.flush()
    hands.qtbot.waitUntil(lambda: "larger than" in dialog.texts.hint.text())
    assert (lists / "colour.txt").read_text(encoding="utf-8").startswith("# of the sea")


def test_the_mistake_of_an_entry_names_it(hands: Hands, lists: Path) -> None:
    (lists / "bad.txt").write_text("fine\nnot {a|b\n", encoding="utf-8")
    hands.craft.list_shelf.load()
    hands.qtbot.waitUntil(lambda: "bad" in hands.craft.list_shelf.lists.names)
    hands.type("a __bad__ fox")
    assert "the list “bad:2” has a mistake" in hands.note
    assert not hands.panel.footer.generate_button.isEnabled()


@pytest.mark.usefixtures("lists")
def test_the_name_of_a_list_is_completed_by_down_and_enter(hands: Hands) -> None:
    hands.type("a __co")
    popup = hands.craft.completing.popup
    assert popup.isVisible()
    assert [choice.text for choice in popup.list.choices.choices] == ["colour"]
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert hands.edit.prompt() == "a __colour__"
    assert not popup.isVisible()
    hands.qtbot.keyClicks(hands.edit, " fox")
    assert not popup.isVisible()
    assert "= 4 prompts" in hands.footer


@pytest.mark.usefixtures("lists")
def test_lists_that_were_edited_elsewhere_are_known_when_one_comes_back(hands: Hands, lists: Path) -> None:
    hands.type("a __metal__ fox")
    (lists / "metal.txt").write_text("gold\nsilver\n", encoding="utf-8")
    hands.studio.workspace.window().activateWindow()
    hands.craft.come_back()
    hands.qtbot.waitUntil(lambda: "= 2 prompts" in hands.footer)


def test_a_long_name_is_no_wider_than_the_list_of_names(hands: Hands, lists: Path) -> None:
    name = "-".join(["a", *["rather"] * 6, "long", "name"])
    (lists / f"{name}.txt").write_text("one\n", encoding="utf-8")
    dialog = opened_dialog(hands)
    hands.qtbot.waitUntil(lambda: name in names(dialog))
    dialog.texts.open(name)
    hands.qtbot.waitUntil(lambda: dialog.texts.text_edit.toPlainText() == "one\n")
    view = dialog.texts.list
    assert view.visualRect(view.model().index(0, 0)).width() <= view.viewport().width()
    assert dialog.texts.hint.text().endswith(": one entry")
    dialog.close()
