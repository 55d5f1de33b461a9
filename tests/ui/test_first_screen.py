"""A start: bare surfaces first, then what is seen, then everything else, unless somebody acts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imagestudio import parts
from imagestudio import studio as studio_module
from imagestudio.core.limits import NO_LIMITS
from imagestudio.library.folder import open_library
from imagestudio.profile.settings import JsonSettings
from imagestudio.services import ServiceDesk
from imagestudio.studio import Studio
from imagestudio.ui import main_window
from imagestudio.ui.finding import finder_line
from imagestudio.ui.gallery import gallery_bar
from imagestudio.ui.gallery.cell import CellRole
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.theme import Theme
from imagestudio.workers.shaping import Shape
from tests.ui.gallery.shelf import Shelf, job

ROOT = Path(__file__).resolve().parents[2]

_PROGRAM = """
import json, sys
from pathlib import Path
from imagestudio.plain_imports import load_qt
load_qt()  # as imagestudio/__main__.py does
import imagestudio.app
from imagestudio.arguments import WindowArguments
from PySide6.QtCore import QTimer

def ours():
    return [name for name in sys.modules if name.startswith("imagestudio.")]

class Watched(imagestudio.app.MainWindow):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            late = ("asyncio", "httpx", "ssl", "keyring", "PIL", "sqlite3")
            first = {"late": [name for name in late if name in sys.modules], "ours": ours()}
            first["plain"] = __import__.__module__ is None or __import__.__module__ == "builtins"
            print(json.dumps(first), flush=True)

imagestudio.app.MainWindow = Watched

def look():
    import imagestudio.studio
    show = imagestudio.studio.Studio.show
    def show_and_tell(studio):
        show(studio)
        print(json.dumps({"ours": ours(), "keyring": "keyring" in sys.modules}), flush=True)
        studio.ready.connect(studio.parent().leave)
    imagestudio.studio.Studio.show = show_and_tell

begin = imagestudio.app.Start._begin
def begin_and_look(self):
    look()
    begin(self)
