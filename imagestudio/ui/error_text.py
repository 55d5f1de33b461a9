"""A failure in plain words: what happened, whether money was spent, what to do next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from imagestudio.core.errors import Charge, Failure
from imagestudio.core.job import Job, JobState
from imagestudio.ui.error_sentences import KINDS, UNKNOWN_KIND, Sentences
from imagestudio.ui.outcome_sentences import CHARGED_LOST, NO_CHARGE_FOUND, NOT_CHARGED

_LONGEST_QUOTE = 400
_UNREADABLE, _UNKNOWN = "UnreadableAnswer", "OutcomeUnknown"
# Nothing is ever paid where these happen, so money is not talked of as if it might have been.
_WITHOUT_MONEY = frozenset(
    {"Catalog", "Request", "Settings", "NoKey", "BadKey", "KeyringLocked", "NoKeyring", "Credential", "LibraryInUse"}
    | {
        "FileGone",
        "FileSpoilt",
        "LibraryReadOnly",
        "LibraryVersion",
        "LibraryNewer",
        "LibraryOlder",
        "LibraryDamaged",
        "LibraryUnmended",
    }
    | {"Library"}
)


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What the person reads about one failure; plain text throughout, `short` fits a gallery cell."""

    title: str
    what: str
    money: str
    remedy: str
    short: str


def describe(failure: Failure) -> ErrorText:
    """The words for a failure; one of an unknown kind, of a newer program's journal for instance, has words too."""
    return _text(KINDS.get(failure.kind, UNKNOWN_KIND), failure, _money(failure.charge, failure.kind))


def describe_job(job: Job) -> ErrorText | None:
    """The words for a job that did not end in a picture; None where there is nothing to explain."""
    failure = job.failure
    match job.state:
        case JobState.CHARGED_LOST:
            unreadable = failure is not None and failure.kind == _UNREADABLE
            return _text(KINDS[_UNREADABLE] if unreadable else CHARGED_LOST, failure, _paid(failure))
        case JobState.NO_CHARGE_FOUND:
            told = QCoreApplication.translate(
                "ErrorText", "No charge was found for it. Very likely, though not certainly, nothing was paid."
            )
            return _text(NO_CHARGE_FOUND, failure, told)
        case JobState.LINK_EXPIRED:
            return _described(failure, "LinkExpired", Charge.PAID)
        case JobState.UNKNOWN:
            return _with_lookup(_described(failure, "OutcomeUnknown", Charge.UNKNOWN), failure)
        case JobState.NOT_CHARGED if failure is None:
            return _text(NOT_CHARGED, None, _money(Charge.NONE))
        case JobState.NOT_CHARGED | JobState.RECEIVED:
            return None if failure is None else describe(failure)
    return None


def short_reason(failure: Failure) -> str:
    """The failure in one short line, for a gallery cell."""
    return _tr(KINDS.get(failure.kind, UNKNOWN_KIND).short)


def quoted(said: str) -> str:
    """What somebody else said, as one line of plain text in quotation marks, cut where it is very long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    if len(line) > _LONGEST_QUOTE:
        line = line[: _LONGEST_QUOTE - 1].rstrip() + "…"
    return f"“{line}”" if line else ""


def _with_lookup(text: ErrorText, failure: Failure | None) -> ErrorText:
    """The words with what is done to find the outcome out."""
    told = QCoreApplication.translate(
        "ErrorText", "Image Studio looks it up in the service's own list of requests by itself."
    )
    if failure is None or not failure.unchecked:
        return replace(text, what=f"{text.what} {told}")
    told = QCoreApplication.translate(
        "ErrorText", "Could not check: the service's own list of requests could not be read (%1)."
    ).replace("%1", quoted(failure.unchecked))
    remedy = text.remedy
    if failure.kind == _UNKNOWN:
        remedy = QCoreApplication.translate(
            "ErrorText",
            "Look at the usage page of your account before you buy it again, which may cost a second time. Image "
            "Studio tries again to look it up.",
        )
    return replace(text, what=f"{text.what} {told}", remedy=remedy)


def _paid(failure: Failure | None) -> str:
    """That it was paid for, and how much, where the service's list says that."""
    if failure is None or failure.cost is None:
        return _money(Charge.PAID)
    return QCoreApplication.translate("ErrorText", "This picture was paid for: %1.").replace("%1", str(failure.cost))


def _described(failure: Failure | None, kind: str, charge: Charge) -> ErrorText:
    return describe(failure if failure is not None else Failure(kind, "", charge))


def _text(sentences: Sentences, failure: Failure | None, money: str) -> ErrorText:
    what, remedy = _tr(sentences.what), _tr(sentences.remedy)
    if failure is not None and not sentences.private and (quote := quoted(failure.said)):
        what = f"{what} {_intro(sentences).replace('%1', quote)}"
    if failure is not None and failure.inference_id and failure.charge is not Charge.NONE:
        known_as = QCoreApplication.translate("ErrorText", "The service knows the request as %1.")
        remedy = f"{remedy} {known_as.replace('%1', quoted(failure.inference_id))}"
    return ErrorText(_tr(sentences.title), what, money, remedy, _tr(sentences.short))


def _intro(sentences: Sentences) -> str:
    if sentences.service_speaks:
        return QCoreApplication.translate("ErrorText", "The service said: %1")
    return QCoreApplication.translate("ErrorText", "In detail: %1")


def _money(charge: Charge, kind: str = "") -> str:
    if charge is Charge.PAID:
        return QCoreApplication.translate("ErrorText", "This picture was paid for.")
    if charge is Charge.UNKNOWN:
        return QCoreApplication.translate("ErrorText", "Whether it was charged is not known.")
    if kind in _WITHOUT_MONEY:
        return QCoreApplication.translate("ErrorText", "No money was spent.")
    return QCoreApplication.translate("ErrorText", "Nothing was charged.")


def _tr(text: object) -> str:
    return QCoreApplication.translate("ErrorText", str(text))
