"""What the window was given to open: at its start, by a second start, or by the system."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from imagestudio.arguments import WindowArguments
from imagestudio.core.hand_over import HandOver, sorted_out
from imagestudio.studio import Studio
from imagestudio.ui.compose.link_filling import LinkFilling
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.raising import bring_to_front

_NOT_OPENED, _OTHERWISE = "not-opened", "started-otherwise"


class Arrivals(QObject):
    """Takes files in, fills the editor by links, and brings the window to the front."""

    def __init__(self, window: MainWindow, studio: Studio, arguments: WindowArguments, read_only: bool) -> None:
        super().__init__(studio)
        self._window = window
        self._studio = studio
        self._arguments = arguments
        self._read_only = read_only
        self._links = LinkFilling(studio.workspace.compose_panel, studio.parts.catalog, studio.notices)

    def receive(self, message: HandOver) -> None:
        """A second start has handed over."""
        bring_to_front(self._window, message.token)
        self.open(message.given)
        other = message.demo and not self._arguments.demo
        if other or (message.base_url and message.base_url != self._arguments.base_url):
            text = self.tr(
                "Image Studio was started again with other options (--demo or --base-url). This window was open "
                "already and stays as it is; to use them, close it first."
            )
            self._studio.notices.show(_OTHERWISE, text, "warning")

    def open(self, given: Sequence[str]) -> None:
        """Open files (absolute paths) and links."""
        links, paths = sorted_out(given)
        if self._read_only and given:
            text = self.tr(
                "This library can only be looked at now: %n thing(s) you opened not taken in.", "", len(given)
            )
            self._studio.notices.show(_NOT_OPENED, text, "warning")
            return
        if paths:
            self._studio.taking_in.take(paths)
        if links and self._links.fill(links):
            self._studio.workspace.actions_of["focus_prompt"].trigger()
