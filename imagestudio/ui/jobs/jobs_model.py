"""The jobs that run, wait or ended badly, as rows."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from imagestudio.core.job import Job, JobState
from imagestudio.ui.error_text import describe_job
from imagestudio.workers.job_queue import JobQueue

_ANY_INDEX = QModelIndex | QPersistentModelIndex


class JobRole(IntEnum):
    """What a row tells besides its text."""

    JOB = Qt.ItemDataRole.UserRole + 1
    STATE_TEXT = Qt.ItemDataRole.UserRole + 2


class JobsModel(QAbstractListModel):
    """Newest first; follows the queue by itself."""

    def __init__(self, queue: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._jobs: list[Job] = []
        queue.job_added.connect(self._on_job_added)
        queue.job_changed.connect(self._on_job_changed)
        queue.job_removed.connect(self._on_job_removed)

    def rowCount(self, parent: _ANY_INDEX | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._jobs)

    def data(self, index: _ANY_INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._jobs):
            return None
        job = self._jobs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return job.request.prompt
        if role == JobRole.JOB:
            return job
        if role == JobRole.STATE_TEXT:
            return state_text(job, self._queue)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{state_text(job, self._queue)}: {job.request.prompt}"
        return None

    def job_at(self, index: _ANY_INDEX) -> Job | None:
        return self._jobs[index.row()] if index.isValid() and index.row() < len(self._jobs) else None

    def index_of(self, job_id: str) -> QModelIndex:
        """The row of a job; not valid where there is none."""
        return self.index(self._row(job_id), 0)

    def _row(self, job_id: str) -> int:
        return next((row for row, job in enumerate(self._jobs) if job.id == job_id), -1)

    def _on_job_added(self, job: Job) -> None:
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._jobs.insert(0, job)
        self.endInsertRows()

    def _on_job_changed(self, job: Job) -> None:
        row = self._row(job.id)
        if row >= 0:
            self._jobs[row] = job
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def _on_job_removed(self, job_id: str) -> None:
        row = self._row(job_id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._jobs[row]
            self.endRemoveRows()


def state_text(job: Job, queue: JobQueue) -> str:
    """Where a job stands, in a few words."""
    described = describe_job(job)
    if described is not None:
        return described.title
    if queue.in_background(job.id):
        return _tr("Still listening")
    if queue.is_trying(job):
        return _tr("Trying to send")
    if queue.is_kept(job):
        return _tr("Kept for later")
    if job.unsent:
        return _tr("Waiting") if queue.will_run(job.id) else _tr("Paused")
    return _tr("Fetching the picture") if job.state is JobState.RECEIVED else _tr("On its way")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Jobs", text)
