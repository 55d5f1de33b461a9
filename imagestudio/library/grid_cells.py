"""What a library has of the cells of a grid: pictures, jobs that are under way, and what the like of them cost."""

from __future__ import annotations

from collections.abc import Sequence

from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.grid_keeping import Found
from imagestudio.core.pricing import Paid
from imagestudio.core.record import DEMO
from imagestudio.core.request import Request
from imagestudio.library.journal import SqliteJournal
from imagestudio.library.prices import Prices
from imagestudio.library.record_rows import alike_key
from imagestudio.library.repeats import ANYBODY, Repeats


class GridCells:
    """Looks cells up; may be called from any thread but the window's."""

    def __init__(self, journal: SqliteJournal, repeats: Repeats, prices: Prices) -> None:
        self._journal = journal
        self._repeats = repeats
        self._prices = prices

    def look(self, requests: Sequence[Request], provider: str) -> Found:
        """The jobs first: one that ends meanwhile has its picture by the time pictures are looked for."""
        busy = frozenset(
            fingerprint(job.request) for job in self._journal.unfinished() if _serves(job.provider, provider)
        )
        repeats = self._repeats.of_all(requests, ANYBODY)
        pictures = {
            fingerprint(each.request): tuple(one for one in each.records if _serves(one.provider, provider))
            for each in repeats
        }
        return Found(
            {key: records for key, records in pictures.items() if records}, busy, self._paid(requests, provider)
        )

    def _paid(self, requests: Sequence[Request], provider: str) -> dict[str, Paid]:
        """By fingerprint; those of the same model, size and quality are asked about once."""
        known: dict[tuple[str, ...], Paid | None] = {}
        found: dict[str, Paid] = {}
        for request in requests if provider != DEMO else ():
            like = (request.model, *alike_key(request.parameters))
            if like not in known:
                known[like] = self._prices.paid(request, provider)
            if (paid := known[like]) is not None:
                found[fingerprint(request)] = paid
        return found


def _serves(made_by: str, provider: str) -> bool:
    """Whether a picture somebody made is what a cell wants: a demo picture only where the demo draws."""
    return made_by != DEMO or provider == DEMO
