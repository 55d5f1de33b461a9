"""What is offered to go on with: one's own phrases, the most used first, and lists whose name is begun."""

from __future__ import annotations

import pytest

from imagestudio.core.phrases import Offer, Phrases, begun_list, list_offers, offers

PROMPTS = [
    "A fox in the snow, golden hour, shallow depth of field",
    "a crown on velvet, Golden hour, soft light.",
    "a lighthouse, shallow depth of field, golden hour",
    "golden retriever on a beach",
]


def texts(before: str, least: int = 3) -> list[str]:
    return [offer.text for offer in offers(before, Phrases(PROMPTS), least)]


def test_the_most_used_phrase_comes_first_as_it_was_written_last() -> None:
    assert texts("a cat, gol") == ["golden hour", "golden retriever on a beach"]


def test_what_is_offered_takes_the_place_of_what_is_typed_of_it() -> None:
    assert offers("a cat, shall", Phrases(PROMPTS))[0] == Offer("shallow depth of field", 5)


def test_the_end_of_a_sentence_is_gone_on_with_too() -> None:
    assert offers("a large golden re", Phrases(PROMPTS)) == [Offer("golden retriever on a beach", len("golden re"))]


@pytest.mark.parametrize("before", ["", "a cat, ", "a cat, go", "a cat, golden hour", "xyz"])
def test_nothing_is_offered_for_too_little_or_for_what_stands_there_already(before: str) -> None:
    assert texts(before) == []


def test_fewer_letters_are_enough_for_who_asks() -> None:
    assert texts("a cat, g", least=0) == ["golden hour", "golden retriever on a beach"]
    assert texts("a cat, ", least=0) == []


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        ("a __", ""),
        ("a __sea", "sea"),
        ("__season__ and __ani", "ani"),
        ("{__artists/du", "artists/du"),
        ("a __season__", None),
        ("a __season__ fox", None),
        ("snake__ca", None),
        ("a _", None),
        ("__ and so on", None),
    ],
)
def test_a_list_is_begun_by_two_underscores(before: str, typed: str | None) -> None:
    assert begun_list(before) == typed


def test_lists_that_begin_so_come_before_those_that_only_have_it() -> None:
    names = ["big animals", "animals", "seasons"]
    assert [offer.shown for offer in list_offers("ani", names)] == ["animals", "big animals"]
    assert list_offers("ani", names)[0] == Offer("__animals__", 5, "animals")
