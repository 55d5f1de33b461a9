"""The language of searches: what is understood, what is told, and that nothing at all makes it fail."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest

from imagestudio.core.search_completion import complete
from imagestudio.core.search_language import MOST_TERMS, parse
from imagestudio.core.search_query import Condition, Key, Order, ProblemKind, Query, Span, Word
from imagestudio.core.search_terms import (
    add_term,
    has_term,
    quoted,
    remove_term,
    replace_term,
    terms_of,
    without,
)
from imagestudio.core.search_values import DATE_WORDS

TODAY = date(2026, 11, 21)  # a Saturday


def _parse(text: str) -> Query:
    return parse(text, TODAY)


def _span(text: str) -> Span:
    """The only span of the only condition."""
    query = _parse(text)
    assert query.problems == ()
    ((condition,),) = [query.conditions]
    (span,) = condition.spans
    return span


def _us(*moment: int) -> int:
    return int(datetime(*moment).timestamp()) * 1_000_000  # type: ignore[arg-type] # noqa: DTZ001


def test_words_are_wanted_or_unwanted_and_the_last_may_go_on() -> None:
    assert _parse("red fo") == Query(words=(Word("red"), Word("fo", prefix=True)))
    assert _parse("red fo ") == Query(words=(Word("red"), Word("fo")))
    assert _parse("fo* red ") == Query(words=(Word("fo*", prefix=True), Word("red")))
    assert _parse("fox -snow") == Query(words=(Word("fox"),), unwanted=(Word("snow"),))
    assert _parse("black-and-white ") == Query(words=(Word("black-and-white"),))
    assert _parse("fox fox ") == Query(words=(Word("fox"),))


def test_phrases_stand_in_quotes_of_any_kind_and_need_not_end() -> None:
    assert _parse('"red fox" ').words == (Word("red fox"),)
    assert _parse('"red fox"').words == (Word("red fox"),)
    assert _parse('"red fo').words == (Word("red fo", prefix=True),)
    assert _parse("“red fox” „zwei Wörter“").words == (Word("red fox"), Word("zwei Wörter"))
    assert _parse('-"red fox"').unwanted == (Word("red fox"),)
    assert _parse('"red""fox"').words == (Word('red"fox'),)


@pytest.mark.parametrize("text", ["", "  ", "-", "- -", '"', '""', '-""', "?!", "* ( )", "\0"])
def test_what_holds_nothing_finds_everything(text: str) -> None:
    assert _parse(text).is_empty
    assert _parse(text).problems == ()


def test_names_of_a_key_are_alternatives_and_others_must_all_hold() -> None:
    query = _parse('model:mini MODEL:"GPT  Image" tag:"red fox" -quality:low')
    assert query.conditions == (
        Condition(Key.MODEL, ("mini", "gpt image")),
        Condition(Key.TAG, ("red fox",)),
        Condition(Key.QUALITY, ("low",), negated=True),
    )
    assert query.words == ()


def test_names_that_are_written_differently_are_one() -> None:
    assert _parse("format:jpg").conditions == _parse("format:JPEG").conditions
    assert _parse("size:1024×1024").conditions == _parse("size:1024x1024").conditions
    assert _parse("model：mini").conditions == _parse("model:mini").conditions


def test_states_of_different_nature_must_all_hold() -> None:
    assert [c.names for c in _parse("is:picked is:rejected is:demo").conditions] == [("picked", "rejected"), ("demo",)]
    assert [c.names for c in _parse("is:edit is:draft").conditions] == [("edit", "draft")]
    assert [c.names for c in _parse("has:note has:tag").conditions] == [("note",), ("tag",)]


def test_the_trash_is_looked_into_only_when_it_is_named() -> None:
    assert _parse("is:trashed") == Query(trashed=True)
    assert not _parse("is:trashed").is_empty
    assert _parse("-is:trashed") == Query()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("rating:3", Span(3, 3)),
        ("rating:>=3", Span(3, None)),
        ("rating:≥3", Span(3, None)),
        ("rating:=>3", Span(3, None)),
        ("rating:>3", Span(4, None)),
        ("rating:<3", Span(None, 2)),
        ("rating:<=3", Span(None, 3)),
        ("rating:=3", Span(3, 3)),
        ("rating:2..4", Span(2, 4)),
        ("rating:2…4", Span(2, 4)),
        ("rating:2..", Span(2, None)),
        ("rating:..4", Span(None, 4)),
        ("cost:>0.05", Span(50_000_001, None)),
        ("cost:<$0,05", Span(None, 49_999_999)),
        ("cost:0.01..0.05", Span(10_000_000, 50_000_000)),
        ("cost:.5", Span(499_950_000, 500_050_000)),
        ("ratio:>1", Span(10_001, None)),
        ("ratio:16:9", Span(17_601, 17_955)),
        ("ratio:3/2", Span(14_850, 15_150)),
        ("ratio:square", Span(9_900, 10_100)),
        ("ratio:landscape", Span(10_101, None)),
        ("ratio:Portrait", Span(None, 9_899)),
        ("date:2026", Span(_us(2026, 1, 1), _us(2027, 1, 1) - 1)),
        ("date:2026-10", Span(_us(2026, 10, 1), _us(2026, 11, 1) - 1)),
        ("date:2026-12", Span(_us(2026, 12, 1), _us(2027, 1, 1) - 1)),
        ("date:2026-10-03", Span(_us(2026, 10, 3), _us(2026, 10, 4) - 1)),
        ("date:2026/10/3", Span(_us(2026, 10, 3), _us(2026, 10, 4) - 1)),
        ("date:2026-10-03..2026-11", Span(_us(2026, 10, 3), _us(2026, 12, 1) - 1)),
        ("date:>=2026-10", Span(_us(2026, 10, 1), None)),
        ("date:>2026-10", Span(_us(2026, 11, 1), None)),
        ("date:<2026-10", Span(None, _us(2026, 10, 1) - 1)),
        ("before:2026-10", Span(None, _us(2026, 10, 1) - 1)),
        ("after:2026-10", Span(_us(2026, 11, 1), None)),
        ("date:today", Span(_us(2026, 11, 21), _us(2026, 11, 22) - 1)),
        ("date:Yesterday", Span(_us(2026, 11, 20), _us(2026, 11, 21) - 1)),
        ("date:week", Span(_us(2026, 11, 15), _us(2026, 11, 22) - 1)),
        ("date:month", Span(_us(2026, 10, 23), _us(2026, 11, 22) - 1)),
    ],
)
def test_numbers_amounts_shapes_and_dates_are_spans(text: str, span: Span) -> None:
    assert _span(text) == span


def test_comparisons_narrow_and_closed_spans_widen() -> None:
    spans = [c.spans for c in _parse("rating:>=2 rating:<5 rating:1 rating:3..4").conditions]
    assert spans == [(Span(1, 1), Span(3, 4)), (Span(2, None),), (Span(None, 4),)]
    assert [c.key for c in _parse("after:2026-01 before:2026-03").conditions] == [Key.DATE, Key.DATE]
    assert _parse("-cost:0.01..0.05").conditions[0].negated


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("style:soft fox", ProblemKind.UNKNOWN_KEY, "style:soft"),
        ("-stil:soft fox", ProblemKind.UNKNOWN_KEY, "stil:soft"),
        ("model: fox", ProblemKind.NO_VALUE, "model:"),
        ('tag:"" fox', ProblemKind.NO_VALUE, 'tag:""'),
        ("tag:\u200b fox", ProblemKind.NO_VALUE, "\u200b"),
        ("rating:good fox", ProblemKind.NOT_A_NUMBER, "good"),
        ("rating:7 fox", ProblemKind.NOT_A_NUMBER, "7"),
        ("rating:.. fox", ProblemKind.NOT_A_NUMBER, ".."),
        ("cost:> fox", ProblemKind.NOT_A_NUMBER, ">"),
        ("cost:1e9 fox", ProblemKind.NOT_A_NUMBER, "1e9"),
        ("cost:٣ fox", ProblemKind.NOT_A_NUMBER, "٣"),
        ("date:2026-13 fox", ProblemKind.NOT_A_DATE, "2026-13"),
        ("date:2026-02-30 fox", ProblemKind.NOT_A_DATE, "2026-02-30"),
        ("date:9999 fox", ProblemKind.NOT_A_DATE, "9999"),
        ("date:0000 fox", ProblemKind.NOT_A_DATE, "0000"),
        ("before:>2026 fox", ProblemKind.NOT_A_DATE, ">2026"),
        ("ratio:wide fox", ProblemKind.NOT_A_RATIO, "wide"),
        ("ratio:1:0 fox", ProblemKind.NOT_A_RATIO, "1:0"),
        ("is:nice fox", ProblemKind.NOT_ALLOWED, "nice"),
        ("has:everything fox", ProblemKind.NOT_ALLOWED, "everything"),
    ],
)
def test_what_is_not_understood_is_told_with_its_place_and_the_rest_still_works(
    text: str, kind: ProblemKind, piece: str
) -> None:
    query = _parse(text)
    (problem,) = query.problems
    assert (problem.kind, problem.piece) == (kind, piece)
    assert text[problem.start : problem.end] == text.split(" ")[0]
    assert Word("fox", prefix=True) in query.words
    assert query.conditions == ()
    assert problem.message
    assert "{" not in problem.message


def test_an_unknown_key_is_looked_for_as_words() -> None:
    assert _parse("style:soft light").words == (Word("style soft"), Word("light", prefix=True))
    assert _parse("style:soft").problems[0].message == (
        "There is no “style:” to search by, so “style:soft” is looked for in prompts."
    )


def test_addresses_times_and_numbers_before_a_colon_are_words() -> None:
    assert _parse("https://example.org/a 12:30 3:2 ").problems == ()
    assert len(_parse("https://example.org/a 12:30 3:2 ").words) == 3


def test_a_search_without_end_is_cut_and_that_is_told() -> None:
    query = _parse("fox" + " word" * 5000)
    assert [problem.kind for problem in query.problems] == [ProblemKind.TOO_LONG]
    assert len(terms_of("a " * MOST_TERMS)) == MOST_TERMS
    assert _parse("a " * MOST_TERMS).problems == ()


PIECES = [
    *"abcäß日🦊\"'“”-:<>=.*…()\0\ud800\u200b\u0301\n\t /\\{}%5",
    " ",
    " ",
    *(f"{key}:" for key in Key),
    "..",
    "is:picked",
]
PIECES += [*DATE_WORDS, "2026-10", "0.05", "16:9", "99999999999999999999", "1/0", "x×y", '"a b"', "-is:", "https://"]


@pytest.mark.parametrize("seed", range(40))
def test_no_text_makes_it_fail(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    for _ in range(100):
        text = "".join(chance.choices(PIECES, k=chance.randrange(30)))
        query = parse(text)
        assert [text[term.start : term.end] for term in terms_of(text)] == [term.text for term in terms_of(text)]
        for problem in query.problems:
            assert 0 <= problem.start < problem.end <= len(text)
            assert problem.message
        cursor = chance.randrange(-1, len(text) + 2)
        completion = complete(text, cursor, {"model": ["a", "b c"], "tag": ["red fox"]})
        for candidate in completion.candidates:
            completion.applied(text, candidate)
        for key, value in (("model", "b c"), ("tag", 'say "hi"'), ("", "fox")):
            assert has_term(add_term(text, key, value), key, value)
            assert not has_term(remove_term(text, key, value), key, value)
            replaced = [term.value for term in terms_of(replace_term(text, key, value)) if term.key == key]
            assert replaced == [value] or not key
            assert terms_of(replace_term(text, "tag", None)) == terms_of(remove_term(text, "tag"))


def test_the_terms_of_a_search_are_known_with_their_places() -> None:
    text = ' fox  -tag:"red fox" cost:>1'
    found = [(term.key, term.value, term.negated, text[term.start : term.end]) for term in terms_of(text)]
    assert found == [
        ("", "fox", False, "fox"),
        ("tag", "red fox", True, '-tag:"red fox"'),
        ("cost", ">1", False, "cost:>1"),
    ]


def test_terms_are_added_once_and_take_their_opposite_away() -> None:
    assert add_term("fox", "tag", "red fox") == 'fox tag:"red fox" '
    assert add_term('fox tag:"Red Fox"', "tag", "red fox") == 'fox tag:"Red Fox"'
    assert add_term("fox -is:demo snow", "is", "demo") == "fox snow is:demo "
    assert add_term("fox is:demo", "is", "demo", negated=True) == "fox -is:demo "
    assert add_term("", "model", "gpt-image-1") == "model:gpt-image-1 "


def test_terms_are_taken_away_and_replaced_where_they_stand() -> None:
    assert remove_term("fox tag:a snow tag:b", "tag", "a") == "fox snow tag:b"
    assert remove_term("fox tag:a snow -tag:b", "tag") == "fox snow"
    assert remove_term("fox tag:a -tag:a", "tag", "a", negated=True) == "fox tag:a"
    assert replace_term("fox rating:3 snow rating:>4", "rating", ">=2") == "fox rating:>=2 snow"
    assert replace_term("fox", "rating", "5") == "fox rating:5 "
    assert replace_term("fox rating:5", "rating", None) == "fox"
    assert without("a b c", terms_of("a b c")[1]) == "a c"


@pytest.mark.parametrize("value", ["red fox", 'say "hi"', "“quoted”", "a", "-a", "<3", "a:b", '"', "日本", "10%"])
def test_a_value_that_is_written_is_read_again(value: str) -> None:
    (term,) = terms_of(f"tag:{quoted(value)}")
    assert term.value == value


KNOWN = {"model": ["gpt-image-1-mini", "gpt-image-1"], "tag": ["red fox", "fox", "snow fox"]}


def _labels(text: str, cursor: int | None = None) -> list[str]:
    cursor = len(text) if cursor is None else cursor
    return [candidate.label for candidate in complete(text, cursor, KNOWN).candidates]


def test_keys_and_values_are_completed() -> None:
    assert _labels("fox ra") == ["rating:", "ratio:"]
    assert _labels("fox -ra") == ["rating:", "ratio:"]
    assert _labels("model:") == ["gpt-image-1-mini", "gpt-image-1"]
    assert _labels("model:mini") == ["gpt-image-1-mini"]
    assert _labels("tag:fo") == ["fox", "red fox", "snow fox"]
    assert _labels("is:p") == ["picked", "imported"]
    assert _labels("before:ye") == ["yesterday", "year"]
    assert _labels("zzz") == _labels("model: ") == _labels('tag:"fox"') == _labels("") == []


@pytest.mark.parametrize(
    ("text", "cursor", "after", "place"),
    [
        ("fox ra", 6, "fox rating:", 11),
        ("fox -ra snow", 7, "fox -rating: snow", 12),
        ("tag:red snow", 7, 'tag:"red fox" snow', 14),
        ('tag:"red', 8, 'tag:"red fox" ', 14),
        ("a -tag:re", 9, 'a -tag:"red fox" ', 17),
    ],
)
def test_a_completion_replaces_the_term_at_the_cursor(text: str, cursor: int, after: str, place: int) -> None:
    completion = complete(text, cursor, KNOWN)
    assert completion.applied(text, completion.candidates[0]) == (after, place)


def test_orders_have_the_names_of_the_command_line() -> None:
    usual = [order.value for order in Order if not order.is_reversed]
    assert usual == ["time", "cost", "rating", "model", "duration"]
    assert [order.opposite.value for order in Order if not order.is_reversed] == [
        "oldest",
        "cheapest",
        "lowest",
        "model-backwards",
        "quickest",
    ]


def test_every_order_is_its_opposites_opposite_and_has_the_same_key() -> None:
    for order in Order:
        assert order.opposite.opposite is order
        assert order.opposite.key is order.key
        assert order.opposite.is_reversed != order.is_reversed
