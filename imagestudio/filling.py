"""Fills the window that is on the screen, in steps, so that it answers between them."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressBar, QProgressDialog

from imagestudio import parts
from imagestudio.arguments import WindowArguments
from imagestudio.bugs import Bugs
from imagestudio.core.errors import Failure, ImageStudioError
from imagestudio.library.folder import Library
from imagestudio.opening import Opening
from imagestudio.others import Others
from imagestudio.profile.credentials import KeyringCredentials
from imagestudio.profile.log import Log, keep_memory_private
from imagestudio.profile.paths import chosen_library, resources_dir, state_dir
from imagestudio.profile.redaction import Secrets
from imagestudio.profile.settings import JsonSettings
from imagestudio.ui.error_text import describe
from imagestudio.ui.gallery.arrangement import kept_arrangement
from imagestudio.ui.look import Look
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.theme import Theme
from imagestudio.workers.garbage import GarbageCollection

_UNNOTICED_S = 0.5
_ICON = 32
_NEXT_MS = 1  # with 0 the next step would come before what the person did meanwhile

if TYPE_CHECKING:
    from imagestudio.frontdoor import FrontDoor
    from imagestudio.studio import Studio


class Filling(QObject):
    """Opens the library in a thread while the rest is imported, then builds everything behind the window."""

    def __init__(self, window: MainWindow, settings: JsonSettings, arguments: WindowArguments) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._arguments = arguments
        self._log = Log(state_dir(), Secrets())
        keep_memory_private(from_debuggers=False)
        self._bugs = Bugs(self._log, window)
        self._theme = Theme(resources_dir(), self)
        self._look = Look(self._theme, settings, self)
        self._garbage = GarbageCollection(self)
        self._opening: Opening | None = None
        self._address: tuple[str, KeyringCredentials]
        self._made: Studio | None = None
        self._others: Others
        self._door: FrontDoor | None = None
        self.studio: Studio | None = None  # when it has begun

    def begin(self) -> None:
        self._garbage.start()
        self._speak()
        self._look.apply()
        self._theme.start()
        self._theme.follow(self._window)
        QTimer.singleShot(_NEXT_MS, self._open)

    def close(self) -> bool:
        """End everything; whether every call came to its end."""
        if self._opening is not None:
            self._opening.close()
        if self._door is not None:
            self._door.close()
        ended = self._made is None or self._made.close()
        self._made = None
        self._garbage.stop()
        self._bugs.close()
        self._log.close()
        return ended

    def _speak(self) -> None:
        """Load the texts of the person's language."""
        translator = QTranslator(self)
        folder = str(resources_dir() / "translations")
        if translator.load(QLocale(), "imagestudio", "_", folder) or translator.load("imagestudio_en", folder):
            QApplication.installTranslator(translator)

    def _open(self) -> None:
        chosen = self._arguments.library or chosen_library(self._settings.get("library", ""))
        folder = chosen.absolute()
        try:
            heed = self._log.secrets.add_key
            self._address = parts.credentials_for(self._arguments.base_url, os.environ, heed)
        except ImageStudioError as error:
            self._give_up(error)
            return
        arrangement = kept_arrangement(self._settings)
        order = arrangement.order if arrangement.is_by_time else None
        others = self._others = Others(folder, self._arguments)
        look = self._arguments.look
        opening = self._opening = Opening(
            folder, parts.least_free(self._settings), self, order, look=look, others=others
        )
        mending = _Mending(self._window)
        opening.progress.connect(mending.show)
        opening.opened.connect(mending.close)
        opening.failed.connect(mending.close)
        opening.opened.connect(self._on_opened)
        opening.failed.connect(self._give_up)
        opening.handed_over.connect(self._on_handed_over)
        opening.start()
        QTimer.singleShot(_NEXT_MS, _import_panels)

    def _on_opened(self, library: Library, refused: Failure | None) -> None:
        from imagestudio.services import ServiceDesk
        from imagestudio.studio import Studio

        why_read_only = _why_read_only(refused, self._arguments)
        desk = ServiceDesk(library, *self._address, self._log.secrets)
        demo = self._arguments.demo
        self._made = Studio(self._window, library, self._settings, self._theme, desk, demo, why_read_only)
        self._made.ready.connect(self._on_ready)
        QTimer.singleShot(_NEXT_MS, self._prepare_studio)

    def _prepare_studio(self) -> None:
        if self._made is not None:
            self._made.prepare()
            QTimer.singleShot(_NEXT_MS, self._show_studio)

    def _show_studio(self) -> None:
        if (studio := self._made) is not None:
            studio.show()
            self._bugs.heed_prompts(studio.prompts)

    def _on_ready(self) -> None:
        if (studio := self._made) is None:
            return
        self.studio = studio
        self._window.close_requested.disconnect(self._window.leave)  # now there may be something under way
        self._bugs.tell_of_last_end(studio.notices)
        QTimer.singleShot(_NEXT_MS, self._open_door)

    def _open_door(self) -> None:
        from imagestudio.frontdoor import FrontDoor

        if (studio := self._made) is not None:
            read_only = studio.read_only
            self._door = FrontDoor(self._window, studio, self._settings, self._look, self._others, read_only)
            self._door.begin()

    def _on_handed_over(self) -> None:
        """The window that has the library open does what this one was started for."""
        self._window.hide()
        QApplication.exit(0)

    def _give_up(self, error: ImageStudioError) -> None:
        _tell(error, self._theme)
        self._window.leave()
        QApplication.exit(1)


def _why_read_only(refused: Failure | None, arguments: WindowArguments) -> str:
    """Why the library can only be looked at; empty where it can be written."""
    if refused is None:
        text = QCoreApplication.translate("Start", "You only look at this library, as you asked for with --look.")
        return text if arguments.look else ""
    told = describe(refused)
    said = [told.what, told.remedy]
    if arguments.unanswered:
        text = "The window that has it open does not answer; it may still open what you gave it once it does."
        said.append(QCoreApplication.translate("Start", text))
    return " ".join(said)


def _import_panels() -> None:
    """What takes longest to import, while the library opens; in two steps."""
    import imagestudio.ui.workspace  # noqa: F401

    QTimer.singleShot(_NEXT_MS, _import_studio)


def _import_studio() -> None:
    import imagestudio.services
    import imagestudio.studio  # noqa: F401


class _Mending(QObject):
    """Shows how far a library is whose database is made anew, once that takes long enough to be noticed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: QProgressDialog | None = None
        self._began = time.monotonic()

    def show(self, done: int, total: int) -> None:
        if self._dialog is None:
            if time.monotonic() - self._began < _UNNOTICED_S:
                return
            self._dialog = self._make(total)
        self._dialog.setMaximum(total)
        self._dialog.setValue(done)

    def close(self) -> None:
        if self._dialog is not None:
            self._dialog.close()
        self.deleteLater()

    def _make(self, total: int) -> QProgressDialog:
        text = QCoreApplication.translate("Start", "The library's database is made anew from its files…")
        dialog = QProgressDialog(text, "", 0, total, self._window)
        dialog.setCancelButton(None)
        bar = QProgressBar(dialog)
        bar.setRange(0, total)
        bar.setTextVisible(False)  # it is a thin line, as everywhere
        dialog.setBar(bar)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.setAutoReset(False)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog


def _tell(error: ImageStudioError, theme: Theme) -> None:
    told = describe(error.failure)
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Image Studio", told.title)
    box.setWindowIcon(theme.logo())
    box.setIconPixmap(theme.icon("alert", "accent_text").pixmap(_ICON, _ICON))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(f"{told.what}\n\n{told.remedy}")
    box.exec()
