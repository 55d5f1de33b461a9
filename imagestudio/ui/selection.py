"""What follows from the selection in the gallery: the details, and the commands for a picture or a job."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from imagestudio.core.catalog import Catalog
from imagestudio.core.errors import ImageStudioError
from imagestudio.core.job import Job
from imagestudio.core.ports import History, Thumbnails
from imagestudio.core.record import Record
from imagestudio.ui.actions import PICTURE
from imagestudio.ui.details.survey import Survey, survey_of
from imagestudio.ui.error_text import describe
from imagestudio.ui.gallery.cell import Cell
from imagestudio.ui.menu_keys import guard
from imagestudio.ui.organise.chosen import times_of
from imagestudio.ui.picture_actions import PictureActions
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import Task

_FEW = 200  # so many records are looked through at once, more beside the window
_MOST_SURVEYED = 10_000


class Selection(QObject):
    """Connects gallery, jobs, details and the commands of the window.

    Signals:
        menu_made(QMenu): a menu for the selected pictures is about to open; others may add to it.
    """

    menu_made = Signal(QMenu)

    def __init__(self, workspace: Workspace, parts: Parts, pictures: PictureActions) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._gallery = parts.gallery
        self._catalog = parts.catalog
        self._history = parts.history
        self._queue = parts.queue
        self._thumbnails: Thumbnails = parts.thumbnails
        self._tasks = parts.tasks
        self._pictures = pictures
        self._job: Job | None = None
        self._preview: Task | None = None
        self._surveying: Task | None = None
        self._connect_panels()
        self._connect_actions()
        self._offer_picture_actions()

    def _connect_panels(self) -> None:
        gallery, details, jobs = (
            self._workspace.gallery_panel,
            self._workspace.details_panel,
            self._workspace.jobs_panel,
        )
        gallery.selection_changed.connect(self._on_selection_changed)
        gallery.context_menu_requested.connect(self._on_context_menu)
        gallery.show_requested.connect(self._on_show_requested)
        jobs.chosen.connect(self._on_job_chosen)
        for source in (gallery, details.job_details, jobs):
            source.retry_requested.connect(self._queue.retry)
            source.dismiss_requested.connect(self._queue.dismiss)
        for panel in (details.job_details, jobs):
            panel.stop_requested.connect(self._queue.stop)
        details.page.use_settings_requested.connect(self._on_use_settings)
        details.page.copy_image_requested.connect(self._pictures.copy_image)
        details.page.copy_prompt_requested.connect(self._pictures.copy_prompt)
        details.page.show_in_folder_requested.connect(self._pictures.show_in_folder)
        self._queue.job_changed.connect(self._on_job_changed)
        self._queue.job_removed.connect(self._on_job_removed)

    def _connect_actions(self) -> None:
        actions = self._workspace.actions_of
        actions["use_settings"].triggered.connect(self._on_use_current)
        actions["copy_image"].triggered.connect(self._on_copy_image)
        actions["copy_prompt"].triggered.connect(self._on_copy_prompt)
        actions["show_in_folder"].triggered.connect(self._on_show_in_folder)

    # what is shown

    def _on_selection_changed(self, cells: list[Cell]) -> None:
        records = [cell.record for cell in cells if cell.record is not None]
        jobs = [cell.job for cell in cells if cell.job is not None]
        self._job = None
        if self._surveying is not None:
            self._surveying.cancel()
        if len(cells) > _FEW:
            self._show_very_many()
        elif len(records) == 1 and len(cells) == 1:
            self._show_record(records[0])
        elif len(jobs) == 1 and not records:
            self._show_job(jobs[0])
            self._workspace.jobs_panel.show_job(jobs[0].id)
        elif cells:
            self._show_many(records)
        else:
            self._workspace.details_panel.show_nothing()
        self._offer_picture_actions()

    def _show_record(self, record: Record) -> None:
        shown = self._workspace.details_panel.record
        self._workspace.details_panel.show_record(record, None)
        if shown is not None and shown.time == record.time and shown != record and shown.missing == record.missing:
            return  # another rating needs no other preview
        if self._preview is not None:
            self._preview.cancel()
        call = partial(_load_preview, self._thumbnails, record)
        self._preview = self._tasks.run(call, self._on_preview, partial(self._on_no_preview, record.time))

    def _show_many(self, records: list[Record]) -> None:
        """What they share."""
        times = times_of(self._workspace.gallery_panel.view, self._gallery)
        self._on_surveyed(survey_of(len(times), times, records, self._catalog))

    def _show_very_many(self) -> None:
        """How many they are; what they share is read and worked out beside the window."""
        times = times_of(self._workspace.gallery_panel.view, self._gallery)
        if self._workspace.details_panel.survey.times != times:
            self._workspace.details_panel.show_many(Survey(len(times), times))
        call = partial(_survey, self._history, times, self._catalog)
        self._surveying = self._tasks.run(call, self._on_surveyed)

    def _on_surveyed(self, survey: Survey) -> None:
        self._workspace.details_panel.show_many(survey)
        self._offer_picture_actions()

    def _show_job(self, job: Job) -> None:
        self._job = job
        held = self._queue.is_kept(job)
        background, trying = self._queue.in_background(job.id), self._queue.is_trying(job)
        self._workspace.details_panel.show_job(job, background, held, trying)

    def _on_preview(self, loaded: tuple[int, QImage]) -> None:
        self._workspace.details_panel.set_preview(*loaded)

    def _on_no_preview(self, time: int, error: ImageStudioError) -> None:
        told = describe(error.failure)
        self._workspace.details_panel.show_trouble(time, f"{told.title}. {told.what} {told.remedy}")

    def _on_job_chosen(self, job: Job) -> None:
        """Its cell is selected too, so that the gallery, the jobs and the details speak of the same."""
        if not self._workspace.gallery_panel.select_job(job.id):
            self._show_job(job)
            self._offer_picture_actions()

    def _on_show_requested(self, job: Job) -> None:
        """Show what happened; the keys stay in the gallery, so that no second Enter buys anything."""
        self._show_job(job)
        self._offer_picture_actions()
        self._workspace.show_details()

    def _on_job_changed(self, job: Job) -> None:
        if self._job is not None and self._job.id == job.id:
            self._show_job(job)

    def _on_job_removed(self, job_id: str) -> None:
        if self._job is not None and self._job.id == job_id:
            self._job = None
            self._workspace.details_panel.show_nothing()

    # what can be done

    def _offer_picture_actions(self) -> None:
        shown = self._workspace.details_panel.record is not None
        for name in PICTURE:
            if name != "compare":  # which is for several, too
                self._workspace.actions_of[name].setEnabled(shown)

    def _on_context_menu(self, where: QPoint, cells: list[Cell]) -> None:
        jobs = [cell.job for cell in cells if cell.job is not None]
        if any(cell.record is not None for cell in cells):
            menu = self._workspace.actions_of.picture_menu(self._workspace)
            self.menu_made.emit(menu)
        elif len(jobs) == 1:
            self._show_job(jobs[0])
            menu = self._workspace.details_panel.job_details.menu(self._workspace)
        else:
            return
        guard(menu)
        menu.exec(where)
        menu.deleteLater()

    def _on_use_settings(self, record: Record) -> None:
        self._workspace.compose_panel.use(record.request, record.origin)
        if self._workspace.compose_panel.isVisible():
            self._workspace.compose_panel.prompt_edit.setFocus()

    def _on_use_current(self) -> None:
        if (record := self._workspace.details_panel.record) is not None:
            self._on_use_settings(record)

    def _on_copy_image(self) -> None:
        if (record := self._workspace.details_panel.record) is not None:
            self._pictures.copy_image(record)

    def _on_copy_prompt(self) -> None:
        if (record := self._workspace.details_panel.record) is not None:
            self._pictures.copy_prompt(record)

    def _on_show_in_folder(self) -> None:
        if (record := self._workspace.details_panel.record) is not None:
            self._pictures.show_in_folder(record)


def _survey(history: History, times: Sequence[int], catalog: Catalog) -> Survey:
    """Runs in a worker thread."""
    return survey_of(len(times), times, history.page(times[:_MOST_SURVEYED]), catalog)


def _load_preview(thumbnails: Thumbnails, record: Record) -> tuple[int, QImage]:
    """Runs in a worker thread."""
    return record.time, QImage.fromData(thumbnails.load(record))
