"""What a service answered: what came with it, and the pictures that are in it or that it names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from imagestudio.core.money import Money


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """What came with an answer besides its body: status, ids and cost from the headers, milliseconds it took."""

    status: int
    inference_id: str = ""
    cost: Money | None = None
    duration_ms: int | None = None

    def shared_by(self, pictures: int) -> AnswerHead:
        """The head as it holds for one of several pictures of an answer, whose cost is shared evenly."""
        if self.cost is None or pictures <= 1:
            return self
        return replace(self, cost=Money(self.cost.nanos // pictures))


@dataclass(frozen=True, slots=True)
class PictureSource:
    """One picture of an answer: an address to fetch it from, or its bytes; neither where it is on the disk already."""

    url: str = field(default="", repr=False)
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A body understood: its pictures, and the cost where the body says it."""

    pictures: tuple[PictureSource, ...]
    cost: Money | None = None
