"""Our own mistakes: each kind is shown once, with a report that holds nothing of the person's."""

from __future__ import annotations

import errno
import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from imagestudio.bugs import Bugs
from imagestudio.profile.log import Log
from imagestudio.profile.redaction import Secrets
from imagestudio.ui.dialogs.bug_dialog import BugDialog

KEY = "Zq7canary-key-0123456789"
PROMPT = "a lighthouse, the keeper's daughter"
SIGNED = "https://cdn.example.com/generations/secret-name.png?Signature=c2lnbmF0dXJl"
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.allow_log


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def bugs(window: QMainWindow, tmp_path: Path) -> Iterator[Bugs]:
    log = Log(tmp_path / "state", Secrets())
    log.secrets.add_key(KEY)
    bugs = Bugs(log, window)
    bugs.heed_prompts(lambda: [PROMPT])
    yield bugs
    bugs.close()
    log.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(window: QMainWindow) -> list[BugDialog]:
    return [dialog for dialog in window.findChildren(BugDialog) if dialog.isVisible()]


def fail(text: str = "it broke") -> None:
    key = KEY  # a local of a frame, which no report may show
    raise ValueError(text.replace(key, key))


def caught(text: str = "it broke") -> ValueError:
    with pytest.raises(ValueError, match=r".") as found:
        fail(text)
    return found.value


def meet(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)


def test_the_report_names_versions_and_place_and_nothing_of_the_person(
    qtbot: QtBot, bugs: Bugs, window: QMainWindow, tmp_path: Path
) -> None:
    meet(caught(f"{KEY} {PROMPT!r} {SIGNED} {Path.home() / 'pictures'}"))
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    report = shown(window)[0].report()
    for wanted in ("ValueError", "in fail", "Python 3.", "PySide6-Essentials 6.", "httpx 0.", "Last lines of the log"):
        assert wanted in report
    everything = report + (tmp_path / "state" / "imagestudio.log").read_text("utf-8")
    for leak in ("canary", "daughter", "secret-name", "c2lnbmF0", str(Path.home())):
        assert leak not in everything


def test_each_kind_is_shown_once_however_often_it_comes(
    qtbot: QtBot, bugs: Bugs, window: QMainWindow, tmp_path: Path
) -> None:
    for _ in range(300):
        meet(caught())
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    dialog = shown(window)[0]
    assert dialog.report().count("report of a bug") == 1
    with pytest.raises(ZeroDivisionError) as found:
        _ = 1 / 0
    meet(found.value)
    qtbot.waitUntil(lambda: dialog.report().count("report of a bug") == 2)
    assert len(shown(window)) == 1
    assert (tmp_path / "state" / "imagestudio.log").read_text("utf-8").count("ValueError: it broke") == 20
    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.findChildren(BugDialog))
    meet(caught())
    QCoreApplication.processEvents()
    assert shown(window) == []


def test_what_the_computer_refuses_is_not_called_a_bug(qtbot: QtBot, bugs: Bugs, window: QMainWindow) -> None:
    meet(OSError(errno.EIO, "Input/output error", "/usr/lib/somewhere"))
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    dialog = shown(window)[0]
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "bug" not in f"{said} {dialog.windowTitle()}".lower()
    assert "Input/output error" in said
    assert "paid" in said


def test_a_part_of_the_program_that_the_disk_refuses_is_told_as_that(
    qtbot: QtBot, bugs: Bugs, window: QMainWindow
) -> None:
    meet(ImportError(f"/usr/lib/part.so: cannot open shared object file: {os.strerror(errno.ENOSPC)}"))
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    dialog = shown(window)[0]
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert dialog.windowTitle() == "A part of Image Studio could not be read"
    assert "bug" not in said.lower()
    assert "No space left on device" in said
    assert "Nothing is lost" in said
    assert "install it anew" in said


def test_the_window_can_be_used_while_the_report_stands(qtbot: QtBot, bugs: Bugs, window: QMainWindow) -> None:
    meet(caught())
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    assert not shown(window)[0].isModal()
    assert QGuiApplication.modalWindow() is None
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText for label in shown(window)[0].findChildren(QLabel) if label.text()
    )


