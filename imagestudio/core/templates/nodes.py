"""What a template is made of: texts, alternatives, picks and sequences; each knows how many texts it can be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import nlargest
from itertools import accumulate
from math import comb, factorial, lcm, prod
from typing import Protocol

from imagestudio.core.templates.dice import Dice


class Node(Protocol):
    """A part of a template. `count` is how many texts it can be, `longest` how many characters at most."""

    @property
    def count(self) -> int: ...

    @property
    def longest(self) -> int: ...

    def write(self, index: int) -> str:
        """The text of this number, from 0 to less than `count`."""

    def draw(self, dice: Dice) -> str:
        """A random text; alternatives are as likely as their weights say."""


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that mean themselves."""

    value: str

    @property
    def count(self) -> int:
        return 1

    @property
    def longest(self) -> int:
        return len(self.value)

    def write(self, index: int) -> str:  # noqa: ARG002 - there is only one
        return self.value

    def draw(self, dice: Dice) -> str:  # noqa: ARG002
        return self.value


class Parts:
    """Nodes one after the other; the last changes fastest."""

    def __init__(self, parts: Sequence[Node]) -> None:
        self.parts = tuple(parts)
        self.count = prod(part.count for part in parts)
        self.longest = sum(part.longest for part in parts)

    def write(self, index: int) -> str:
        texts = []
        for part in reversed(self.parts):
            index, of_part = divmod(index, part.count)
            texts.append(part.write(of_part))
        return "".join(reversed(texts))

    def draw(self, dice: Dice) -> str:
        return "".join(part.draw(dice) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Option:
    """One alternative, and how often it is drawn beside the others."""

    body: Node
    weight: Fraction = Fraction(1)


class Choice:
    """One of some alternatives."""

    def __init__(self, options: Sequence[Option]) -> None:
        """There must be one at least, and each must have a weight above 0."""
        self.options = tuple(options)
        self._ends = tuple(accumulate(option.body.count for option in options))
        self.count = self._ends[-1]
        self.longest = max(option.body.longest for option in options)

    @cached_property
    def _weights(self) -> tuple[int, ...]:
        return tuple(accumulate(whole_weights(self.options)))

    def write(self, index: int) -> str:
        place = bisect_right(self._ends, index)
        before = self._ends[place - 1] if place else 0
        return self.options[place].body.write(index - before)

    def draw(self, dice: Dice) -> str:
        return self.options[dice.of(self._weights)].body.draw(dice)


class Pick:
    """Several of some alternatives, none twice, in any order, with a separator between them.

    They are counted and numbered without being listed: by how many are taken, then by which, then by their order,
    then by what each of them says.
    """

    def __init__(self, options: Sequence[Option], least: int, most: int, separator: str) -> None:
        """`most` is at most the number of options."""
        self.options = tuple(options)
        self._range = range(least, most + 1)
        self._separator = separator
        self._subsets = _subsets([option.body.count for option in options], most)
        self._blocks = tuple(accumulate(factorial(k) * self._subsets.ways(0, k) for k in self._range))
        self.count = self._blocks[-1]
        longest = nlargest(most, (option.body.longest for option in options))
        self.longest = sum(longest) + len(separator) * max(0, most - 1)

    @cached_property
    def _weights(self) -> list[int]:
        return whole_weights(self.options)

    def write(self, index: int) -> str:
        block = bisect_right(self._blocks, index)
        index -= self._blocks[block - 1] if block else 0
        taken, index = self._taken(self._range[block], index)
        counts = [self.options[place].body.count for place in taken]
        inner, order = index % prod(counts), index // prod(counts)
        texts = []
        for place, count in zip(reversed(taken), reversed(counts), strict=True):
            inner, of_option = divmod(inner, count)
            texts.append(self.options[place].body.write(of_option))
        return self._separator.join(_ordered(texts[::-1], order))

    def _taken(self, size: int, index: int) -> tuple[list[int], int]:
        """Which options the number means, and what is left of the number."""
        taken: list[int] = []
        place, orders, chosen = 0, factorial(size), 1
        while len(taken) < size:
            left = size - len(taken)
            count = self.options[place].body.count
            with_it = orders * chosen * count * self._subsets.ways(place + 1, left - 1)
            if index < with_it:
                taken.append(place)
                chosen *= count
            else:
                index -= with_it
            place += 1
        return taken, index

    def draw(self, dice: Dice) -> str:
        size = self._range[dice.below(len(self._range))]
        left = list(range(len(self.options)))
        texts = []
        for _ in range(size):
            place = dice.of(tuple(accumulate(self._weights[option] for option in left)))
            texts.append(self.options[left.pop(place)].body.draw(dice))
        return self._separator.join(texts)


class _Even:
    """How many ways there are to take some of options that can be equally many texts each."""

    def __init__(self, options: int, each: int) -> None:
        self._options = options
        self._each = each

    def ways(self, first: int, size: int) -> int:
        """Ways to take `size` of the options from `first` on."""
        return comb(self._options - first, size) * int(self._each**size)


class _Uneven:
    """The same of options that differ: a table of elementary symmetric sums."""

    def __init__(self, counts: Sequence[int], most: int) -> None:
        row = [1] + [0] * most
        self._rows = [row]
        for count in reversed(counts):
            row = [1] + [row[size] + count * row[size - 1] for size in range(1, most + 1)]
            self._rows.append(row)

    def ways(self, first: int, size: int) -> int:
        return self._rows[len(self._rows) - 1 - first][size]


def _subsets(counts: Sequence[int], most: int) -> _Even | _Uneven:
    return _Even(len(counts), counts[0]) if len(set(counts)) == 1 else _Uneven(counts, most)


def _ordered(texts: list[str], order: int) -> list[str]:
    """The permutation of this number."""
    left, found = list(texts), []
    for size in range(len(texts), 0, -1):
        place, order = divmod(order, factorial(size - 1))
        found.append(left.pop(place))
    return found


def whole_weights(options: Sequence[Option]) -> list[int]:
    """The weights as whole numbers in the same proportions, so that drawing is exact everywhere."""
    scale = lcm(*(option.weight.denominator for option in options))
    return [int(option.weight * scale) for option in options]


def before(text: Text, node: Node) -> Node:
    """A text put before a node."""
    if isinstance(node, Text):
        return Text(text.value + node.value)
    return Parts((text, *(node.parts if isinstance(node, Parts) else (node,))))


def trimmed(node: Node) -> Node:
    """The node without white space around it, as far as that is typed and not chosen."""
    if isinstance(node, Text):
        return Text(node.value.strip())
    if not isinstance(node, Parts) or not node.parts:
        return node
    parts = list(node.parts)
    if isinstance(parts[0], Text):
        parts[0] = Text(parts[0].value.lstrip())
    if isinstance(parts[-1], Text):
        parts[-1] = Text(parts[-1].value.rstrip())
    return Parts(parts)
