"""The checks every test runs under notice what they are there to notice."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

_BAD = """
import logging, threading
from PySide6.QtCore import Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
import pytest

forever = threading.Event()
kept = []

def test_logs(): logging.getLogger("x").warning("oops")

def test_logs_asked(caplog): logging.getLogger("x").warning("oops")

@pytest.mark.allow_log
def test_logs_marked(): logging.getLogger("x").warning("oops")

def test_changes_the_log(): logging.getLogger().setLevel(logging.DEBUG)

def test_the_log_is_as_it_was(): assert logging.getLogger().level == logging.WARNING

def test_leaves_a_qthread():
    kept.append(QThread())
    kept[0].start()

def test_ends_a_qthread():
    kept[0].quit()
    kept[0].wait()

def test_raises_in_a_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_leaves_a_thread():
    threading.Thread(target=forever.wait).start()

def test_ends_a_thread(): forever.set()

def test_leaves_a_button_pressed(qapp):
    QTest.mousePress(QWidget(), Qt.MouseButton.LeftButton)

def test_ends_with_a_modifier(qapp):
    QTest.keyClick(QWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

def test_leaves_a_cursor(qapp):
    qapp.setOverrideCursor(Qt.CursorShape.WaitCursor)

def test_finds_nothing_held(qapp):
    assert not qapp.mouseButtons().value | qapp.keyboardModifiers().value
    assert qapp.overrideCursor() is None
"""


def test_what_a_test_leaves_behind_is_noticed(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    pytester.makeconftest("import tests.conftest\nfrom tests.conftest import *\ntests.conftest._PATIENCE_S = 0.01\n")
    pytester.makepyfile(_BAD)
    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:xdist", "-W", "error", "-rA")
    noticed = {line.split("::")[1].split()[0] for line in result.outlines if line.startswith(("ERROR ", "FAILED "))}
    assert noticed == {
        "test_logs",
        "test_leaves_a_qthread",
        "test_raises_in_a_thread",
        "test_leaves_a_thread",
        "test_leaves_a_button_pressed",
        "test_leaves_a_cursor",
    }
    result.assert_outcomes(passed=13, failed=1, errors=5)
