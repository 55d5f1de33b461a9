"""What sending some jobs would come to, and which limits on spending it would pass, in words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from imagestudio.core.job import Job
from imagestudio.core.limits import Answer, Crossing, Decision, Span
from imagestudio.core.money import ZERO
from imagestudio.core.record import DEMO


def pictures_in(jobs: Iterable[Job]) -> int:
    """How many pictures would come of them; an edit may be asked for several at one go."""
    return sum(job.request.count for job in jobs)


def price_text(jobs: Iterable[Job]) -> str:
    """What they are expected to cost: “about $0.31”, or nothing where not one price is known."""
    asked = list(jobs)
    if asked and all(job.provider == DEMO for job in asked):
        return _tr("free")
    known = [job.estimate for job in asked if job.estimate is not None]
    if not known:
        return _tr("price unknown")
    text = _tr("about {0}").format(sum(known, ZERO))
    return text if len(known) == len(asked) else _tr("{0} and more").format(text)


def limit_lines(decision: Decision) -> list[str]:
    """A sentence for each limit that would be passed, and one for prices that nobody knows."""
    lines = [_crossed(crossing, decision.answer) for crossing in decision.crossings]
    if unpriced := decision.unpriced:
        unknown = QCoreApplication.translate(
            "LimitWords",
            "The price of %n request(s) is not known, so no limit can hold for that.",
            None,
            unpriced,
        )
        lines.append(unknown)
    return lines


def _crossed(crossing: Crossing, answer: Answer) -> str:
    total, limit = crossing.total, crossing.limit
    asks = answer is Answer.ASK
    match crossing.span:
        case Span.RUN:
            text = _tr("This comes to {0}; you are asked above {1} for one run.")
            text = text if asks else _tr("This comes to {0}, above your limit of {1} for one run.")
        case Span.DAY:
            text = _tr("Today would come to {0}, with all that waits; you are asked above {1}.")
            text = text if asks else _tr("Today would come to {0}, with all that waits, above your limit of {1}.")
        case Span.MONTH:
            text = _tr("This month would come to {0}, with all that waits; you are asked above {1}.")
            text = text if asks else _tr("This month would come to {0}, with all that waits, above your limit of {1}.")
    return text.format(total, limit)


def _tr(text: str) -> str:
    return QCoreApplication.translate("LimitWords", text)
