"""Words of prompts: what is found by what."""

from __future__ import annotations

import pytest

from imagestudio.core.search_language import parse
from imagestudio.library.folder import Library
from imagestudio.library.matching import match_of
from imagestudio.library.search import EVERY, index_text, tokens_of
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
    ("red fox", "red -fox2"),
    ("foxes of entirely", "entirely -something "),
    ("red fox on snow", '"fox on"'),
    ("red fox on snow", '"fox on sn'),
    ("red foxes on snow", "fo* snow"),
    ("lighthouses", "lightho"),
    ("the lighthouse keeper", '"the lightho'),
]
NOT_FOUND = [
    ("a red fox", "fox wolf"),
    ("a red fox", "ox"),
    ("a lighthouse", "light "),
    ("foxes", "fox red"),
    ("雪山上的红色狐狸", "狸狐"),
    ("snow", "sno* w"),
    ("red fox", "red -fox"),
    ("red fox", "-fox"),
    ("red fox", '"fox red"'),
    ("black-and-white photo", '-"black and"'),
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


@pytest.mark.parametrize("search", ["fox*", '"fox"', "(fox", "^fox", "fox:", "“fox”"])
def test_signs_around_a_word_do_not_matter(library: Library, search: str) -> None:
    record = save(library, make_job("a red fox"))
    assert list(library.history.times(search)) == [record.time]


def test_characters_that_are_words_are_set_apart() -> None:
    assert tokens_of("ab雪山cd") == ["ab", "雪", "山", "cd"]
    assert tokens_of("plain, words!") == ["plain", "words"]
    assert index_text("ÀB\u0301") == f"{EVERY} ab"
    assert tokens_of(EVERY) == []


def _match(search: str) -> str:
    return match_of(parse(search), lambda first: [f"{first}s", f"{first}ly"])


def test_the_last_word_is_a_prefix_only_while_it_is_typed() -> None:
    assert _match("Red fo") == '"red" AND "fo"*'
    assert _match("red fo ") == '"red" AND "fo"'
    assert _match("  ") == ""


def test_of_longer_beginnings_the_words_themselves_are_looked_for() -> None:
    assert _match("quick") == '("quicks" OR "quickly")'
    assert _match('"a quick') == '("a quicks" OR "a quickly")'
    assert match_of(parse("quick"), lambda _: []) == '"quick"*'


def test_all_but_some_words_can_be_asked_for() -> None:
    assert _match("-red ") == f'("{EVERY}") NOT ("red")'
    assert _match('fox -red -"old oak" ') == '("fox") NOT ("red" OR "old oak")'


def test_thousands_of_words_with_one_beginning_are_found(library: Library) -> None:
    for number in range(0, 1000, 100):
        save(library, make_job(" ".join(f"number{n}" for n in range(number, number + 100))))
    assert len(library.history.times("number")) == 10
    assert len(library.history.times("number1")) == 2
    assert len(library.history.times("number99")) == 2
