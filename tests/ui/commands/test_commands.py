"""Keys that the person has chosen are heard, kept and given back."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QKeyCombination, Qt

from imagestudio.ui.commands.commands import is_free_to_choose
from tests.ui.commands.conftest import Bench


def _keys(bench: Bench, name: str) -> tuple[str, ...]:
    return next(one.keys for one in bench.commands.all() if one.name == name)


def test_a_key_that_was_chosen_is_there_at_the_next_start(bench: Bench) -> None:
    bench.commands.rebind("export", ["Ctrl+Alt+E"])
    bench.start_again()
    assert _keys(bench, "export") == ("Ctrl+Alt+E",)
    assert bench.actions["export"].shortcut().toString() == "Ctrl+Alt+E"
    assert bench.commands.is_changed("export")
    assert not bench.commands.is_changed("jobs")


def test_a_command_can_have_no_key_at_all(bench: Bench) -> None:
    bench.commands.rebind("jobs", [])
    bench.start_again()
    assert _keys(bench, "jobs") == ()


def test_the_usual_keys_come_back_one_by_one_or_all_together(bench: Bench) -> None:
    bench.commands.rebind("jobs", [])
    bench.commands.rebind("export", ["Ctrl+J"])
    bench.commands.reset("jobs")
    assert _keys(bench, "jobs") == ("Ctrl+J",)
    assert _keys(bench, "export") == ()  # two commands on one key would both be deaf
    bench.commands.reset_all()
    bench.start_again()
    assert _keys(bench, "export") == ("Ctrl+E",)


def test_a_choice_that_is_the_usual_key_is_not_kept(bench: Bench) -> None:
    bench.commands.rebind("export", ["F6"])
    bench.commands.rebind("export", ["Ctrl+E"])
    assert json.loads(bench.path.read_text())["keys"] == {}


def test_another_command_on_the_same_key_is_found(bench: Bench) -> None:
    clash = bench.commands.clash("export", "Ctrl+J")
    assert clash is not None
    assert clash.name == "jobs"
    assert bench.commands.clash("jobs", "Ctrl+J") is None


@pytest.mark.parametrize(
    "kept", [{"export": "Ctrl+X"}, {"export": [7, "", "no such key", "Return"]}, {"gone": ["F6"]}, [], "rubbish"]
)
def test_rubbish_in_the_file_takes_no_key_from_anything_else(bench: Bench, kept: object) -> None:
    bench.path.write_text(json.dumps({"keys": kept}), encoding="utf-8")
    bench.start_again()
    assert _keys(bench, "jobs") == ("Ctrl+J",)
    assert _keys(bench, "export") in (("Ctrl+E",), ())


def test_keys_to_move_and_close_with_are_nobodys_to_choose() -> None:
    assert not is_free_to_choose(QKeyCombination(Qt.Key.Key_Escape))
    assert not is_free_to_choose(QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Tab))
    assert is_free_to_choose(QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Left))
    assert is_free_to_choose(QKeyCombination(Qt.Key.Key_F7))
