"""What trying a job once more means: the words on the button, and what they cost."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication

from imagestudio.core.job import Job, JobState


class Another(Enum):
    """What is done when a job is tried once more."""

    SEND = "send"
    RETRY = "retry"
    FETCH = "fetch"
    BUY = "buy"


def another_try(job: Job) -> Another:
    """What trying this job once more does; only BUY may cost a second time."""
    if job.unsent:
        return Another.SEND
    if job.state is JobState.RECEIVED:
        return Another.FETCH
    return Another.RETRY if job.sendable else Another.BUY


def cost_of(job: Job) -> str:
    """What trying it once more costs, as a tool tip."""
    another = another_try(job)
    if another is Another.FETCH:
        return QCoreApplication.translate("AnotherTry", "Fetches what was paid for. Costs nothing more.")
    if another is not Another.BUY:
        return ""
    if job.estimate is None:
        return QCoreApplication.translate("AnotherTry", "Sends a new request, which costs again.")
    text = QCoreApplication.translate("AnotherTry", "Sends a new request, which costs about {0} again.")
    return text.format(job.estimate)
