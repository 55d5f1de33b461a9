"""Words of prompts: what is found by what."""

from __future__ import annotations

import pytest

from imagestudio.library.folder import Library
from imagestudio.library.search import index_text, match_query, spaced
from tests.library.helpers import make_job, save

FOUND = [
    ("A red Fox in the snow", "fox"),
    ("A red fox in the snow", "SNOW red"),
    ("a lighthouse", "light"),
    ("a lighthouse", "l"),
    ("Crème brûlée", "creme brulee"),
    ("creme brulee", "Crème"),
    ("Straße in Zürich", "strasse zurich"),
    ("Việt Nam phở", "viet pho"),
    ("İstanbul", "istanbul"),
    ("Ёлка под снегом", "снегом"),
    ("Ёлка под снегом", "елка"),
    ("Αθήνα την άνοιξη", "αθηνα"),
    ("קיץ בתל אביב", "אביב"),
    ("قطة صغيرة في الحديقة", "الحديقة"),
    ("हिन्दी में लिखा", "हिन्दी"),
    ("雪山上的红色狐狸", "狐狸"),
    ("雪山上的红色狐狸", "红"),
    ("夕焼けの東京タワー", "東京"),
    ("夕焼けの東京タワー", "タワー"),
    ("ﾀﾜｰ", "タワー"),
    ("눈 속의 여우", "여우"),
    ("แมวสีดำบนหลังคา", "สีดำ"),
    ("ＦＵＬＬ width", "full"),
    ("a fox 🦊 and a ❤️", "🦊"),
    ("a fox🦊", "fox"),
    ("a fox🦊", "🦊"),
    ("a ❤️", "❤"),
    ("👩‍🚀 on the moon", "👩‍🚀"),
    ("f/1.8, 85mm lens", "f/1.8"),
    ("black-and-white photo", "black-and-white"),
    ("don't look", "don't"),
    ("x AND y OR z", "AND OR"),
    ("𠮷野家", "野家"),
]
NOT_FOUND = [
    ("a red fox", "fox wolf"),
    ("a red fox", "ox"),
    ("a lighthouse", "light "),
    ("foxes", "fox red"),
    ("雪山上的红色狐狸", "狸狐"),
    ("snow", "sno* w"),
    ("red fox", "red -fox2"),
]


@pytest.mark.parametrize(("prompt", "search"), FOUND)
def test_a_prompt_is_found_by_its_words(library: Library, prompt: str, search: str) -> None:
    record = save(library, make_job(prompt))
    save(library, make_job("something else entirely"))
    assert list(library.history.times(search)) == [record.time]


@pytest.mark.parametrize(("prompt", "search"), NOT_FOUND)
def test_a_prompt_is_not_found_by_other_words(library: Library, prompt: str, search: str) -> None:
    save(library, make_job(prompt))
    assert list(library.history.times(search)) == []


HOSTILE = [
    '"',
    '""',
    '"fox',
    'fox"',
    'fo"x',
    "-fox",
    "fox*",
    "*",
    "^fox",
    "fox AND",
    "NOT fox",
    "OR",
    "NEAR(fox red)",
    "prompt:fox",
    "fox:",
    "{prompt}: fox",
    "(fox",
    "fox)",
    "fox + red",
    "\0",
    "fox\0red",
    "\ud800fox",
    "'; DROP TABLE records; --",
    "%",
    "\\",
    "🦊" * 500,
    "fox " * 3000,
    "x" * 100_000,
    "?!",
]


@pytest.mark.parametrize("search", HOSTILE)
def test_no_search_is_ever_taken_for_syntax(library: Library, search: str) -> None:
    save(library, make_job("a red fox"))
    library.history.times(search)
    library.history.records(search)
    assert len(library.history.times()) == 1


@pytest.mark.parametrize("search", ["", "   ", '"', "*", "-", "?!", "\0"])
def test_a_search_without_a_word_finds_everything(library: Library, search: str) -> None:
    record = save(library)
    assert list(library.history.times(search)) == [record.time]


@pytest.mark.parametrize("search", ["-fox", "fox*", '"fox"', "(fox", "^fox", "fox:"])
def test_signs_around_a_word_do_not_matter(library: Library, search: str) -> None:
    record = save(library, make_job("a red fox"))
    assert list(library.history.times(search)) == [record.time]


def test_characters_that_are_words_are_set_apart() -> None:
    assert spaced("ab雪山cd").split() == ["ab", "雪", "山", "cd"]
    assert spaced("plain words") == "plain words"
    assert index_text("ÀB\u0301") == "ab"


def test_the_last_word_is_a_prefix_only_while_it_is_typed() -> None:
    assert match_query("Red fo") == '"red" "fo"*'
    assert match_query("red fo ") == '"red" "fo"'
    assert match_query("  ") == ""
