"""What each thing that library and ledger do not agree on means, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from imagestudio.core.errors import (
    ImageStudioError,
    KeyRefusedError,
    NoKeyError,
    NotSentError,
    ProviderError,
    RefusedError,
    UnreachableError,
)
from imagestudio.core.findings import Finding, Kind
from imagestudio.core.ledger import Comparison
from imagestudio.ui.error_text import describe


def kind_text(kind: Kind) -> str:
    """In two or three words."""
    return {
        Kind.ONLY_THERE: _tr("Only at the service"),
        Kind.TWICE: _tr("Charged more than once"),
        Kind.DIFFERENT: _tr("Another amount"),
        Kind.ONLY_HERE: _tr("Only in the library"),
        Kind.TOO_NEW: _tr("Not in the ledger yet"),
        Kind.NAMELESS: _tr("Cannot be looked up"),
        Kind.ELSEWHERE: _tr("Another program"),
    }[kind]


def meaning(finding: Finding) -> str:
    """What it means and what to do next, in whole sentences."""
    return {
        Kind.ONLY_THERE: _tr(
            "The service charged {1}, and this library knows nothing of it. Another computer, library or program may "
            "have used the same key. If none did, give the inference id to the service's support."
        ),
        Kind.TWICE: _tr(
            "One request was charged {2} times, {1} together; the library noted {0}. Ask the service's support for the "
            "rest back, with the inference id."
        ),
        Kind.DIFFERENT: _tr(
            "The service charged {1}, and its answer had said {0}. The ledger is what you pay; if it is more, ask the "
            "service's support, with the inference id."
        ),
        Kind.ONLY_HERE: _tr(
            "The library noted {0}, and the ledger has no such charge: nothing was taken, or it was paid with another "
            "key. There is nothing to do."
        ),
        Kind.TOO_NEW: _tr("The ledger may have this charge only an hour after its picture. Compare again later."),
        Kind.NAMELESS: _tr(
            "The service gave this request no inference id, so that it cannot be found in the ledger. If you miss "
            "money, compare by time and amount on the service's own page."
        ),
        Kind.ELSEWHERE: _tr(
            "The service charged {1} for a model that Image Studio does not use: another program has the same key."
        ),
    }[finding.kind].format(*amounts(finding, _tr("no amount"), _tr("nothing")), finding.charges)


def amounts(finding: Finding, no_here: str, no_there: str) -> tuple[str, str]:
    """What library and service say; to the last digit where they would look the same otherwise."""
    here, there = finding.here, finding.there
    if here is not None and there is not None and here != there and str(here) == str(there):
        return f"${here.usd:f}", f"${there.usd:f}"
    return str(here) if here is not None else no_here, str(there) if there is not None else no_there


def summary(comparison: Comparison, matters: int, explained: int) -> str:
    """What came of it in a sentence or two."""
    agreed = _tr("{0} agree with the ledger.").format(f"{comparison.agreed:,}")
    if not matters:
        said = _tr("Nothing is amiss: {0}").format(agreed)
    else:
        said = _tr("{0} {1} do not; select one to see what it means.").format(agreed, f"{matters:,}")
    return said if not explained else _tr("{0} Of {1} more nothing can be said.").format(said, f"{explained:,}")


def refusal(error: ImageStudioError) -> str:
    """Why nothing could be compared, and what to do."""
    if isinstance(error, NoKeyError):
        return _tr("Without a key there is no ledger to compare with. Menu → Key and account… says how to get one.")
    if isinstance(error, KeyRefusedError):
        return _tr(
            "The service does not accept the key, so nothing was compared. Menu → Key and account… sets another."
        )
    if isinstance(error, RefusedError):
        return _tr(
            "This key may make pictures, but not read the ledger. Make a regular key on the service's page, and use it "
            "for the comparison."
        )
    if isinstance(error, UnreachableError):
        return _tr("The service cannot be reached, so nothing was compared. Try again when there is a network.")
    if isinstance(error, ProviderError) and not isinstance(error, NotSentError):
        text = _tr("The ledger could not be read, so nothing was compared: “{0}” Nothing was paid. Try again later.")
        return text.format(error.said or type(error).__name__)
    told = describe(error.failure)
    return f"{told.what} {told.remedy}".strip()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Findings", text)
