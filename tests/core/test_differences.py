"""Prompts are compared word by word, in any script."""

from __future__ import annotations

import random

import pytest

from imagestudio.core.differences import Part, compare, differ, differing, folded


def own(parts: tuple[Part, ...]) -> list[str]:
    return [part.text.strip() for part in parts if part.own]


def whole(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts)


def test_words_that_only_one_has_are_its_own() -> None:
    first, second = compare(["A red fox in the snow, soft light", "A blue fox in the deep snow, hard light"])
    assert own(first) == ["red", "soft"]
    assert own(second) == ["blue", "deep", "hard"]


def test_equal_prompts_do_not_differ_nor_do_capitals_and_spaces() -> None:
    for other in ("A fox in the snow", "a  FOX in\nthe snow "):
        assert not any(map(differ, compare(["A fox in the snow", other])))


def test_nothing_of_a_prompt_is_lost() -> None:
    texts = ["A fox, red — with “quotes” and #ff00aa\n\nsecond line", "a_b {c|d} 50% 🦝👩🏽‍🎨!"]
    for text, parts in zip(texts, compare(texts), strict=True):
        assert whole(parts) == text


def test_of_three_prompts_only_what_all_have_is_common() -> None:
    first, second, third = compare(["a red fox at dawn", "a red fox at dusk", "a grey fox at dawn"])
    assert own(first) == ["red", "dawn"]
    assert own(second) == ["red", "dusk"]
    assert own(third) == ["grey", "dawn"]


def test_an_empty_prompt_has_nothing_and_all_of_the_other_is_its_own() -> None:
    assert compare(["", "a fox"]) == [(), (Part("a fox", own=True),)]
    assert compare(["a fox"]) == [(Part("a fox"),)]
    assert compare([]) == []


@pytest.mark.parametrize(
    ("first", "second", "only_first", "only_second"),
    [
        ("雪の中の赤い狐", "雪の中の青い狐", ["赤"], ["青"]),
        ("红色的狐狸", "蓝色的狐狸", ["红"], ["蓝"]),
        ("लाल लोमड़ी बर्फ में", "नीली लोमड़ी बर्फ में", ["लाल"], ["नीली"]),
        ("well-known café", "well-known cafe\u0301s", ["café"], ["cafe\u0301s"]),
        ("👩🏽‍🎨 paints", "👨🏽‍🎨 paints", ["👩🏽‍🎨"], ["👨🏽‍🎨"]),
    ],
)
def test_words_of_every_script_stay_whole(
    first: str, second: str, only_first: list[str], only_second: list[str]
) -> None:
    one, other = compare([first, second])
    assert own(one) == only_first
    assert own(other) == only_second


def test_what_is_common_is_cut_down_to_what_stands_beside_a_difference() -> None:
    before, after = " ".join(f"a{n}" for n in range(20)), " ".join(f"b{n}" for n in range(20))
    parts = folded(compare([f"{before} red {after}", f"{before} blue {after}"])[0], around=3)
    assert whole(parts) == "… a17 a18 a19 red b0 b1 b2 …"
    short = compare(["a red fox", "a blue fox"])[0]
    assert folded(short) == short
    nothing = folded(compare([before, f"{before} blue"])[0], around=2)
    assert whole(nothing) == "a0 a1 a2 a3 …"
    both = folded(compare([f"x {before} y", f"z {before} w"])[0], around=2)
    assert whole(both) == "x a0 a1 … a18 a19 y"


def test_very_long_prompts_are_compared_by_which_words_they_have() -> None:
    chance = random.Random(3)  # noqa: S311 - the same words each time
    words = [f"word{chance.randrange(400)}" for _ in range(3000)]
    first, second = compare([" ".join(words), " ".join([*words[:1500], "unheard", *words[1500:]])])
    assert own(first) == []
    assert own(second) == ["unheard"]


def test_only_values_that_differ_are_told() -> None:
    rows = [("Size", ["1024x1024", "1024x1024"]), ("Quality", ["low", "high"]), ("Format", ["png", ""])]
    assert differing(rows) == [("Quality", ("low", "high")), ("Format", ("png", ""))]
