"""Starts the window: on the screen first, everything behind it as soon as it is painted."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog

from imagestudio import __version__
from imagestudio.arguments import WindowArguments
from imagestudio.profile.paths import chosen_library, resources_dir, settings_file
from imagestudio.profile.settings import JsonSettings
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.scheme import tokens_for

if TYPE_CHECKING:
    from imagestudio.bugs import Bugs
    from imagestudio.core.errors import ImageStudioError
    from imagestudio.library.folder import Library
    from imagestudio.profile.log import Log
    from imagestudio.studio import Studio
    from imagestudio.workers.garbage import GarbageCollection

_LATEST_MS = 500  # a window that is never painted, a minimised one for instance, is filled all the same
_UNNOTICED_S = 0.5
_SWITCH_INTERVAL_S = 0.0005  # measured: shorter gaps in the window while threads decode


def run_window(arguments: WindowArguments) -> int:
    """Open the window and stay until it is closed; the exit code."""
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    app = _application()
    start = Start(arguments, app)
    start.window.show()
    code = app.exec()
    if not start.close():  # a keyring that still waits for somebody would keep the process for ever
        sys.stdout.flush()
        os._exit(code)
    return code


def _application() -> QApplication:
    app = QApplication([sys.argv[0]])
    app.setApplicationName("imagestudio")
    app.setApplicationDisplayName("Image Studio")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("imagestudio")
    return app


def _speak(app: QObject) -> None:
    """Load the texts of the person's language; QLocale alone takes 13 ms to import."""
    from PySide6.QtCore import QLocale, QTranslator

    translator = QTranslator(app)
    folder = str(resources_dir() / "translations")
    if translator.load(QLocale(), "imagestudio", "_", folder) or translator.load("imagestudio_en", folder):
        QApplication.installTranslator(translator)


class Start(QObject):
    """Shows the bare window, and fills it when it has been painted.

    What the first paint does not need is imported afterwards: it is three quarters of the program.
    """

    def __init__(self, arguments: WindowArguments, parent: QObject) -> None:
        super().__init__(parent)
        self._arguments = arguments
        self._settings = JsonSettings(settings_file())
        tokens = tokens_for(self._settings.get("theme", "system"))
        self._studio: Studio | None = None
        self._log: Log | None = None
        self._bugs: Bugs | None = None
        self._garbage: GarbageCollection | None = None
        self.window = MainWindow(self._settings, tokens)
        self._latest = QTimer(self, singleShot=True, interval=_LATEST_MS)
        self._latest.timeout.connect(self._fill)
        self._latest.start()
        self.window.skeleton.painted.connect(self._fill, Qt.ConnectionType.QueuedConnection)

    def close(self) -> bool:
        """End everything; whether every call came to its end."""
        ended = self._studio is None or self._studio.close()
        if self._garbage is not None:
            self._garbage.stop()
        if self._bugs is not None:
            self._bugs.close()
        if self._log is not None:
            self._log.close()
        return ended

    def _fill(self) -> None:
        if self._latest.isActive():
            self._latest.stop()
            self._build()

    def _build(self) -> None:
        from imagestudio import parts
        from imagestudio.bugs import Bugs
        from imagestudio.core.errors import ImageStudioError
        from imagestudio.services import ServiceDesk
        from imagestudio.studio import Studio
        from imagestudio.ui.theme import Theme
        from imagestudio.workers.garbage import GarbageCollection

        self._log = _start_log()
        self._bugs = Bugs(self._log, self.window)
        _speak(self)
        theme = Theme(resources_dir(), self)
        theme.choose_tokens(self._settings.get("theme", "system"))
        theme.start()
        folder = self._arguments.library or chosen_library(self._settings.get("library", ""))
        try:
            heed = self._log.secrets.add_key
            base_url, credentials = parts.credentials_for(self._arguments.base_url, os.environ, heed)
            library, why_read_only = _open(folder, parts.least_free(self._settings))
        except ImageStudioError as error:
            _tell(error)
            self.window.leave()
            QApplication.exit(1)
            return
        desk = ServiceDesk(library, base_url, credentials, self._log.secrets)
        demo = self._arguments.demo
        self._studio = Studio(self.window, library, self._settings, theme, desk, demo, why_read_only)
        self._bugs.heed_prompts(self._studio.workspace.compose_panel.prompt_edit.prompt)
        self._studio.begin()
        self._garbage = GarbageCollection(self)
        self._garbage.start()


def _start_log() -> Log:
    from imagestudio.profile.log import Log, keep_memory_private
    from imagestudio.profile.paths import state_dir
    from imagestudio.profile.redaction import Secrets

    log = Log(state_dir(), Secrets())
    keep_memory_private(from_debuggers=False)
    return log


def _open(folder: Path, least_free: int) -> tuple[Library, str]:
    """The library, to write in if that may be, else to look at and why. Raises LibraryError."""
    from imagestudio.core.errors import LibraryInUseError, LibraryNewerError, LibraryReadOnlyError
    from imagestudio.library.folder import open_library
    from imagestudio.ui.error_text import describe

    try:
        return open_library(folder, least_free=least_free, progress=_Mending()), ""
    except (LibraryInUseError, LibraryReadOnlyError, LibraryNewerError) as error:
        told = describe(error.failure)
        return open_library(folder, read_only=True, progress=_Mending()), f"{told.what} {told.remedy}"


class _Mending:
    """Shows how far a library is whose database is made anew, once that takes long enough to be noticed."""

    def __init__(self) -> None:
        self._dialog: QProgressDialog | None = None
        self._began = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if self._dialog is None and time.monotonic() - self._began > _UNNOTICED_S:
            text = QCoreApplication.translate("Start", "The library's database is made anew from its files…")
            self._dialog = QProgressDialog(text, "", 0, total)
            self._dialog.setCancelButton(None)
            self._dialog.show()
        if self._dialog is not None:
            self._dialog.setValue(done)
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def _tell(error: ImageStudioError) -> None:
    from PySide6.QtWidgets import QMessageBox

    from imagestudio.ui.error_text import describe

    told = describe(error.failure)
    box = QMessageBox(QMessageBox.Icon.Warning, "Image Studio", told.what)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(" ".join(text for text in (error.said, told.remedy) if text))
    box.exec()
