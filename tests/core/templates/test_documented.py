"""The examples of the de-facto documentation, and plain prompts, behave as interop.md says."""

from __future__ import annotations

import pytest

from imagestudio.core.templates.lists import WordLists
from imagestudio.core.templates.problems import ProblemKind
from imagestudio.core.templates.template import Template

SEASONS = ["summer", "autumn", "winter", "spring"]
LISTS = WordLists(
    {
        "season": SEASONS,
        "seasons_2": ["summer", "{autumn|fall}", "winter", "spring"],
        "flavours": ["chocolate", "vanilla", "strawberry"],
        "colours-cold": ["blue", "green"],
        "colours-warm": ["red", "yellow"],
        "people_of_the_world": ["__asia__", "__africa__"],
        "africa": ["Zimbabwean", "Namibian", "Basotho"],
        "asia": ["Nepali"],
        "artists/dutch": ["Piet Mondrian", "Rembrandt van Rijn"],
    }
)
ICE = "My favourite ice-cream flavours are "
C, V, S = LISTS.entries("flavours")
PAIRS = [(C, V), (V, C), (C, S), (S, C), (V, S), (S, V)]
THREES = [(C, V, S), (C, S, V), (V, C, S), (V, S, C), (S, C, V), (S, V, C)]

# docs/SYNTAX.md of sd-dynamic-prompts, as far as interop.md takes it over
DOCUMENTED = [
    ("{summer|autumn|winter|spring} is coming", [f"{season} is coming" for season in SEASONS]),
    ("{0.5::summer|0.1::autumn|0.3::winter|0.1::spring}", SEASONS),
    ("{3::summer|winter}", ["summer", "winter"]),
    (ICE + "{2$$chocolate|vanilla|strawberry}", [ICE + ", ".join(pair) for pair in PAIRS]),
    (ICE + "{2$$ and $$chocolate|vanilla|strawberry}", [ICE + " and ".join(pair) for pair in PAIRS]),
    (
        ICE + "{1-2$$ and $$chocolate|vanilla|strawberry}",
        [ICE + flavour for flavour in (C, V, S)] + [ICE + " and ".join(pair) for pair in PAIRS],
    ),
    ("{-2$$chocolate|vanilla|strawberry}", [C, V, S] + [", ".join(pair) for pair in PAIRS]),
    ("{2-$$chocolate|vanilla|strawberry}", [", ".join(some) for some in (*PAIRS, *THREES)]),
    ("{4$$chocolate|vanilla|strawberry}", [", ".join(three) for three in THREES]),
    ("__season__ is coming", [f"{season} is coming" for season in SEASONS]),
    (ICE + "{2$$__flavours__}", [ICE + ", ".join(pair) for pair in PAIRS]),
    (ICE + "{2$$__flavours__|__flavours__}", [ICE + f"{one}, {two}" for one in (C, V, S) for two in (C, V, S)] * 2),
    ("__seasons_2__ is coming", [f"{season} is coming" for season in ("summer", "autumn", "fall", "winter", "spring")]),
    ("a __people_of_the_world__ cook", [f"a {who} cook" for who in ("Nepali", "Zimbabwean", "Namibian", "Basotho")]),
    ("my shirt is __colours*__", [f"my shirt is {colour}" for colour in ("blue", "green", "red", "yellow")]),
    ("by __artists/dutch__", ["by Piet Mondrian", "by Rembrandt van Rijn"]),
    ("{a {red|blue} house|a tree}", ["a red house", "a blue house", "a tree"]),
    ("{\n  summer\n  | autumn\n}", ["summer", "autumn"]),
    ("{0-1$$gold|silver}", ["", "gold", "silver"]),
    ("{|very} cold", [" cold", "very cold"]),
    (r"\{red|blue\} {a|b}", ["{red|blue} a", "{red|blue} b"]),
    (r"{a \| b|c}", ["a | b", "c"]),
    (r"a\\{b|c}", [r"a\b", r"a\c"]),
    (r"\__season__", ["__season__"]),
    ("{1::1::2|x}", ["1::2", "x"]),
]

PLAIN = [
    "a cup of coffee for $5, please",
    "50% off, 100% cotton",
    "background hex #ff00aa",
    "the logo of {ACME} on a van",
    '{"style": "photo", "tags": ["a", "b"], "light": {"key": "soft"}}',
    "pay $$ and get $$$",
    "{$$ deals} everywhere",
    "# a heading\nand text under it",
    "a smile :{ and a frown :}",
    "either | or, and || both",
    "C:\\Users\\me\\pictures, \\alpha and \\beta",
    "Name: ______________",
    "def __init__(self): pass",
    "snake_case and kebab-case",
    "{} and { } and {{}}",
    "[red:blue:0.5] (soft light:1.3)",
    "<lora:film:0.8>",
    "a::b and 3::c",
    "50$$ bill",
    "f(x) = {x : x > 0}",
    "“quotes”, 雪, 🦊 and naïve é",
    "${season=summer} in ${season}",
    "email me@example.com & 'you' <them>",
    r"a \_ b \* c \| d \$ e",
]


@pytest.mark.parametrize(("text", "prompts"), DOCUMENTED, ids=[text for text, _ in DOCUMENTED])
def test_a_documented_example_means_what_is_documented(text: str, prompts: list[str]) -> None:
    template = Template(text, LISTS)
    assert template.problems == ()
    assert sorted(template.prompts()) == sorted(prompts)
    assert template.count == len(prompts)
    assert {template.prompt(place) for place in range(template.count)} == set(prompts)


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_text_means_itself(text: str) -> None:
    template = Template(text, LISTS)
    assert template.is_sound
    assert list(template.prompts()) == [text]
    assert {problem.kind for problem in template.problems} <= {ProblemKind.UNKNOWN_LIST}


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_text_stays_itself_beside_alternatives(text: str) -> None:
    if "| or" in text or ":{" in text:
        return  # a bar, or an open brace, is something else there
    assert list(Template(f"{text} {{red|blue}}", LISTS).prompts()) == [f"{text} red", f"{text} blue"]
