"""The words in and about a cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from imagestudio.core.errors import Failure
from imagestudio.core.job import Job, JobState
from imagestudio.core.organisation import Organisation, Pick
from imagestudio.core.record import Record
from imagestudio.ui.gallery.cell import Cell, Progress


def _tr(text: str) -> str:
    return QCoreApplication.translate("GalleryCell", text)


def accessible_text(cell: Cell, name_of: Callable[[str], str]) -> str:
    """What a screen reader says: prompt, model and date of a picture; state and prompt of a job."""
    if cell.job is not None:
        return f"{state_text(cell.job)}: {cell.job.request.prompt}"
    if cell.record is None:
        return _tr("Picture, still loading")
    parts = [cell.record.prompt, name_of(cell.record.model), moment_text(cell.record.time)]
    return ", ".join([*filter(None, parts), *badges(cell.record), *marks(cell.record.organisation)])


def badges(record: Record) -> list[str]:
    """What stands on a picture, in a word each."""
    words = [_tr("Demo")] if record.is_demo else []
    return [*words, _tr("File missing")] if record.missing else words


def marks(organisation: Organisation) -> list[str]:
    """Stars and pick in words."""
    words = [_tr("{0} of 5 stars").format(organisation.rating)] if organisation.rating else []
    if organisation.pick is Pick.NONE:
        return words
    return [*words, _tr("Picked") if organisation.pick is Pick.PICKED else _tr("Rejected")]


def moment_text(moment: int) -> str:
    """A record's time as a local date and time."""
    local = QDateTime.fromMSecsSinceEpoch(moment // 1000)
    return QLocale(QLocale.Language.English).toString(local, "d MMMM yyyy HH:mm")


def state_text(job: Job) -> str:
    """Where a job stands, in a word or two."""
    if job.failed and job.state is JobState.RECEIVED:
        return _tr("Picture still to come")
    return {
        JobState.INTENT: _tr("Kept for later"),
        JobState.QUEUED: _tr("Waiting"),
        JobState.SENDING: _tr("Being made"),
        JobState.RECEIVED: _tr("Fetching the picture"),
        JobState.NOT_CHARGED: _tr("Not made, not charged"),
        JobState.UNKNOWN: _tr("Outcome unknown"),
        JobState.CHARGED_LOST: _tr("Charged, no picture"),
        JobState.NO_CHARGE_FOUND: _tr("No charge found"),
        JobState.LINK_EXPIRED: _tr("Link expired"),
        JobState.CANCELLED: _tr("Cancelled"),
        JobState.DONE: _tr("Done"),
    }[job.state]


def reason_text(job: Job, reason: Callable[[Failure], str]) -> str:
    """Why a job did not work out, short enough for its cell; what was found out later says more than the failure."""
    if job.failure is None or job.state in (JobState.CHARGED_LOST, JobState.NO_CHARGE_FOUND):
        return state_text(job)
    return reason(job.failure)


def progress_text(job: Job, progress: Progress | None, now: float) -> str:
    """What stands under the ring: “19 of ≈ 31 s”, and plain seconds once it takes longer than was expected."""
    if job.unsent:
        if progress is None:
            return state_text(job)
        if progress.paused:
            return _tr("Paused")
        return _tr("Kept for later") if progress.held else _tr("Trying to send")
    if job.state is JobState.RECEIVED:
        return _tr("Fetching …")
    if progress is None:
        return _tr("Sending …")
    elapsed = max(0, int(now - progress.began))
    if progress.expected_s is None or elapsed > progress.expected_s:
        return _tr("{elapsed} s").replace("{elapsed}", str(elapsed))
    expected = max(1, round(progress.expected_s))
    return _tr("{elapsed} of ≈ {expected} s").replace("{elapsed}", str(elapsed)).replace("{expected}", str(expected))
