"""The rows at the top of the gallery: jobs that are under way or wait for somebody."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject

from imagestudio.core.job import Job
from imagestudio.ui.gallery.cell import Progress
from imagestudio.ui.gallery.job_cells import JobCells, shown

_NOWHERE = QModelIndex()


class JobRows(QAbstractListModel):
    """The part of the gallery's model that is about jobs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = JobCells()

    @property
    def jobs_shown(self) -> bool:
        """Whether jobs have rows at all now."""
        return True

    @property
    def job_rows(self) -> int:
        """How many rows at the top are jobs."""
        return len(self.jobs) if self.jobs_shown else 0

    def update_job(self, job: Job) -> None:
        """Show where a job stands now; a new one gets a cell, a finished one loses its."""
        row = self.jobs.row_of(job.id)
        if not shown(job):
            self.remove_job(job.id)
        elif row >= 0:
            self.jobs.replace(row, job)
            self._tell_job(row)
        else:
            row, told = self.jobs.place_for(job), self.jobs_shown
            if told:
                self.beginInsertRows(_NOWHERE, row, row)
            self.jobs.insert(row, job)
            if told:
                self.endInsertRows()

    def remove_job(self, job_id: str) -> None:
        if (row := self.jobs.row_of(job_id)) < 0:
            return
        told = self.jobs_shown
        if told:
            self.beginRemoveRows(_NOWHERE, row, row)
        self.jobs.remove(row)
        if told:
            self.endRemoveRows()

    def set_progress(self, job_id: str, progress: Progress | None) -> None:
        """Let a job show when it was sent and how long the like took, or that it waits for a click."""
        self.jobs.set_progress(job_id, progress)
        if (row := self.jobs.row_of(job_id)) >= 0:
            self._tell_job(row)

    def _tell_job(self, row: int) -> None:
        if self.jobs_shown:
            self.dataChanged.emit(self.index(row), self.index(row))
