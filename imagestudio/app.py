"""Composition root of the window: builds everything once, connects it, shows it."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from imagestudio import __version__
from imagestudio import parts as make
from imagestudio.arguments import WindowArguments
from imagestudio.core.errors import ImageStudioError, LibraryInUseError, LibraryReadOnlyError
from imagestudio.core.job import Job
from imagestudio.library.folder import Library, open_library
from imagestudio.profile.paths import default_library, resources_dir, settings_file
from imagestudio.profile.settings import JsonSettings
from imagestudio.services import ServiceDesk
from imagestudio.ui.compose.composer import Composer
from imagestudio.ui.error_text import describe
from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.key_access import KeyAccess
from imagestudio.ui.leaving import Leaving
from imagestudio.ui.main_window import MainWindow, Parts
from imagestudio.ui.notices import Notices
from imagestudio.ui.picture_actions import PictureActions
from imagestudio.ui.selection import Selection
from imagestudio.ui.theme import Theme
from imagestudio.ui.viewer.viewer_host import ViewerHost
from imagestudio.workers.account_watch import AccountWatch
from imagestudio.workers.job_queue import JobQueue
from imagestudio.workers.task import TaskRunner
from imagestudio.workers.thumbnail_loader import ThumbnailLoader

_log = logging.getLogger(__name__)
_KEYRING_PATIENCE_MS = 500
_SWITCH_INTERVAL_S = 0.0005  # measured: shorter gaps in the window while threads decode


def run_window(arguments: WindowArguments) -> int:
    """Open the window and stay until it is closed; the exit code."""
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    app = _application()
    settings = JsonSettings(settings_file())
    theme = Theme(resources_dir(), app)
    theme.start(settings.get("theme", "system"))
    folder = arguments.library or Path(settings.get("library", "") or default_library())
    try:
        base_url, credentials = make.credentials_for(arguments.base_url, os.environ)
        library, why_read_only = _open(folder)
    except ImageStudioError as error:
        _tell(error)
        return 1
    desk = ServiceDesk(library, base_url, credentials)
    studio = Studio(library, settings, theme, desk, arguments.demo, why_read_only)
    studio.window.show()
    QTimer.singleShot(0, studio.begin)
    code = app.exec()
    if not studio.close():  # a keyring that still waits for somebody would keep the process for ever
        sys.stdout.flush()
        os._exit(code)
    return code


def _application() -> QApplication:
    app = QApplication([sys.argv[0]])
    app.setApplicationName("imagestudio")
    app.setApplicationDisplayName("Image Studio")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("imagestudio")
    translator = QTranslator(app)
    folder = str(resources_dir() / "translations")
    if translator.load(QLocale(), "imagestudio", "_", folder) or translator.load("imagestudio_en", folder):
        app.installTranslator(translator)
    return app


def _open(folder: Path) -> tuple[Library, str]:
    """The library, to write in if that may be, else to look at and why. Raises LibraryError."""
    try:
        return open_library(folder), ""
    except (LibraryInUseError, LibraryReadOnlyError) as error:
        return open_library(folder, read_only=True), describe(error.failure).what


def _tell(error: ImageStudioError) -> None:
    told = describe(error.failure)
    box = QMessageBox(QMessageBox.Icon.Warning, "Image Studio", told.what)
    box.setInformativeText(told.remedy)
    box.exec()


class Studio(QObject):
    """All parts of the program, held together for as long as the window lives."""

    def __init__(
        self,
        library: Library,
        settings: JsonSettings,
        theme: Theme,
        desk: ServiceDesk,
        demo_only: bool,
        why_read_only: str,
    ) -> None:
        super().__init__()
        self._library = library
        self._why_read_only = why_read_only
        self._tasks = TaskRunner(2, self)
        self._decoders = TaskRunner(2, self)
        self._keyring_tasks = TaskRunner(2, self)
        self._writer = TaskRunner(1, self)
        self._queue = JobQueue(
            library.journal,
            desk.services,
            library.thumbnails.make,
            self._writer,
            settings.get("max_running", 4),
            self,
        )
        self._watch = AccountWatch(desk.find, desk.ask, self._keyring_tasks, demo_only, self)
        catalog = make.load_catalog()
        loader = ThumbnailLoader(library.thumbnails, self._decoders, self)
        self._gallery = GalleryModel(library.history, loader, self._tasks, catalog.name_of, self)
        self.parts = Parts(
            catalog=catalog,
            theme=theme,
            settings=settings,
            history=library.history,
            thumbnails=library.thumbnails,
            gallery=self._gallery,
            files=library,
            credentials=desk.credentials,
            test_key=desk.test_key,
            queue=self._queue,
            watch=self._watch,
            tasks=self._tasks,
            keyring_tasks=self._keyring_tasks,
        )
        self.window = MainWindow(self.parts)
        pictures = PictureActions(library, self._tasks, self.window)
        self._notices = Notices(self.window, self.parts)
        Selection(self.window, self.parts, pictures)
        ViewerHost(self.window, self.parts)
        Leaving(self.window, self._queue)
        KeyAccess(self.window, self.parts)
        self._composer = Composer(
            self.window.compose_panel, self._queue, self._watch, library.history, self._tasks, self.window
        )
        self._watch.changed.connect(self.window.bottom_line.show_account)
        self._queue.idle.connect(self._watch.ask_soon)
        pictures.done.connect(self._notices.say)
        self._gallery.load_failed.connect(self._notices.show_failure)
        pictures.refused.connect(self._notices.show_failure)
        self._queue.crashed.connect(self._on_crashed)

    def begin(self) -> None:
        """What may wait until the window is on the screen."""
        self.window.setWindowIcon(QIcon(str(resources_dir() / "icons" / "imagestudio.svg")))
        self._gallery.reload()
        self._watch.look()
        if self._why_read_only:
            self._notices.show("read-only", self._why_read_only, "warning")
            self.window.compose_panel.block(self.tr("This library can only be looked at now"))
        else:
            self._queue.show(self._unfinished())

    def close(self) -> bool:
        """End every thread and let go of the library; whether every call came to its end."""
        self._queue.leave()
        for runner in (self._decoders, self._writer, self._tasks):
            runner.close()
        ended = self._keyring_tasks.close(_KEYRING_PATIENCE_MS)
        self._library.close()
        return ended

    def _unfinished(self) -> list[Job]:
        self._library.journal.settle_interrupted()
        return self._library.journal.unfinished()

    def _on_crashed(self, error: BaseException) -> None:
        _log.error("A job ended in a bug", exc_info=error)
        text = self.tr("This is a bug in Image Studio: {0}. The job stands in the list with what is known of it.")
        self._notices.show("bug", text.format(type(error).__name__), "warning")
