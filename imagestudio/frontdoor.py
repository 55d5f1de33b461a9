"""Where the filled window meets the desktop: second starts, files and links, notifications, accent, other libraries."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from imagestudio.application import Application
from imagestudio.arrivals import Arrivals
from imagestudio.core.hand_over import HandOver
from imagestudio.doorway import Door, Doorway, make_door
from imagestudio.instance import absolute, meeting_folder
from imagestudio.other_windows import OtherWindows
from imagestudio.others import Others
from imagestudio.profile.paths import chosen_library, resources_dir, settings_file, state_dir
from imagestudio.profile.settings import JsonSettings
from imagestudio.studio import Studio
from imagestudio.ui.commands.command_host import CommandHost
from imagestudio.ui.finished import Finished
from imagestudio.ui.look import SYSTEM, Look
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.raising import bring_to_front
from imagestudio.ui.recent_libraries import RecentLibraries, name_of
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.notifications import Notifications
    from imagestudio.session_bus import SessionBus
    from imagestudio.system_accent import SystemAccent
    from imagestudio.ui.first.about_dialog import AboutTexts

_log = logging.getLogger(__name__)
_QUIET_MS = 2000  # the accent was right at the last start, and will be at this one


class FrontDoor(QObject):
    """Begun when the window is filled, closed before the library is let go of."""

    def __init__(
        self,
        window: MainWindow,
        studio: Studio,
        settings: JsonSettings,
        look: Look,
        others: Others,
        read_only: bool,
    ) -> None:
        super().__init__(studio)
        self._window = window
        self._studio = studio
        self._settings = settings
        self._look = look
        self._others = others
        self._arguments = others.arguments
        self._library = others.library
        self._read_only = read_only
        self._tasks = TaskRunner(1, self)
        self._made: Door | None = None
        self._bus: SessionBus | None = None
        self._accent: SystemAccent | None = None
        self._arrivals = Arrivals(window, studio, others.arguments, read_only)
        self.doorway = Doorway(self)
        self.finished = Finished(studio.parts.queue, settings, self._make_notifications, self)
        self.libraries = self._make_libraries()
        self.commands = self._make_commands()

    def begin(self) -> None:
        self.doorway.handed_over.connect(self._arrivals.receive)
        if not self._read_only:
            self._tasks.run(self._make_door, self._on_door)
            self.libraries.remember()
        if self._library != chosen_library(self._settings.get("library", "")):
            self._window.setWindowTitle(self.tr("{0} – Image Studio").format(name_of(self._library)))
        if self._arguments.given:
            self._arrivals.open(self._arguments.given)
        app = QApplication.instance()
        if isinstance(app, Application):
            app.opened.connect(self._on_opened_by_system)
            self._on_opened_by_system()
        self._look.changed.connect(self._follow_accent)
        QTimer.singleShot(_QUIET_MS, self._follow_accent)

    def close(self) -> None:
        """Hear nobody any more."""
        self._tasks.close()
        self.doorway.close()
        if self._made is not None:
            self._made.close()
        if self._bus is not None:
            self._bus.close()

    def _make_libraries(self) -> RecentLibraries:
        studio, arguments = self._studio, self._arguments
        others = OtherWindows(arguments.demo, arguments.base_url)
        actions, menu = studio.workspace.actions_of, studio.workspace.menu_button.menu()
        return RecentLibraries(self._library, others, self._settings, actions, menu, studio.notices, self._tasks)

    def _make_commands(self) -> CommandHost:
        studio = self._studio
        places = (
            (self.tr("Library"), self._library),
            (self.tr("Settings"), settings_file()),
            (self.tr("Log"), state_dir()),
        )
        logo = QIcon(str(resources_dir() / "icons" / "imagestudio.svg"))
        organise = studio.organise.actions.all()
        host = CommandHost(studio.workspace, studio.parts, organise, self._look, places, _read_about, logo)
        host.offer_libraries(self.libraries)
        host.commands.add(self.tr("Edits"), studio.equipment.edits.commands.actions.all())
        host.commands.add(self.tr("Jobs"), studio.workspace.jobs_panel.actions_of.all())
        host.begin()
        return host

    def _make_door(self) -> Door | None:
        """Runs in a thread: it follows the links of the library's path."""
        try:
            self._made = make_door(meeting_folder(os.environ), self._library)
        except OSError as error:  # a second start will look at the library instead of handing over
            _log.warning("no door for second starts: %s", error.strerror or error)
        finally:
            self._others.withdraw()
        return self._made

    def _on_door(self, door: Door | None) -> None:
        if door is not None:
            self._made = None
            self.doorway.listen(door)

    def _on_opened_by_system(self) -> None:
        app = QApplication.instance()
        if isinstance(app, Application) and (given := app.take()):
            self._arrivals.receive(HandOver(tuple(absolute(given))))

    def _session_bus(self) -> SessionBus:
        from imagestudio.session_bus import SessionBus

        if self._bus is None:
            self._bus = SessionBus(self)
        return self._bus

    def _make_notifications(self) -> Notifications:
        from imagestudio.notifications import Notifications

        icon = resources_dir() / "icons" / "imagestudio.svg"
        notifications = Notifications(self._session_bus(), self._window, icon, self)
        notifications.clicked.connect(self._on_notification_clicked)
        return notifications

    def _on_notification_clicked(self, token: str) -> None:
        bring_to_front(self._window, token)

    def _follow_accent(self) -> None:
        if self._accent is None and sys.platform.startswith("linux") and self._look.accent == SYSTEM:
            from imagestudio.system_accent import SystemAccent

            self._accent = SystemAccent(self._session_bus(), self)
            self._accent.found.connect(self._look.know_accent)
            self._accent.ask()


def _read_about() -> AboutTexts:
    """Runs in a thread: it reads what every library says of itself."""
    from imagestudio.profile.licences import licences_text
    from imagestudio.profile.report import versions
    from imagestudio.ui.first.about_dialog import AboutTexts

    return AboutTexts(versions(), licences_text())