imagestudio.app.Start._begin = begin_and_look
sys.exit(imagestudio.app.run_window(WindowArguments(library=Path(sys.argv[1]), demo=True)))
"""


@contextmanager
def seen(qtbot: QtBot, theme: Theme, folder: Path, early: str = "") -> Iterator[Studio]:
    """The program as soon as its first screen is built; nobody has waited for the rest, but may have typed."""
    settings = JsonSettings(folder / "settings.json")
    chosen, credentials = parts.credentials_for("", {})
    library = open_library(folder / "library")
    window = MainWindow(settings, theme.tokens)
    window.resize(1280, 800)
    studio = Studio(window, library, settings, theme, ServiceDesk(library, chosen, credentials), True, "")
    with qtbot.waitActive(window):
        window.show()
    qtbot.keyClicks(window, early)
    try:
        studio.show()
        yield studio
    finally:
        window.leave()
        studio.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def eight(tmp_path: Path) -> Path:
    """A folder whose library has eight pictures."""
    shelf = Shelf(tmp_path / "library")
    for number in range(8):
        shelf.draw(shelf.add(1_763_000_000_000_000 + number * 1_000_000)[0])
    shelf.close()
    return tmp_path


def is_whole(studio: Studio) -> bool:
    """Whether everything is there, not only what is seen."""
    return studio.equipment.steps.done


def test_each_step_of_a_start_imports_what_it_shows_and_no_more(tmp_path: Path) -> None:
    library = tmp_path / "library"
    open_library(library).close()
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(library)], env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=tmp_path,
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    first, screen = map(json.loads, done.stdout.splitlines())
    assert first["late"] == []
    assert first["plain"]
    for package in ("library", "workers", "api", "core", "ui.gallery", "ui.compose"):
        assert [name for name in first["ours"] if name.startswith(f"imagestudio.{package}.")] == []
    assert "imagestudio.ui.gallery.gallery_panel" in screen["ours"]
    not_seen = (
        "ui.selection", "ui.details.record_page", "ui.jobs.jobs_panel", "ui.looking", "ui.viewer.viewer_host",
        "ui.compare.compare_host", "ui.export.giving_away", "ui.taking_in.taking_in", "ui.organise.organise_host",
        "ui.finding.finder", "ui.finding.completions", "library.taking_in", "library.rebuild", "library.comparisons",
        "recovery", "safekeeping",
    )  # fmt: skip
    assert [name for name in not_seen if f"imagestudio.{name}" in screen["ours"]] == []
    assert not screen["keyring"]


def test_what_is_typed_before_there_is_an_editor_stands_in_it(qtbot: QtBot, theme: Theme, eight: Path) -> None:
    with seen(qtbot, theme, eight, early="A fox\b\bx, ") as studio:
        edit = studio.workspace.compose_panel.prompt_edit
        qtbot.keyClicks(edit, "red")
        assert edit.prompt() == "A fx, red"


def test_a_shortcut_right_after_the_first_screen_does_what_it_always_does(
    qtbot: QtBot, theme: Theme, eight: Path
) -> None:
    with seen(qtbot, theme, eight) as studio:
        assert not is_whole(studio)
        edit = studio.workspace.compose_panel.prompt_edit
        qtbot.keyClick(edit, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        assert is_whole(studio)
        assert studio.workspace.jobs_panel.isVisible()


def test_a_picture_that_is_clicked_at_once_is_shown_in_the_details(qtbot: QtBot, theme: Theme, eight: Path) -> None:
    with seen(qtbot, theme, eight) as studio:
        view = studio.workspace.gallery_panel.view
        qtbot.waitUntil(lambda: studio.parts.gallery.ready and len(view.visible_rows()) > 0)
        place = view.visualRect(studio.parts.gallery.index(0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.waitUntil(lambda: studio.workspace.details_panel.record is not None)


def test_the_rest_comes_by_itself_when_the_pictures_stand(
    qtbot: QtBot, theme: Theme, eight: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio_module, "_LATEST_MS", 60_000)  # a busy machine is long in decoding eight pictures
    with seen(qtbot, theme, eight) as studio:
        with qtbot.waitSignal(studio.ready):
            assert not is_whole(studio)
        gallery = studio.parts.gallery
        assert all(gallery.index(row).data(CellRole.THUMBNAIL) is not None for row in range(8))


def test_what_comes_later_changes_nothing_that_is_seen(
    qtbot: QtBot, theme: Theme, eight: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio_module, "_LATEST_MS", 60_000)  # a busy machine is long in decoding eight pictures
    blinking = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    try:
        with seen(qtbot, theme, eight) as studio:
            window, steps, pictures = studio.workspace.window(), studio.equipment.steps, list[QImage]()
            start = steps.start

            def look_and_start() -> None:
                qtbot.waitUntil(
                    lambda: not studio._searches.busy
                )  # what the day cost is asked beside, and comes any time
                pictures.append(window.grab().toImage())
                start()

            monkeypatch.setattr(steps, "start", look_and_start)
            with qtbot.waitSignal(studio.ready):
                assert not is_whole(studio)
            QApplication.processEvents()
            assert window.grab().toImage() == pictures[0]
    finally:
        QApplication.setCursorFlashTime(blinking)


def test_jobs_of_an_earlier_session_come_without_anybody_asking(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    library.queue.submit([job()], NO_LIMITS)
    library.close()
    with seen(qtbot, theme, tmp_path) as studio:
        qtbot.waitUntil(lambda: len(studio.parts.queue.jobs) == 1)
        qtbot.waitUntil(lambda: studio.parts.gallery.job_rows == 1)


def test_thumbnails_are_asked_for_in_the_shape_their_view_will_have(
    qtbot: QtBot, theme: Theme, eight: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shapes: list[Shape] = []
    set_shape = GalleryModel.set_shape

    def note(gallery: GalleryModel, shape: Shape) -> None:
        shapes.append(shape)
        set_shape(gallery, shape)

    monkeypatch.setattr(GalleryModel, "set_shape", note)
    show = Studio.show
    monkeypatch.setattr(Studio, "show", lambda studio: _wait_and(show, studio, qtbot))
    with seen(qtbot, theme, eight) as studio, qtbot.waitSignal(studio.ready):
        foreseen = shapes[0]
    assert shapes[-1] == foreseen


def _wait_and(show: Callable[[Studio], None], studio: Studio, qtbot: QtBot) -> None:
    """As in life the first page has come when the window is filled."""
    qtbot.waitUntil(lambda: studio.parts.gallery.ready)
    show(studio)


def test_a_window_that_is_closed_before_all_is_there_lets_the_library_go(
    qtbot: QtBot, theme: Theme, eight: Path
) -> None:
    with seen(qtbot, theme, eight) as studio:
        assert not is_whole(studio)
    open_library(eight / "library").close()


def test_the_bare_surfaces_lie_where_the_bars_will_be() -> None:
    assert main_window._BAR == gallery_bar._HEIGHT + finder_line._HEIGHT - 1  # its lowest line is the hairline
