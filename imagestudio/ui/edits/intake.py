"""Hears what is dropped and pasted where a prompt is written: pictures become references, text stays text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_TYPES = ("image/png", "image/jpeg", "image/webp")
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"})


class Intake(QObject):
    """Watches some widgets; whatever comes from the gallery is known by who is dragged from.

    Signals:
        files_given(list[Path]), content_given(bytes), image_given(QImage): a picture, as it was to be had.
        selection_given(): the pictures that are selected in the gallery.
        held(bool): something that could be dropped is above one of the widgets, or no longer.
    """

    files_given = Signal(list)
    content_given = Signal(object)
    image_given = Signal(object)
    selection_given = Signal()
    held = Signal(bool)

    def __init__(self, gallery: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._gallery = gallery

    def watch(self, *widgets: QWidget) -> None:
        """Hear what is dropped on these."""
        for widget in widgets:
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def listen(self, editor: QWidget) -> None:
        """Hear what is pasted here."""
        editor.installEventFilter(self)

    def paste(self) -> bool:
        """Take what is on the clipboard; whether that is a picture."""
        return self._take(QGuiApplication.clipboard().mimeData())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return event.type() is QEvent.Type.KeyPress and self._pastes(event)
        if event.type() is QEvent.Type.DragLeave:
            self.held.emit(False)
        elif isinstance(event, QDropEvent) and self._is_wanted(event):
            event.setDropAction(Qt.DropAction.CopyAction)  # nothing is ever moved
            event.accept()
            if event.type() is QEvent.Type.Drop:
                self.held.emit(False)
                self._drop(event)
            else:
                self.held.emit(True)
            return True
        return False

    def _pastes(self, event: QKeyEvent) -> bool:
        data = QGuiApplication.clipboard().mimeData()
        return event.matches(QKeySequence.StandardKey.Paste) and not data.hasText() and self._take(data)

    def _is_wanted(self, event: QDropEvent) -> bool:
        source = event.source()
        if source is not None and source is not self._gallery:  # moved within the list itself, or text in the editor
            return False
        data = event.mimeData()
        return source is self._gallery or bool(picture_paths(data)) or _content_type(data) != "" or data.hasImage()

    def _drop(self, event: QDropEvent) -> None:
        if event.source() is self._gallery:
            self.selection_given.emit()
        else:
            self._take(event.mimeData())

    def _take(self, data: QMimeData) -> bool:
        """Files rather than what is in memory, and that as it was encoded rather than anew."""
        if paths := picture_paths(data):
            self.files_given.emit(paths)
        elif kind := _content_type(data):
            self.content_given.emit(bytes(data.data(kind).data()))
        elif data.hasImage() and isinstance(image := data.imageData(), QImage):
            self.image_given.emit(image)
        else:
            return False
        return True


def picture_paths(data: QMimeData) -> list[Path]:
    """The files of this computer that can be pictures, by their names."""
    local = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in local if path.suffix.lower() in _SUFFIXES]


def _content_type(data: QMimeData) -> str:
    return next((kind for kind in _TYPES if data.hasFormat(kind)), "")
