"""How giving away went, in plain words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from imagestudio.core.errors import Failure
from imagestudio.core.export import ExportReport
from imagestudio.ui.error_text import quoted, short_reason

_MOST_NAMED = 3


def report_text(report: ExportReport) -> str:
    """One paragraph."""
    parts = [_outcome(report)]
    if report.refused:
        parts.append(_refused(report))
    return " ".join(parts)


def _outcome(report: ExportReport) -> str:
    if report.place == Path():
        return _printed(report)
    place = quoted(str(report.place))
    count = f"{report.done:,}"
    if report.stopped is not None:
        return f"{_stopped(report)} {_left(report, place)}"
    if report.cancelled:
        return f"{QCoreApplication.translate('ExportReport', 'Cancelled.')} {_left(report, place)}"
    if report.done == report.total:
        one, many = (
            QCoreApplication.translate("ExportReport", "One picture is now in {0}."),
            QCoreApplication.translate("ExportReport", "{1} pictures are now in {0}."),
        )
        return (one if report.done == 1 else many).format(place, count)
    return QCoreApplication.translate("ExportReport", "{1} of {2} pictures are now in {0}.").format(
        place, count, f"{report.total:,}"
    )


def _printed(report: ExportReport) -> str:
    if report.cancelled:
        return QCoreApplication.translate("ExportReport", "Printing was cancelled.")
    return QCoreApplication.translate("ExportReport", "Handed over to the printer.")


def _stopped(report: ExportReport) -> str:
    if report.full:
        return QCoreApplication.translate(
            "ExportReport", "The disk that the copies go to is full. Free some space there, or choose another place."
        )
    return report.stopped.said if report.stopped is not None else ""


def _left(report: ExportReport, place: str) -> str:
    if not report.done:
        return QCoreApplication.translate("ExportReport", "Nothing was written.")
    return QCoreApplication.translate("ExportReport", "{1} of {2} pictures are in {0}.").format(
        place, f"{report.done:,}", f"{report.total:,}"
    )


def _refused(report: ExportReport) -> str:
    named = [f"{quoted(told.name)} ({_reason(told.failure)})" for told in report.refused[:_MOST_NAMED]]
    more = len(report.refused) - len(named)
    text = QCoreApplication.translate("ExportReport", "These could not be copied: {0}").format(", ".join(named))
    return (
        f"{text} {QCoreApplication.translate('ExportReport', 'and {0} more.').format(f'{more:,}')}"
        if more
        else f"{text}."
    )


def _reason(failure: Failure) -> str:
    return short_reason(failure)