def test_the_report_is_copied_and_saved(qtbot: QtBot, bugs: Bugs, window: QMainWindow, tmp_path: Path) -> None:
    meet(caught())
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    dialog = shown(window)[0]
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == dialog.report()
    dialog.save_requested.emit(tmp_path / "report.txt")
    qtbot.waitUntil(lambda: "is saved as" in texts(dialog))
    assert (tmp_path / "report.txt").read_text("utf-8") == dialog.report()
    dialog.save_requested.emit(tmp_path / "no folder" / "report.txt")
    qtbot.waitUntil(lambda: "could not be saved" in texts(dialog))


def test_where_to_save_is_asked_without_holding_up_the_window(qtbot: QtBot, theme: object) -> None:
    dialog = BugDialog()
    qtbot.addWidget(dialog)
    dialog.add_report("one")
    dialog.show()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    with qtbot.waitSignal(dialog.save_requested) as asked:
        chooser.fileSelected.emit("/somewhere/report.txt")
    assert asked.args == [Path("/somewhere/report.txt")]
    chooser.close()


def texts(dialog: BugDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_bugs_of_threads_and_of_what_is_thrown_away_are_met_too(qtbot: QtBot, bugs: Bugs, window: QMainWindow) -> None:
    thread = threading.Thread(target=fail, args=("in a thread",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "in a thread" in "".join(dialog.report() for dialog in shown(window)))
    _Careless()
    gc.collect()
    qtbot.waitUntil(lambda: "thrown away" in "".join(dialog.report() for dialog in shown(window)))


class _Careless:
    """Fails when it goes."""

    def __del__(self) -> None:
        raise RuntimeError("thrown away")


def test_ctrl_c_is_no_bug(window: QMainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _traceback: heard.append(kind))
    log = Log(tmp_path / "state", Secrets())
    bugs = Bugs(log, window)
    meet(KeyboardInterrupt())
    QCoreApplication.processEvents()
    bugs.close()
    log.close()
    assert heard == [KeyboardInterrupt]
    assert shown(window) == []


@pytest.mark.qt_log_ignore("bad thing")
def test_what_qt_complains_of_is_logged(bugs: Bugs, tmp_path: Path) -> None:
    qWarning(f"bad thing with {KEY}")
    text = (tmp_path / "state" / "imagestudio.log").read_text("utf-8")
    assert "WARNING" in text
    assert "bad thing with […]" in text


def test_hooks_are_given_back(window: QMainWindow, tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    log = Log(tmp_path / "state", Secrets())
    bugs = Bugs(log, window)
    assert sys.excepthook not in before
    bugs.close()
    log.close()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


_PROGRAM = """
import sys
from PySide6.QtCore import QObject, QTimer
import imagestudio.app
from imagestudio.arguments import WindowArguments
from imagestudio.studio import Studio
from imagestudio.ui.dialogs.bug_dialog import BugDialog
from imagestudio.ui.dialogs.notice import NoticeBar
from imagestudio.ui.theme import Theme
from tests.server import ServiceServer
from tests.ui.driving import generate, opened, texts

class Saboteur(QObject):
    def __init__(self, studio):
        super().__init__(studio)
        self.studio = studio
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.tick)
        self.timer.start(20)
        self.left = 60
    def tick(self):
        self.left -= 1
        dialogs = self.studio.workspace.window().findChildren(BugDialog)
        if self.left > 20 and not dialogs:
            prompt = self.studio.workspace.compose_panel.prompt_edit.prompt()
            raise LookupError("broken by " + prompt)
        if dialogs and self.left > 5:
            self.left = 5
            self.studio.parts.queue.crashed.emit(ArithmeticError("a job"))
        if self.left == 0:
            print(len(dialogs))
            print(dialogs[0].report())
            self.studio.workspace.window().leave()

show = Studio.show
def show_and_break(studio):
    show(studio)
    studio.workspace.compose_panel.prompt_edit.setPlainText("the keeper's daughter")
    studio.saboteur = Saboteur(studio)
Studio.show = show_and_break
sys.exit(imagestudio.app.run_window(WindowArguments(demo=True)))
"""


def test_the_real_program_shows_its_bug_and_goes_on(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=tmp_path,
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1\n")
    assert "LookupError: broken by […]" in done.stdout
    assert "ArithmeticError: a job" in done.stdout
    state = Path(os.environ["XDG_STATE_HOME"]) / "imagestudio"
    assert sorted(path.name for path in state.iterdir()) == ["crash.log", "imagestudio.log"]
    everything = done.stdout + "".join(path.read_text("utf-8") for path in state.iterdir())
    assert "daughter" not in everything
