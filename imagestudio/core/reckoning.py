"""What jobs that waited will cost by what is known now: prices change while they wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from imagestudio.core.catalog import Catalog
from imagestudio.core.job import Job
from imagestudio.core.live_price import LivePrice, live_of
from imagestudio.core.money import Money
from imagestudio.core.pricing import Paid, PaidFor, estimate
from imagestudio.core.record import DEMO

Reckon = Callable[[Sequence[Job]], list[Job]]
"""The same jobs with the prices of now; for worker threads."""


class Reckoning:
    """Knows the catalogue, what was paid and the live prices; may be asked from any thread but the window's."""

    def __init__(self, catalog: Catalog, paid_for: PaidFor) -> None:
        self._catalog = catalog
        self._paid_for = paid_for
        self._live: tuple[str, Mapping[str, LivePrice]] = ("", {})  # replaced as a whole, so no thread sees half of it

    def use_live(self, provider: str, prices: Mapping[str, LivePrice]) -> None:
        """The catalogue of this provider was read anew."""
        self._live = (provider, prices)

    def anew(self, jobs: Sequence[Job]) -> list[Job]:
        """The jobs with what they are expected to cost now; one whose price nobody knows now keeps the one it has.

        Raises LibraryError.
        """
        paid: dict[object, Paid | None] = {}  # asked for once of all that are alike
        return [replace(job, estimate=self._price(job, paid) or job.estimate) for job in jobs]

    def _price(self, job: Job, paid: dict[object, Paid | None]) -> Money | None:
        request, spec = job.request, self._catalog.get(job.request.model)
        if job.provider == DEMO or spec is None:
            return None
        given = (len(request.images), request.mask is not None)
        like = (job.provider, request.model, tuple(sorted(map(str, request.parameters.items()))), given)
        if like not in paid:
            paid[like] = self._paid_for(request, job.provider)
        provider, prices = self._live
        live = live_of(prices, spec) if provider == job.provider else None
        return estimate(spec, request, paid[like], live).amount
