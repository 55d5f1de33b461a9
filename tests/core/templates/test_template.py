"""Templates are counted without being expanded, numbered in a stable order, and say where they are wrong."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from itertools import islice

import pytest

from imagestudio.core.templates.dice import Dice
from imagestudio.core.templates.lists import WordLists, entries_of, is_list_name
from imagestudio.core.templates.nodes import Parts
from imagestudio.core.templates.problems import ProblemKind, TokenKind
from imagestudio.core.templates.template import Expansion, Template, TooManyPromptsError

TEN = "{" + "|".join(f"w{number}" for number in range(10)) + "}"


def test_ten_thousand_combinations_are_counted_without_one_being_made() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(Parts, "write")
        template = Template(f"a {TEN} b {TEN} c {TEN} d {TEN}")
        assert template.count == 10_000
    prompts = list(template.prompts())
    assert len(set(prompts)) == 10_000
    assert prompts[0] == "a w0 b w0 c w0 d w0"
    assert prompts[1] == "a w0 b w0 c w0 d w1"
    assert prompts[4321] == template.prompt(4321) == "a w4 b w3 c w2 d w1"


def test_far_more_combinations_than_atoms_are_counted_exactly_and_each_can_be_made() -> None:
    template = Template(" ".join([TEN] * 300))
    assert template.count == 10**300
    assert template.prompt(10**300 - 1) == " ".join(["w9"] * 300)
    assert list(islice(template.prompts(), 2)) == [" ".join(["w0"] * 300), " ".join(["w0"] * 299 + ["w1"])]
    assert len(template.sample(5, seed=1)) == 5


@pytest.mark.parametrize(
    "text",
    [
        "{2$$a|{b|c}|d|{e|f|g}}",
        "{0-3$$ x $$a|{b|c}|d}",
        "{1-2$${2$$a|b|c}|d}",
        "{3$$a|b|c|d|e} {f|g}",
        "{5::a|{0::b|c}|1.5::{d|e}}",
    ],
)
def test_every_number_is_another_combination(text: str) -> None:
    template = Template(text)
    prompts = list(template.prompts())
    assert len(prompts) == template.count
    assert len(set(prompts)) == template.count


def test_picks_from_a_large_list_are_counted_and_numbered_without_being_listed() -> None:
    lists = WordLists({"big": [f"word{number}" for number in range(20_000)]})
    template = Template("{3$$__big__}", lists)
    assert template.count == 20_000 * 19_999 * 19_998
    last = template.prompt(template.count - 1)
    assert sorted(last.split(", ")) == ["word19997", "word19998", "word19999"]


def test_a_sample_is_the_same_for_a_seed_for_ever() -> None:
    template = Template("a {red|green|blue|black} {fox|owl|cat} at {dawn|noon|dusk}")
    assert template.sample(4, seed=2026) == [
        "a black owl at dusk",
        "a green cat at noon",
        "a red owl at noon",
        "a green cat at dawn",
    ]
    assert template.sample(4, seed=2027) != template.sample(4, seed=2026)


def test_the_dice_are_those_of_the_published_generator() -> None:
    dice = Dice(1234567)  # the first values of splitmix64.c for this seed
    assert [dice.below(2**64) for _ in range(3)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


def test_a_sample_holds_no_prompt_twice_and_all_where_more_are_wanted() -> None:
    template = Template("{1000000::a|b|c} {d|e}")
    assert sorted(template.sample(6, seed=3)) == sorted(template.prompts())
    assert sorted(template.sample(60, seed=3)) == sorted(template.prompts())
    rare = template.sample(5, seed=3)
    assert len(set(rare)) == 5


def test_weights_decide_how_often_an_alternative_is_drawn() -> None:
    template = Template("{3::a|b|0::c}")
    drawn = Counter(template.sample(1, seed)[0] for seed in range(4_000))
    assert set(drawn) == {"a", "b"}
    assert abs(Fraction(drawn["a"], 4_000) - Fraction(3, 4)) < Fraction(3, 100)
    picks = Template("{2$$9::a|1::b|1::c}")
    first = Counter(picks.sample(1, seed)[0][0] for seed in range(2_000))
    assert first["a"] > 1_400


def test_nothing_is_expanded_above_the_cap() -> None:
    template = Template(f"{TEN} {TEN} {TEN}")
    with pytest.raises(TooManyPromptsError, match="1,000 prompts, where 100 are allowed"):
        template.expand(Expansion())
    assert len(template.expand(Expansion(), cap=1_000)) == 1_000
    assert template.expand(Expansion(sample=20, seed=5)) == template.sample(20, 5)


@pytest.mark.parametrize(
    ("text", "kind", "offset", "length"),
    [
        ("a fox, {red|blue and", ProblemKind.UNCLOSED, 7, 1),
        ("x {3-1$$a|b}", ProblemKind.BAD_COUNT, 3, 3),
        ("{0$$a|b}", ProblemKind.BAD_COUNT, 1, 1),
        ("{1-2-3$$a|b}", ProblemKind.BAD_COUNT, 1, 5),
        ("ab {0::x|0::y}", ProblemKind.NOTHING_LEFT, 3, 11),
        ("the __empty__ list", ProblemKind.EMPTY_LIST, 4, 9),
        ("a __loop__", ProblemKind.LIST_CYCLE, 2, 8),
        ("a __into_loop__", ProblemKind.LIST_CYCLE, 2, 13),
        ("a __self__", ProblemKind.LIST_CYCLE, 2, 8),
        ("a __broken__", ProblemKind.LIST_BROKEN, 2, 10),
        ("{21$$__big__}", ProblemKind.TOO_MANY_PICKS, 1, 2),
        ("{a|" * 31 + "b" + "}" * 31, ProblemKind.TOO_DEEP, 90, 5),
        ("__double20__", ProblemKind.TOO_MANY, 0, 12),
        ("__long20__", ProblemKind.TOO_LONG, 0, 10),
    ],
)
def test_a_mistake_is_found_at_its_character(text: str, kind: ProblemKind, offset: int, length: int) -> None:
    lists = WordLists(
        {
            "empty": [],
            "loop": ["a", "__back__"],
            "back": ["{x|__loop__}"],
            "into_loop": ["__loop__"],
            "self": ["__self__", "y"],
            "broken": ["fine", "{a|b"],
            "big": [str(number) for number in range(100)],
            "double0": ["a", "b"],
            "long0": ["a" * 100],
        }
        | {f"double{number}": [f"__double{number - 1}__ __double{number - 1}__"] for number in range(1, 40)}
        | {f"long{number}": [f"__long{number - 1}__ __long{number - 1}__"] for number in range(1, 40)}
    )
    template = Template(text, lists)
    errors = [problem for problem in template.problems if problem.is_error]
    assert (kind, offset, length) in {(problem.kind, problem.offset, problem.length) for problem in errors}
    assert all(problem.said for problem in errors)
    assert not template.is_sound
    with pytest.raises(ValueError, match="errors"):
        template.prompt(0)


def test_an_unknown_list_is_told_and_stays_as_it_is() -> None:
    template = Template("{a|__nowhere__} fox")
    (problem,) = template.problems
    assert (problem.kind, problem.offset, problem.length, problem.subject) == (
        ProblemKind.UNKNOWN_LIST, 3, 11, "nowhere",
    )  # fmt: skip
    assert list(template.prompts()) == ["a fox", "__nowhere__ fox"]


def test_characters_that_are_more_than_text_are_marked_for_the_eye() -> None:
    text = r"a {2$$ & $$3::red|__hue__|{x|y}} \{ __no__"
    template = Template(text, WordLists({"hue": ["blue"]}))
    marked = [(token.kind, text[token.offset : token.offset + token.length], token.depth) for token in template.tokens]
    assert marked == [
        (TokenKind.BRACE, "{", 1),
        (TokenKind.COUNT, "2$$", 1),
        (TokenKind.SEPARATOR, " & $$", 1),
        (TokenKind.WEIGHT, "3::", 1),
        (TokenKind.BAR, "|", 1),
        (TokenKind.LIST, "__hue__", 1),
        (TokenKind.BAR, "|", 1),
        (TokenKind.BRACE, "{", 2),
        (TokenKind.BAR, "|", 2),
        (TokenKind.BRACE, "}", 2),
        (TokenKind.BRACE, "}", 1),
        (TokenKind.ESCAPE, r"\{", 0),
        (TokenKind.UNKNOWN_LIST, "__no__", 0),
    ]


@pytest.mark.parametrize(
    "text",
    ["__a" * 10_000, "__a " * 8_000, "\\" * 32_000, "{" * 32_000, "{a|" * 10_000, "|{}" * 10_000, "$$" * 16_000],
    ids=["names", "open names", "backslashes", "braces", "open alternatives", "empty braces", "dollars"],
)
def test_hostile_text_is_understood_before_the_test_is_given_up(text: str) -> None:
    assert Template(text, WordLists({"hue": ["blue"]})).text == text


def test_a_file_of_entries_has_comments_and_empty_lines_and_weights() -> None:
    entries = entries_of("\ufeff# warm ones\n\n  red \r\n3::orange\n#yellow\nhex #ff0000\n")
    assert entries == ("red", "3::orange", "hex #ff0000")
    template = Template("__warm__", WordLists({"warm": entries}))
    assert list(template.prompts()) == ["red", "orange", "hex #ff0000"]
    drawn = Counter(template.sample(1, seed)[0] for seed in range(500))
    assert drawn["orange"] > drawn["red"]


@pytest.mark.parametrize("name", ["hue", "artists/dutch", "colours-warm", "name_2", "été", "a b"])
def test_names_that_a_list_may_have(name: str) -> None:
    assert is_list_name(name)
    assert re.search(r"blue", Template(f"__{name}__", WordLists({name: ["blue"]})).prompt(0))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../x",
        "/etc/passwd",
        "a/../b",
        "a__b",
        "_a",
        "a_",
        "a/",
        "con",
        "sub/nul",
        "a\\b",
        "a*",
        "x" * 81,
        "a\0",
    ],
)
def test_names_that_a_list_may_not_have(name: str) -> None:
    assert not is_list_name(name)
