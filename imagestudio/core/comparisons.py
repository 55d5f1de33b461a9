"""Which picture was chosen over which, and who wins how often: by model, by quality, by price."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from imagestudio.core.money import Money
from imagestudio.core.record import Record
from imagestudio.core.times import from_iso, now_us, to_iso

_PRICES = tuple(Money.from_usd(usd) for usd in ("0.01", "0.02", "0.05", "0.10", "0.20"))


@dataclass(frozen=True, slots=True)
class Contestant:
    """What is remembered of a compared picture, whatever becomes of the picture itself."""

    time: int
    id: str
    model: str
    quality: str
    size: str
    cost: Money | None
    is_demo: bool = False

    @classmethod
    def of(cls, record: Record) -> Contestant:
        quality = str(record.parameters.get("quality", ""))
        size = f"{record.width}x{record.height}"
        return cls(record.time, record.id, record.model, quality, size, record.cost, record.is_demo)

    def to_data(self) -> dict[str, Any]:
        data: dict[str, Any] = {"id": self.id, "created_at": to_iso(self.time), "model": self.model}
        data |= {"quality": self.quality, "size": self.size}
        data["cost_usd"] = None if self.cost is None else str(self.cost.usd)
        return data | ({"demo": True} if self.is_demo else {})

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Contestant:
        """Raises KeyError, TypeError or ValueError where it is none of ours."""
        cost = data["cost_usd"]
        return cls(
            from_iso(data["created_at"]),
            str(data["id"]),
            str(data["model"]),
            str(data["quality"]),
            str(data["size"]),
            None if cost is None else Money.from_usd(cost),
            bool(data.get("demo", False)),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One picture kept over others; `seed` is what a blind comparison was shuffled by."""

    id: str
    time: int
    winner: Contestant
    losers: tuple[Contestant, ...]
    blind: bool = False
    seed: int = 0

    def to_data(self) -> dict[str, Any]:
        data: dict[str, Any] = {"id": self.id, "chosen_at": to_iso(self.time), "blind": self.blind, "seed": self.seed}
        return data | {"winner": self.winner.to_data(), "losers": [loser.to_data() for loser in self.losers]}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Choice:
        """Raises KeyError, TypeError or ValueError where it is none of ours."""
        losers = tuple(Contestant.from_data(loser) for loser in data["losers"])
        winner = Contestant.from_data(data["winner"])
        return cls(str(data["id"]), from_iso(data["chosen_at"]), winner, losers, bool(data["blind"]), int(data["seed"]))


def new_choice(winner: Record, losers: Iterable[Record], blind: bool, seed: int) -> Choice:
    beaten = tuple(map(Contestant.of, losers))
    return Choice(os.urandom(16).hex(), now_us(), Contestant.of(winner), beaten, blind, seed)


class Comparisons(Protocol):
    """Keeps choices; every method may be called from any thread but the window's, and raises LibraryError."""

    def add(self, choice: Choice) -> None: ...

    def retract(self, choice_id: str) -> None:
        """The person went a step back: it counts no more."""

    def choices(self) -> list[Choice]:
        """All that count, oldest first."""


@dataclass(frozen=True, slots=True)
class Score:
    """How often pictures of one kind were kept over, and lost against, pictures of another kind."""

    name: str
    won: int
    lost: int

    @property
    def share(self) -> float:
        return self.won / (self.won + self.lost)


def scores(choices: Iterable[Choice], kind_of: Callable[[Contestant], str]) -> list[Score]:
    """The scores by a kind of picture, best first; two pictures of the same kind say nothing of it."""
    won: dict[str, int] = {}
    lost: dict[str, int] = {}
    for choice in choices:
        winner = kind_of(choice.winner)
        for loser in map(kind_of, choice.losers):
            if loser != winner:
                won[winner] = won.get(winner, 0) + 1
                lost[loser] = lost.get(loser, 0) + 1
    found = [Score(name, won.get(name, 0), lost.get(name, 0)) for name in {**won, **lost}]
    return sorted(found, key=lambda score: (-score.share, -score.won, score.name))


def price_step(contestant: Contestant) -> tuple[Money | None, Money | None]:
    """More than the first amount and up to the second one; (None, None) where nothing is known of its price."""
    cost = contestant.cost
    if contestant.is_demo or (cost is not None and cost.nanos <= 0):
        return Money(0), Money(0)
    if cost is None:
        return None, None
    below = [price for price in _PRICES if price < cost]
    above: Sequence[Money] = [price for price in _PRICES if cost <= price]
    return (below[-1] if below else Money(0)), (above[0] if above else None)
