"""Which words came and which went, from one prompt to the next."""

from __future__ import annotations

import pytest

from imagestudio.core.differences import Run, Sign, nearby, revision

_SIGNS = {Sign.KEPT: "", Sign.ADDED: "+", Sign.REMOVED: "-"}


def told(before: str, after: str) -> list[str]:
    return [f"{_SIGNS[run.sign]}{run.text.strip()}" for run in revision(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("a red fox", "a red fox", ["a red fox"]),
        ("a red fox", "a blue fox", ["a", "-red", "+blue", "fox"]),
        ("a fox", "a fox in the snow", ["a fox", "+in the snow"]),
        ("a fox in the snow", "a fox", ["a fox", "-in the snow"]),
        ("A Red Fox", "a  red\nfox", ["a  red\nfox"]),
        ("", "a fox", ["+a fox"]),
        ("a fox", "", ["-a fox"]),
        ("雪の中の狐", "雪の中の猫", ["雪の中の", "-狐", "+猫"]),
        ("one two", "three four", ["-one two", "+three four"]),
    ],
)
def test_what_went_stands_before_what_came(before: str, after: str, runs: list[str]) -> None:
    assert told(before, after) == runs


def test_the_new_text_is_what_was_kept_and_added_and_the_old_one_what_was_kept_and_removed() -> None:
    before, after = "a small red fox, film grain, at night", "a red fox with a hat, at dawn, film grain"
    runs = revision(before, after)
    assert "".join(run.text for run in runs if run.sign is not Sign.REMOVED).split() == after.split()
    old = "".join(run.text for run in runs if run.sign is not Sign.ADDED)
    assert old.replace(",", " ").split() == before.replace(",", " ").split()


def test_very_long_texts_in_another_order_are_told_too() -> None:
    before = " ".join(f"w{number}" for number in range(3_000))
    after = " ".join(f"w{number}" for number in reversed(range(3_000)))
    runs = revision(before, after)
    assert "".join(run.text for run in runs if run.sign is not Sign.REMOVED).split() == after.split()


def test_what_was_kept_is_cut_down_to_the_words_beside_what_was_not() -> None:
    words = " ".join(f"w{number}" for number in range(20))
    runs = nearby(revision(f"{words} red fox", f"{words} blue fox"))
    assert runs[0].text.startswith("…")
    assert runs[0].text.endswith("w17 w18 w19")
    assert [run for run in runs if run.sign is not Sign.KEPT] == [Run(" red", Sign.REMOVED), Run(" blue", Sign.ADDED)]
