"""Failures for the command line: what happened, whether money was spent, what to do next, and the exit code."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING

from imagestudio.core import errors
from imagestudio.core.errors import Charge, ImageStudioError
from imagestudio.core.job import JobState

if TYPE_CHECKING:
    from imagestudio.core.generation import Outcome


class ExitCode(IntEnum):
    """How the command ended, for scripts."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2
    NO_KEY = 3
    REFUSED = 4
    UNKNOWN = 5
    NOT_DOWNLOADED = 6
    LIMIT = 7
    KEPT = 8


# Of several failures the one that matters most decides, and what may have cost money matters most.
_GRAVEST_FIRST = (
    ExitCode.UNKNOWN,
    ExitCode.NOT_DOWNLOADED,
    ExitCode.NO_KEY,
    ExitCode.REFUSED,
    ExitCode.WRONG_USE,
    ExitCode.FAILED,
    ExitCode.KEPT,
)

# The first that fits, so narrower kinds stand before wider ones.
_CODES: tuple[tuple[type[ImageStudioError], ExitCode], ...] = (
    (errors.RequestError, ExitCode.WRONG_USE),
    (errors.SettingsError, ExitCode.WRONG_USE),
    (errors.CredentialError, ExitCode.NO_KEY),
    (errors.KeyRefusedError, ExitCode.NO_KEY),
    (errors.RefusedError, ExitCode.REFUSED),
    (errors.RateLimitedError, ExitCode.REFUSED),
    (errors.OutcomeUnknownError, ExitCode.UNKNOWN),
    (errors.DownloadError, ExitCode.NOT_DOWNLOADED),
    (errors.PictureError, ExitCode.NOT_DOWNLOADED),
    (errors.UnwrittenError, ExitCode.NOT_DOWNLOADED),
)

_ADD_KEY = "Add a key with “imagestudio key set” or in AIMLAPI_API_KEY, or draw without one with --demo."
_REMEDIES: tuple[tuple[type[ImageStudioError], str], ...] = (
    (errors.NoKeyError, _ADD_KEY),
    (errors.BadKeyError, "Copy the whole key from the service's page and try again."),
    (errors.KeyringLockedError, "Unlock the keyring, or give the key in AIMLAPI_API_KEY."),
    (errors.NoKeyringError, "Give the key in AIMLAPI_API_KEY instead."),
    (errors.KeyRefusedError, "Check the key on the service's page, then “imagestudio key set”."),
    (errors.OutOfCreditsError, "Top up the account, or use a key that has credit, then try again."),
    (errors.RateLimitedError, "Wait a while, then try again."),
    (errors.RefusedError, "Change the prompt or the options, then try again."),
    (errors.ServiceFailedError, "Try again later."),
    (errors.CertificateError, "Do not go on unless you know why; a proxy or the clock may be wrong."),
    (errors.ProxyError, "Check HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY."),
    (errors.NotSentError, "Check the connection, then try again."),
    (errors.UnreadableAnswerError, "What came is kept in the library's spool folder; ask the service's support."),
    (errors.OutcomeUnknownError, "Find out with “imagestudio jobs resume” before asking for it again."),
    (errors.LinkExpiredError, "The answer is kept in the library's spool folder; ask the service for the picture."),
    (errors.DownloadError, "The answer is kept in the library's spool folder, so the picture can still be fetched."),
    (errors.PictureError, "What came is kept in the library's spool folder."),
    (errors.NoRoomError, "Nothing was sent. Make room on the disk, or choose another library with --library."),
    (errors.UnwrittenError, "Make room on the library's disk; do not ask for it again before you have looked there."),
)


def exit_code(error: ImageStudioError) -> ExitCode:
    return next((code for kind, code in _CODES if isinstance(error, kind)), ExitCode.FAILED)


def outcome_code(outcome: Outcome) -> ExitCode:
    """The code of one job; where it stands in the journal goes before how it failed."""
    if outcome.error is None:
        return ExitCode.DONE
    if isinstance(outcome.error, errors.UnwrittenError):
        return ExitCode.NOT_DOWNLOADED
    by_state = {
        JobState.INTENT: ExitCode.KEPT,
        JobState.UNKNOWN: ExitCode.UNKNOWN,
        JobState.RECEIVED: ExitCode.NOT_DOWNLOADED,
        JobState.LINK_EXPIRED: ExitCode.NOT_DOWNLOADED,
    }
    return by_state.get(outcome.job.state) or exit_code(outcome.error)


def gravest(codes: Iterable[ExitCode]) -> ExitCode:
    seen = set(codes)
    return next((code for code in _GRAVEST_FIRST if code in seen), ExitCode.DONE)


def describe(error: ImageStudioError, charge: Charge | None = None) -> str:
    """The failure as one paragraph of plain text; with a charge also what it means for the money."""
    remedy = next((text for kind, text in _REMEDIES if isinstance(error, kind)), "")
    said = printable(error.said).rstrip() or type(error).__name__.removesuffix("Error")
    parts = [said if said.endswith((".", "!", "?")) else f"{said}."]
    if charge is not None:
        parts.append(_money(charge))
    if error.inference_id and charge not in (None, Charge.NONE):
        parts.append(f"The service knows it as {printable(error.inference_id)}.")
    return " ".join([*parts, remedy]).strip()


def describe_outcome(outcome: Outcome) -> str:
    """Why a job brought no picture."""
    error = outcome.error or ImageStudioError()
    failure = outcome.job.failure
    return describe(error, failure.charge if failure else error.charge)


def printable(text: str) -> str:
    """The text without what would command a terminal."""
    return "".join(
        character if character.isprintable() or character == "\n" else "\N{REPLACEMENT CHARACTER}" for character in text
    )


def _money(charge: Charge) -> str:
    return {
        Charge.NONE: "Nothing was charged.",
        Charge.UNKNOWN: "Whether it was charged is not known.",
        Charge.PAID: "It was paid for.",
    }[charge]
