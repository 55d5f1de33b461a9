"""A prompt that is brought back into the editor means itself there, whatever signs it has."""

from __future__ import annotations

import random

import pytest

from imagestudio.core.templates.escaping import escaped
from imagestudio.core.templates.lists import WordLists
from imagestudio.core.templates.template import Template
from tests.core.templates.test_documented import DOCUMENTED, LISTS, PLAIN

_SIGNS = ["{", "}", "|", "$$", "\\", "__", "season", "a", " ", "2", "2$$", "{{", "\\{", "__season__", "::"]


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize("text", [text for text, _ in DOCUMENTED])
def test_a_template_becomes_one_prompt_that_says_the_same(text: str) -> None:
    template = Template(escaped(text, LISTS), LISTS)
    assert list(template.prompts()) == [text]
    assert template.problems == ()


@pytest.mark.parametrize("seed", range(300))
def test_any_mixture_of_signs_comes_back(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    lists = WordLists({"season": ["summer", "winter"]})
    text = "".join(dice.choice(_SIGNS) for _ in range(dice.randint(1, 14)))
    template = Template(escaped(text, lists), lists)
    assert template.is_sound
    assert list(template.prompts()) == [text]
