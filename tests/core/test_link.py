"""Links fill the editor with what makes sense, tell the rest, and can do nothing else."""

from __future__ import annotations

from urllib.parse import quote, quote_plus

import pytest

from imagestudio.core.link import LONGEST_LINK, LONGEST_PROMPT, Why, fit, is_link, read_link, shown
from tests.core.test_catalog import shipped

MODEL = "openai/gpt-image-1"


def whys(text: str) -> dict[str, Why]:
    return {unused.name: unused.why for unused in read_link(text).unused}


@pytest.mark.parametrize("form", ["imagestudio://generate?", "imagestudio://generate/?", "IMAGESTUDIO:generate?"])
def test_everything_a_link_may_say_is_read(form: str) -> None:
    text = f"{form}prompt=a+red%20fox%2C+%E9%9B%AA&model={quote(MODEL)}&size=1536x1024&quality=high&n=3"
    assert is_link(text)
    link = fit(read_link(text), shipped(), "")
    assert (link.prompt, link.model, link.count) == ("a red fox, 雪", MODEL, 3)
    assert dict(link.values) == {"size": "1536x1024", "quality": "high"}
    assert link.unused == ()
    assert link.fills


@pytest.mark.parametrize(
    "name",
    ["base_url", "base-url", "key", "api_key", "library", "path", "output", "image", "seed", "send", "demo", "PROMPT"],
)
def test_nothing_else_can_be_set_and_its_value_is_not_said_again(name: str) -> None:
    link = read_link(f"imagestudio://generate?prompt=a&{name}=sk-secret")
    assert [(unused.name, unused.why, unused.value) for unused in link.unused] == [(name, Why.UNKNOWN, "")]
    assert link.prompt == "a"
    assert "sk-secret" not in repr(link)


@pytest.mark.parametrize(
    ("query", "name", "why"),
    [
        ("n=0", "n", Why.NO_COUNT),
        ("n=21", "n", Why.NO_COUNT),
        ("n=-1", "n", Why.NO_COUNT),
        ("n=٣", "n", Why.NO_COUNT),
        ("n=1e3", "n", Why.NO_COUNT),
        ("n=" + "9" * 99, "n", Why.NO_COUNT),
        ("size=" + "1" * 101, "size", Why.TOO_LONG),
        ("prompt=" + "x" * (LONGEST_PROMPT + 1), "prompt", Why.TOO_LONG),
        ("prompt=a&prompt=b", "prompt", Why.TWICE),
    ],
)
def test_what_makes_no_sense_is_left_out_and_told(query: str, name: str, why: Why) -> None:
    assert whys(f"imagestudio://generate?{query}") == {name: why}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("imagestudio://delete?prompt=a", Why.ACTION),
        ("imagestudio://", Why.ACTION),
        ("imagestudio:", Why.ACTION),
        ("imagestudio://generate/../../etc?prompt=a", Why.ACTION),
        ("imagestudio://user:pass@generate?prompt=a", Why.ACTION),
        ("imagestudio://[generate?prompt=a", Why.UNREADABLE),
        ("imagestudio://generate?" + "&".join(f"a{i}=1" for i in range(33)), Why.UNREADABLE),
        ("imagestudio://generate?prompt=" + "x" * LONGEST_LINK, Why.TOO_LONG),
    ],
)
def test_a_link_that_is_none_of_ours_fills_nothing(text: str, why: Why) -> None:
    link = read_link(text)
    assert [unused.why for unused in link.unused] == [why]
    assert not link.fills


def test_what_cannot_be_seen_or_turns_the_direction_of_writing_is_dropped() -> None:
    hidden = "a\0b\x1b[31m c\u202ed\u2066e\r\nf\u2028g\th\x7f\ufeff👩\u200d🎨"
    link = read_link(f"imagestudio://generate?prompt={quote_plus(hidden)}%ED%A0%80")
    assert link.prompt == "ab[31m cde\nf\ng h👩\u200d🎨\ufffd\ufffd\ufffd"
    assert shown("x\n" * 50) == "x " * 20 + "…"


def test_what_the_catalog_does_not_know_is_told() -> None:
    query = "model=openai/none&size=1x1&quality=best"
    link = fit(read_link(f"imagestudio://generate?{query}"), shipped(), MODEL)
    assert {(unused.name, unused.why, unused.value) for unused in link.unused} == {
        ("model", Why.NOT_OFFERED, "openai/none"),
        ("size", Why.NOT_OFFERED, "1x1"),
        ("quality", Why.NOT_OFFERED, "best"),
    }
    assert not link.fills


def test_values_are_compared_with_the_model_that_is_chosen_where_the_link_names_none() -> None:
    link = read_link("imagestudio://generate?quality=low")
    assert dict(fit(link, shipped(), MODEL).values) == {"quality": "low"}
    assert not fit(link, shipped(), "").fills
