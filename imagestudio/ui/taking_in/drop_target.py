"""Lets files be dropped on the gallery."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from imagestudio.ui.taking_in.drop_overlay import DropOverlay
from imagestudio.ui.theme import Theme


class DropTarget(QObject):
    """Hears what is held above a widget and dropped on it; what is dragged out of our own window is not taken in.

    Signals:
        dropped(list): these files and folders (Path).
    """

    dropped = Signal(list)

    def __init__(self, target: QWidget, theme: Theme) -> None:
        super().__init__(target)
        self._target = target
        self._theme = theme
        self._overlay: DropOverlay | None = None
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDropEvent):
            return self._hold(event)
        if kind == QEvent.Type.DragLeave:
            self._hide()
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        return False

    def _hold(self, event: QDropEvent) -> bool:
        paths = self._paths(event)
        if not paths:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.DragEnter:
            if self._overlay is None:
                self._overlay = DropOverlay(self._theme, self._target)
            self._overlay.show_for(len(paths), paths[0].name or str(paths[0]))
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self._hide()
        paths = self._paths(event)
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)  # nothing is ever moved
            event.accept()
            self.dropped.emit(paths)
        return bool(paths)

    def _hide(self) -> None:
        if self._overlay is not None:
            self._overlay.hide()

    @staticmethod
    def _paths(event: QDropEvent) -> list[Path]:
        return [] if event.source() is not None else local_paths(event.mimeData())


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this computer among what is dragged or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile()]
