"""Keeps the gallery true to the folder: a picture whose file is gone says so, and no longer when it is back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from imagestudio.core.record import Record
from imagestudio.ui.gallery.record_cache import RecordCache
from imagestudio.workers.thumbnail_loader import ThumbnailLoader


class MissingFiles(QObject):
    """Hears in any thread of files that are gone or back, and has their cells and details shown anew.

    Signals:
        _noticed: emitted in any thread, heard in the window's.
    """

    _noticed = Signal(object, bool)

    def __init__(self, records: RecordCache, thumbnails: ThumbnailLoader, parent: QObject) -> None:
        super().__init__(parent)
        self._records = records
        self._thumbnails = thumbnails
        self._noticed.connect(self._on_noticed, Qt.ConnectionType.QueuedConnection)

    def note(self, record: Record, missing: bool) -> None:
        """The file of this record is gone (True), or back; call it from any thread."""
        self._noticed.emit(record, missing)

    def _on_noticed(self, record: Record, missing: bool) -> None:
        if not missing and self._thumbnails.is_broken(record.time):
            self._thumbnails.forget(record.time)  # so that it is tried again
        self._records.change(replace(record, missing=missing))
