"""Data classes whose methods are written late are like any others."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, asdict, field, fields, replace

import pytest

from imagestudio.core.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Base:
    """One value, and a list of its own."""

    number: int
    names: list[str] = field(default_factory=list)

    @property
    def doubled(self) -> int:
        return self.number * 2


@dataclass(frozen=True, slots=True)
class Longer(Base):
    """One value more."""

    text: str = "usual"


def test_equal_values_are_equal_and_of_one_hash() -> None:
    @dataclass(frozen=True)
    class Point:
        x: int
        y: int = 2

    assert Point(1) == Point(1, y=2) != Point(1, 3)
    assert {Point(1), Point(1)} == {Point(1)}
    assert repr(Point(1)).endswith("Point(x=1, y=2)")


def test_an_heir_that_is_made_first_has_all_fields() -> None:
    longer = Longer(1, text="other")
    assert (longer.number, longer.names, longer.text, longer.doubled) == (1, [], "other", 2)
    assert [one.name for one in fields(longer)] == ["number", "names", "text"]
    assert asdict(replace(longer, number=3)) == {"number": 3, "names": [], "text": "other"}
    assert Base(1).names is not Base(1).names


def test_what_is_frozen_stays() -> None:
    base = Base(1)
    with pytest.raises(FrozenInstanceError):
        base.number = 2  # type: ignore[misc]


def test_a_wrong_call_is_refused_the_first_time_too() -> None:
    @dataclass
    class Plain:
        x: int

    with pytest.raises(TypeError):
        Plain()  # type: ignore[call-arg]
    plain = Plain(1)
    plain.x = 2
    assert plain.x == 2
