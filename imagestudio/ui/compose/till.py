"""What the compose panel knows of prices, and how much may be asked for at one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from imagestudio.core.catalog import ModelSpec
from imagestudio.core.live_price import LivePrice, live_of
from imagestudio.core.pricing import FREE, Estimate, Paid, estimate
from imagestudio.core.request import Request
from imagestudio.core.wording import Quote, Wording, quote

USUAL_CAP = 100  # pictures of a template, above which one is asked first
MOST_AT_ONCE = 1_000  # nobody looks at more, and nobody should buy them by one click


class Given(Protocol):
    """What a request is given beside its words; made after the first screen."""

    def dress(self, spec: ModelSpec, request: Request) -> Request:
        """The request with its pictures, where there are any. Raises RequestError where the model takes none."""


class Till:
    """Says the price of what is wanted, and remembers what the person said yes to."""

    def __init__(self) -> None:
        self.spec: ModelSpec | None = None
        self.paid: Paid | None = None
        self.paid_for_edits: Paid | None = None
        self.live: Mapping[str, LivePrice] = {}  # by every name of a model
        self.given: Given | None = None
        self.is_free = False
        self.cap: Callable[[], int] = _usual_cap
        self._allowed: object = None

    def estimate(self, request: Request) -> Estimate:
        spec, paid = self.spec, self.paid_for_edits if request.is_edit else self.paid
        return FREE if self.is_free or spec is None else estimate(spec, request, paid, self.live_of(spec))

    def live_of(self, spec: ModelSpec) -> LivePrice | None:
        """What the service's catalogue says of this model now."""
        return live_of(self.live, spec)

    def dress(self, spec: ModelSpec, request: Request) -> Request:
        """The request with the pictures it is given. Raises RequestError."""
        return request if self.given is None else self.given.dress(spec, request)

    @property
    def limit(self) -> int:
        """Above so many pictures one is asked first."""
        return max(1, min(self.cap(), MOST_AT_ONCE))

    def quote(self, wording: Wording, request: Request, each: int) -> Quote:
        """Raises RequestError where one of few prompts could not be sent."""
        if not request.is_edit:
            return quote(wording, request, each, self.estimate)
        offer = quote(wording, replace(request, count=each), 1, self.estimate)  # one request for several pictures
        return replace(offer, each=each, single=self.estimate(request))

    def asks_first(self, wording: Wording, offer: Quote) -> bool:
        """Whether this is so much that the person is asked, and has not said yes to exactly this."""
        return offer.prompts > 1 and offer.pictures > self.limit and self._allowed != (wording, offer)

    def allow(self, wording: Wording, offer: Quote) -> None:
        """The person said yes; to no more than can be bought at once."""
        self._allowed = (wording, offer) if offer.pictures <= MOST_AT_ONCE else None

    def forget(self) -> None:
        """Once is not for ever: the next time is another question."""
        self._allowed = None


def _usual_cap() -> int:
    return USUAL_CAP
