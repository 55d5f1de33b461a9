"""Opens other libraries, each in a window and a process of its own, and remembers which were open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from imagestudio.core.ports import Settings
from imagestudio.ui.actions import Actions
from imagestudio.ui.menu_keys import guard
from imagestudio.ui.notices import Notices
from imagestudio.workers.task import TaskRunner

_SETTING = "recent_libraries"
_SUBJECT = "other-library"
_MOST = 10


class Libraries(Protocol):
    """What must be known of folders, and how a window is opened on one."""

    def can_be_library(self, folder: Path) -> bool:
        """Whether it is a library, or an empty folder that can become one. Waits for the disk."""

    def open_window(self, folder: Path) -> bool:
        """Start a window of its own on it; whether that went well."""


class RecentLibraries(QObject):
    """The commands to open a library, and the menu of recent ones."""

    def __init__(
        self,
        current: Path,
        libraries: Libraries,
        settings: Settings,
        actions: Actions,
        menu: QMenu,
        notices: Notices,
        tasks: TaskRunner,
    ) -> None:
        super().__init__(menu)
        self._current = current
        self._libraries = libraries
        self._settings = settings
        self._notices = notices
        self._tasks = tasks
        self._open_action = actions["open_library"]
        self._open_action.triggered.connect(self._on_choose)
        self._menu = QMenu(self.tr("&Recent libraries"), menu)
        self._menu.aboutToShow.connect(self._fill)
        guard(self._menu)
        following = menu.actions()[menu.actions().index(self._open_action) + 1 :]
        menu.insertMenu(following[0], self._menu) if following else menu.addMenu(self._menu)

    @property
    def recent(self) -> list[Path]:
        """The libraries that were open before, the latest first; without this one."""
        kept = self._settings.get(_SETTING, [])
        paths = [Path(text) for text in kept if isinstance(text, str) and text]
        return [path for path in paths if path != self._current][:_MOST]

    @property
    def known(self) -> list[Path]:
        """This library, and those that were open before."""
        return [self._current, *self.recent]

    def remember(self) -> None:
        """This library is open now."""
        self._settings.set(_SETTING, [str(self._current), *(str(path) for path in self.recent)])

    def open(self, folder: Path) -> None:
        """Open a library in a window of its own; one that is open already comes to the front."""
        if folder == self._current:
            self._notices.say(self.tr("This library is open here."))
            return
        self._tasks.run(partial(self._try, folder), self._on_tried)

    def _fill(self) -> None:
        self._menu.clear()
        for path in self.recent:
            action = QAction(name_of(path).replace("&", "&&"), self._menu)
            action.setToolTip(str(path))
            action.setData(path)
            action.triggered.connect(self._on_chosen_recent)
            self._menu.addAction(action)
        if self._menu.isEmpty():
            self._menu.addAction(self.tr("No other library was open yet")).setEnabled(False)
        self._menu.setToolTipsVisible(True)

    def _on_chosen_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and isinstance(path := action.data(), Path):
            self.open(path)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self._menu.parentWidget(), self.tr("Open a library, or an empty folder for a new one"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(str(self._current.parent))
        dialog.fileSelected.connect(self._on_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_folder(self, name: str) -> None:
        if name:
            self.open(Path(name))

    def _try(self, folder: Path) -> tuple[Path, bool, bool]:
        """Runs in a thread: whether it can be a library, and whether its window was started."""
        possible = self._libraries.can_be_library(folder)
        return folder, possible, possible and self._libraries.open_window(folder)

    def _on_tried(self, result: tuple[Path, bool, bool]) -> None:
        folder, possible, started = result
        if started:
            self._notices.hide(_SUBJECT)
            self._notices.say(self.tr("Opening {0} in a window of its own…").format(name_of(folder)))
            return
        if possible:
            text = self.tr("A window for {0} could not be started. Nothing was changed; try again.")
        else:
            text = self.tr(
                "{0} is no library, or is not there now. Nothing was changed. Choose a library's folder, or an empty "
                "one for a new library."
            )
            kept = [str(path) for path in (self._current, *self.recent) if path != folder]
            self._settings.set(_SETTING, kept)
        self._notices.show(_SUBJECT, text.format(folder), "warning")


def name_of(folder: Path) -> str:
    """What a library is called: its folder, with the one it is in where it is simply called “library”."""
    return f"{folder.parent.name}/{folder.name}" if folder.name == "library" and folder.parent.name else folder.name
