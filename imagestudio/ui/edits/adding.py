"""The ways a picture becomes a reference: chosen, pasted, dropped, or selected in the gallery."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.inputs import MOST_IMAGES
from imagestudio.core.ports import in_order
from imagestudio.core.record import Record
from imagestudio.ui.edits.gathering import Gathering
from imagestudio.ui.edits.intake import Intake
from imagestudio.ui.edits.reference_strip import ReferenceStrip
from imagestudio.ui.menu_keys import guard
from imagestudio.ui.organise.chosen import times_of
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import TaskRunner


class Adding(QObject):
    """Answers the button that adds, what is dropped and pasted, and the command for what is selected."""

    def __init__(
        self, workspace: Workspace, parts: Parts, strip: ReferenceStrip, gathering: Gathering, tasks: TaskRunner
    ) -> None:
        super().__init__(strip)
        self._workspace = workspace
        self._parts = parts
        self._strip = strip
        self._gathering = gathering
        self._tasks = tasks
        self._view = workspace.gallery_panel.view
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self.intake = Intake(self._view, self)
        self._connect()

    def add_selected(self) -> None:
        """The pictures that are selected in the gallery, in its order."""
        times = list(times_of(self._view, self._parts.gallery)[: MOST_IMAGES + 1])
        if times:
            self._tasks.run(partial(in_order, self._parts.history, times), self._on_records, self._on_failed)

    def _connect(self) -> None:
        intake, gathering, strip = self.intake, self._gathering, self._strip
        editor = self._workspace.compose_panel.prompt_edit
        intake.watch(editor.viewport(), strip.view.viewport(), strip)
        for listener in (editor, strip.view):
            intake.listen(listener)
        intake.files_given.connect(gathering.add_files)
        intake.content_given.connect(gathering.add_content)
        intake.image_given.connect(gathering.add_image)
        intake.selection_given.connect(self.add_selected)
        intake.held.connect(strip.show_held)
        strip.add_requested.connect(self._on_add_requested)

    def _on_records(self, records: list[Record]) -> None:
        self._gathering.add_records(records)

    def _on_failed(self, error: ImageStudioError) -> None:
        self._gathering.failed.emit(error)

    def _on_add_requested(self, button: QWidget) -> None:
        menu = QMenu(button)
        menu.addAction(self.tr("From &files…")).triggered.connect(self._on_choose_files)
        selected = menu.addAction(self.tr("Selected in the &gallery"))
        selected.triggered.connect(self.add_selected)
        selected.setEnabled(bool(times_of(self._view, self._parts.gallery)))
        menu.addAction(self.tr("From the &clipboard")).triggered.connect(self._on_paste)
        guard(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_paste(self) -> None:
        if not self.intake.paste():
            self._strip.tell(self.tr("There is no picture on the clipboard."))

    def _on_choose_files(self) -> None:
        """The system's own chooser, which holds up nothing."""
        dialog = QFileDialog(self._workspace, self.tr("Pictures to start from"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff *.avif)")
        dialog.setNameFilters([kinds, self.tr("All files (*)")])
        dialog.setDirectory(self._folder)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, names: list[str]) -> None:
        if names:
            self._folder = str(Path(names[0]).parent)
            self._gathering.add_files([Path(name) for name in names])
