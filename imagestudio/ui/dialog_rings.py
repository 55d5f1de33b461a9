"""Gives every dialog a focus ring of its own as soon as the keyboard gets into it: the system's choosers included."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from imagestudio.ui.focus_ring import FocusRing
from imagestudio.ui.theme import Theme


class DialogRings(QObject):
    """Watches where the focus goes; a dialog that brought its own ring keeps that."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        dialog = new.window() if new is not None else None
        if not isinstance(dialog, QDialog):
            return
        if dialog.findChild(FocusRing, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
            FocusRing(self._theme, dialog).follow_focus()
