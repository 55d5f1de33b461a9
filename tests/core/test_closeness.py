"""What is typed finds the commands one means."""

from __future__ import annotations

import pytest

from imagestudio.core.closeness import closeness


def test_the_beginning_of_a_word_is_closer_than_its_middle_and_that_closer_than_its_letters() -> None:
    found = [closeness("exp", text) for text in ("Export…", "Unexpected", "Each expert", "Every xenial plan")]
    assert all(found)
    distances = [one.distance for one in found if one]
    assert distances[0] < distances[2] < distances[1] < distances[3]


def test_every_word_must_be_there_in_any_order() -> None:
    assert closeness("folder show", "Show in folder")
    assert closeness("folder hide", "Show in folder") is None


@pytest.mark.parametrize(("typed", "text"), [("gal", "Zur GALERIE"), ("cafe", "Café"), ("é", "Export"), ("", "Export")])
def test_case_and_accents_do_not_matter(typed: str, text: str) -> None:
    assert closeness(typed, text) is not None


def test_the_marks_are_the_letters_that_were_found() -> None:
    text = "Move to the trash"
    one = closeness("tr mo", text)
    assert one is not None
    assert [text[start : start + length] for start, length in one.marks] == ["Mo", "tr"]
    letters = closeness("mtt", text)
    assert letters is not None
    assert "".join(text[start] for start, _ in letters.marks).lower() == "mtt"


def test_letters_that_grow_when_they_are_made_small_keep_their_places() -> None:
    text = "İstanbul straße"
    one = closeness("str", text)
    assert one is not None
    assert [text[start : start + length] for start, length in one.marks] == ["str"]


def test_one_letter_in_the_middle_of_nothing_is_not_found() -> None:
    assert closeness("z", "Export") is None
