"""The commands that begin to compare: offered while pictures are selected that can be."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from imagestudio.ui.gallery.gallery_model import GalleryModel
from imagestudio.ui.workspace import Workspace


class CompareOffer(QObject):
    """Hears the key, the menu and the button of the details.

    Signals:
        asked(list): the pictures of these times are to be compared.
    """

    asked = Signal(list)

    def __init__(self, workspace: Workspace, gallery: GalleryModel) -> None:
        super().__init__(workspace)
        self._panel = workspace.gallery_panel
        self._gallery = gallery
        self._action = workspace.actions_of["compare"]
        self._action.triggered.connect(self._on_asked)
        workspace.details_panel.page.compare_requested.connect(self._on_asked)
        self._panel.view.selection_changed.connect(self._offer)
        self._offer()

    def _on_asked(self) -> None:
        times = [cell.time for cell in self._panel.selected_cells() if cell.job is None]
        if times:
            self.asked.emit(times)

    def _offer(self) -> None:
        """At once, since the next key may come before anything else."""
        some = any(rows.stop > self._gallery.job_rows for rows in self._panel.view.selected_rows())
        self._action.setEnabled(some and self._gallery.pictures > 1)
