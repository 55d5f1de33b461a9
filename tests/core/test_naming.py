"""Names of files from templates: readable, safe on every system, each only once."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from imagestudio.core.errors import RequestError
from imagestudio.core.export import Choices, Format, Kind, make_choices, plan_names
from imagestudio.core.naming import DEFAULT_TEMPLATE, MOST_BYTES, Names, TemplateError, parse_template, safe_name
from imagestudio.core.organisation import Organisation
from imagestudio.core.record import Record


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def record(prompt: str = "a red fox", media_type: str = "image/png") -> Record:
    return Record(
        "20261121-102233-0badcafe", 1_795_256_553_123_456, "originals/2026/11/x.png", "", 1, media_type, 1536, 1024,
        "aimlapi", "openai/gpt-image-1", prompt, {"quality": "high", "size": "1536x1024"},
        organisation=Organisation(rating=4),
    )  # fmt: skip


def stem(template: str, prompt: str = "a red fox", number: int = 7, total: int = 250) -> str:
    return parse_template(template).stem(record(prompt), number, total)


def test_every_field_says_what_it_is_called() -> None:
    template = "{date} {time} {model} {quality} {size} {prompt} {rating} {n} {id}"
    text = "2026-11-21 11-02-33"
    assert stem(template).endswith(" gpt-image-1 high 1536x1024 a red fox 4 007 20261121-102233-0badcafe")
    assert len(stem(template).split(" gpt")[0]) == len(text)


def test_the_usual_name_can_be_read() -> None:
    prompt = "a red fox in the snow, looking over its shoulder at dusk"
    assert stem(DEFAULT_TEMPLATE, prompt).endswith("_gpt-image-1_a red fox in the snow, looking over its_007")


def test_what_is_not_known_of_a_picture_leaves_no_gap_in_its_name() -> None:
    assert stem("{n}_{prompt}_{quality}-{rating}", "") == stem("{n}_{quality}-{rating}")
    assert stem("{prompt}_{n}", "") == "007"


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{n:4}", "0007"),
        ("{n}", "007"),
        ("{{{n}}}", "{007}"),
        ("{prompt:5}", "a red"),
        ("{prompt:6}", "a red"),
        ("Kunde Ä – {rating}★", "Kunde Ä – 4★"),
    ],
)
def test_a_template_becomes_a_name(template: str, name: str) -> None:
    assert stem(template) == name


@pytest.mark.parametrize(
    ("template", "place", "why"),
    [
        ("", 0, "empty"),
        ("  ", 0, "empty"),
        ("a{b", 1, "open"),
        ("a}b", 1, "closed"),
        ("{colour}", 0, "field"),
        ("{n}{prompt:0}", 11, "length"),
        ("{prompt:x}", 8, "length"),
        ("{prompt:}", 8, "length"),
        ("2026/{n}", 4, "character"),
        ("a\nb", 1, "character"),
        ("what?", 4, "character"),
        ("x" * 301, 300, "long"),
    ],
)
def test_a_wrong_character_is_named_with_its_place(template: str, place: int, why: str) -> None:
    with pytest.raises(TemplateError) as told:
        parse_template(template)
    assert (told.value.place, told.value.why) == (place, why)
    assert f"character {place + 1} " in str(told.value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("con", "_con"),
        ("COM1.tar", "_COM1.tar"),
        ("lpt¹", "_lpt¹"),
        ("console", "console"),
        ("", "picture"),
        ("...", "picture"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("~user", "user"),
        ("ends with a dot. ", "ends with a dot"),
        ("a\tb\r\nc", "a b c"),
        ("right\u202eto left\u200b", "rightto left"),
        ("half \ud800", "half"),
        ("e\u0301", "é"),
        ('<a>:"b"/\\|?*', "a-b---"),
        ("nul\0", "_nul"),
    ],
)
def test_a_name_is_safe_on_every_system(text: str, name: str) -> None:
    assert safe_name(text) == name


@pytest.mark.parametrize("prompt", ["x" * 5000, "狐" * 5000, "🦊" * 5000, "e\u0301\u0323" * 5000, "a " * 4000])
def test_a_name_fits_whatever_the_prompt(prompt: str) -> None:
    name = stem("{prompt:200}{prompt:200}_{n}", prompt)
    assert len(name.encode()) <= MOST_BYTES
    assert name == name.strip()


def test_what_a_prompt_holds_never_leads_elsewhere() -> None:
    assert stem("{prompt}", "../../etc/passwd") == "-..-etc-passwd".lstrip("-.")
    assert "/" not in stem("{prompt}_{n}", "a/b\\c:d")


def test_no_two_files_have_one_name() -> None:
    names = Names(["Fox.png", "cafe\u0301.png"])
    assert [names.take("fox", "png") for _ in range(3)] == ["fox-2.png", "fox-3.png", "fox-4.png"]
    assert names.take("FOX-2", "png") == "FOX-2-2.png"
    assert names.take("café", "png") == "café-2.png"
    assert names.take("fox", "jpg") == "fox.jpg"


def test_ten_thousand_equal_names_take_no_time() -> None:
    names = Names()
    assert len({names.take("fox", "png") for _ in range(10_000)}) == 10_000


def test_names_are_planned_with_the_extension_of_what_is_written() -> None:
    records = [record("fox"), record("fox"), record("fox", "image/webp")]
    choices = make_choices(name="{prompt}")
    assert plan_names(choices, records, 1, 3, Names()) == ["fox.png", "fox-2.png", "fox.webp"]
    jpeg = make_choices(name="{prompt}", format=Format.JPEG)
    assert plan_names(jpeg, records, 1, 3, Names()) == ["fox.jpg", "fox-2.jpg", "fox-3.jpg"]


def test_choices_come_back_as_they_were_kept() -> None:
    chosen = make_choices(kind=Kind.CLEAN, format=Format.WEBP, quality=80, longest_edge=2048, background="#102030")
    assert Choices.from_data(chosen.to_data()) == chosen


@pytest.mark.parametrize(
    "data", [{}, {"kind": "all"}, {"quality": "high"}, {"quality": 0}, {"name": "{x}"}, {"background": 7}, {"name": 7}]
)
def test_choices_of_nobody_become_the_usual(data: dict[str, object]) -> None:
    assert Choices.from_data(data) == Choices()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": Kind.AS_RECEIVED, "format": Format.JPEG},
        {"kind": Kind.AS_RECEIVED, "percent": 50},
        {"percent": 50, "longest_edge": 100},
        {"percent": 0},
        {"quality": 101},
        {"background": "white"},
        {"longest_edge": -1},
    ],
)
def test_choices_that_do_not_go_together_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RequestError):
        make_choices(**wrong)
