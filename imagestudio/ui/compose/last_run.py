"""What the latest run cost beside what had been estimated, told quietly at the foot of the compose panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from imagestudio.core.money import ZERO, Money
from imagestudio.core.record import Record
from imagestudio.ui.compose.price_footer import PriceFooter
from imagestudio.workers.job_queue import JobQueue


@dataclass(frozen=True, slots=True)
class _Run:
    """The pictures since the queue began to work, of those whose price is known; `estimated` of all or None."""

    pictures: int = 0
    cost: Money = ZERO
    estimated: Money | None = ZERO

    def with_record(self, record: Record) -> _Run:
        if record.cost is None or record.is_demo:
            return self
        both = self.estimated is not None and record.estimate is not None
        estimated = (self.estimated or ZERO) + (record.estimate or ZERO) if both else None
        return _Run(self.pictures + 1, self.cost + record.cost, estimated)


class LastRun(QObject):
    """Adds up what comes until nothing more is under way."""

    def __init__(self, queue: JobQueue, footer: PriceFooter) -> None:
        super().__init__(footer)
        self._footer = footer
        self._run = _Run()
        queue.records_added.connect(self._on_records)
        queue.idle.connect(self._on_idle)

    def _on_records(self, records: Sequence[Record]) -> None:
        for record in records:
            self._run = self._run.with_record(record)

    def _on_idle(self) -> None:
        run, self._run = self._run, _Run()
        if run.pictures:
            self._footer.show_last_run(self._said(run))

    def _said(self, run: _Run) -> str:
        made = self.tr("Last run: {0}").format(run.cost)
        if run.estimated is None:
            return made
        if run.estimated.text() == run.cost.text():
            return self.tr("{0}, as estimated").format(made)
        return self.tr("{0}, estimated {1}").format(made, run.estimated)
