"""Styles go around a prompt in their order, and come and go between programs unchanged."""

from __future__ import annotations

import json

import pytest

from imagestudio.core.style_formats import MOST_BYTES, read_styles, to_csv, to_json
from imagestudio.core.styles import Snippet, Style, Stylebook, apply_styles
from imagestudio.core.templates.template import Template

FILM = Style("Film", "35 mm film photo of {prompt}, soft grain", "digital")
QUIET = Style("Quiet", "quiet, muted colours")
BOOK = Stylebook((FILM, QUIET), (Snippet("light", "low sun, long shadows"),))


def test_several_styles_are_put_around_a_prompt_in_their_order() -> None:
    assert apply_styles("a fox", [FILM, QUIET]) == "35 mm film photo of a fox, soft grain, quiet, muted colours"
    assert apply_styles("a fox", [QUIET, FILM]) == "35 mm film photo of a fox, quiet, muted colours, soft grain"
    assert apply_styles("", [QUIET]) == "quiet, muted colours"
    assert apply_styles("a {prompt} sign", [QUIET]) == "a {prompt} sign, quiet, muted colours"
    assert apply_styles("x", [Style("twice", "{prompt} and {prompt}")]) == "x and x"


def test_a_style_goes_around_a_template_as_around_a_prompt() -> None:
    text = apply_styles("a {red|blue} fox", [FILM])
    assert list(Template(text).prompts()) == [
        "35 mm film photo of a red fox, soft grain",
        "35 mm film photo of a blue fox, soft grain",
    ]


def test_styles_are_kept_in_the_order_the_person_gave_them() -> None:
    book = BOOK.with_style(Style("New", "x")).moved("new", 0)
    assert [style.name for style in book.styles] == ["New", "Film", "Quiet"]
    changed = book.with_style(Style("film", "y"), instead_of="Film")
    assert [style.name for style in changed.styles] == ["New", "film", "Quiet"]
    assert [style.name for style in changed.without_style("FILM").styles] == ["New", "Quiet"]
    assert changed.named(["quiet", "gone", "new"]) == (QUIET, Style("New", "x"))
    assert BOOK.without_snippet("Light").snippets == ()


@pytest.mark.parametrize("name", ["film", " FILM ", "", "\n"])
def test_a_name_that_is_taken_or_none_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        BOOK.with_style(Style(name, "x"))


@pytest.mark.parametrize(
    "book",
    [
        BOOK,
        Stylebook((Style('a, "b"', "line one\nline two, {prompt}", "no; 'x'"), Style("=1+1", "雪 🦊"))),
        Stylebook(),
    ],
)
def test_styles_come_back_from_json_and_csv_as_they_were(book: Stylebook) -> None:
    assert read_styles(to_json(book).encode()) == book
    if book.styles:
        assert read_styles(to_csv(book).encode()).styles == book.styles


def test_the_files_of_other_programs_are_read() -> None:
    a1111 = 'name,prompt,negative_prompt\n---- photo ----,,\nFilm,"photo of {prompt}, 35 mm","blurry, low"\n,x,\n'
    assert read_styles(b"\xef\xbb\xbf" + a1111.encode()).styles == (
        Style("Film", "photo of {prompt}, 35 mm", "blurry, low"),
    )
    older = "name,text\nFilm,grain\n"
    assert read_styles(older.encode()).styles == (Style("Film", "grain"),)
    fooocus = [{"name": "Fooocus Sharp", "prompt": "cinematic {prompt}", "negative_prompt": "anime"}, {"name": 3}, None]
    assert read_styles(json.dumps(fooocus).encode()).styles == (Style("Fooocus Sharp", "cinematic {prompt}", "anime"),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"styles": []}', "no styles"),
        (b'{"imagestudio_styles": 9}', "newer"),
        (b"a,b\n1,2\n", "columns"),
        (b"", "columns"),
        (b"\xff\xfe", "UTF-8"),
        (b" " * (MOST_BYTES + 1), "large"),
        (b'name,prompt\na,"' + b"x" * 200_000 + b'"\n', "CSV"),
    ],
)
def test_what_is_no_file_of_styles_is_told_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_styles(content)


def test_what_is_taken_in_stands_beside_what_is_there() -> None:
    other = Stylebook((FILM, Style("quiet", "other"), Style("More", "z")), (Snippet("light", "noon"),))
    merged = BOOK.merged(other)
    assert [style.name for style in merged.styles] == ["Film", "Quiet", "quiet (2)", "More"]
    assert [snippet.name for snippet in merged.snippets] == ["light", "light (2)"]
    assert merged.merged(other) == merged


def test_half_characters_and_endless_texts_are_cut_before_they_are_kept() -> None:
    book = Stylebook().with_style(Style("a\ud800b", "x\ud83d" + "y" * 40_000 + "\0"))
    assert book.styles[0].name == "ab"
    assert len(book.styles[0].text) == 32_000
    assert read_styles(to_json(book).encode()) == book
