"""The words for keys and values of a search, as people say them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from imagestudio.core.search_query import Problem, ProblemKind

STARS = 5
_MEASURED = frozenset({"rating", "cost", "ratio"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("Finding", text)


def key_title(key: str) -> str:
    """What a key is called: Model, Rating, In …"""
    titles = {
        "model": _tr("Model"),
        "size": _tr("Size"),
        "quality": _tr("Quality"),
        "format": _tr("Format"),
        "background": _tr("Background"),
        "rating": _tr("Rating"),
        "tag": _tr("Tag"),
        "in": _tr("Collection"),
        "is": _tr("Kind"),
        "has": _tr("With"),
        "cost": _tr("Cost"),
        "date": _tr("Date"),
        "before": _tr("Before"),
        "after": _tr("After"),
        "ratio": _tr("Shape"),
    }
    return titles.get(key, key)


def value_title(key: str, value: str, name_of: Callable[[str], str] = str) -> str:
    """What a value is called: stars for a rating, a model's own name, Picked …"""
    if key == "model":
        return name_of(value)
    if key == "rating" and value.isdecimal() and int(value) <= STARS:
        return "★" * int(value) or _tr("Unrated")
    if key in _MEASURED:
        return _range_title(value)
    titles = {
        ("is", "picked"): _tr("Picked"),
        ("is", "rejected"): _tr("Rejected"),
        ("is", "edit"): _tr("Edit"),
        ("is", "draft"): _tr("Draft"),
        ("is", "demo"): _tr("Demo"),
        ("is", "imported"): _tr("Taken in"),
        ("is", "missing"): _tr("File missing"),
        ("is", "trashed"): _tr("In the trash"),
        ("has", "rating"): _tr("A rating"),
        ("has", "tag"): _tr("Tags"),
        ("has", "note"): _tr("A note"),
        ("has", "collection"): _tr("A collection"),
        ("has", "cost"): _tr("A known cost"),
        ("has", "prompt"): _tr("A prompt"),
        ("has", "credentials"): _tr("Content Credentials"),
    }
    return titles.get((key, value.casefold()), value)


def _range_title(value: str) -> str:
    """A span in words: “3 or more”, “1 to 5”; what is none stays as it was typed."""
    for sign, words in (
        (">=", _tr("{0} or more")),
        ("<=", _tr("{0} or less")),
        (">", _tr("more than {0}")),
        ("<", _tr("less than {0}")),
    ):
        if value.startswith(sign) and len(value) > len(sign):
            return words.replace("{0}", value[len(sign) :].strip())
    first, dots, last = value.partition("..")
    return _tr("{0} to {1}").replace("{0}", first).replace("{1}", last) if dots and first and last else value


def chip_text(key: str, value: str, negated: bool, name_of: Callable[[str], str] = str) -> str:
    """A filter in a few words: “Model: GPT Image 1”, “Picked”, “not Demo”."""
    said = value_title(key, value, name_of)
    said = _tr("not {0}").replace("{0}", said) if negated else said
    return said if key == "is" else f"{key_title(key)}: {said}"


def problem_text(problem: Problem) -> str:
    """What was not understood, and what could stand there instead."""
    texts = {
        ProblemKind.UNKNOWN_KEY: _tr("There is no “{key}:” to search by, so “{piece}” is looked for in prompts."),
        ProblemKind.NO_VALUE: _tr("Something has to follow “{key}:”."),
        ProblemKind.NOT_A_NUMBER: _tr("“{piece}” is no number. Write for instance {allowed}."),
        ProblemKind.NOT_A_DATE: _tr("“{piece}” is no date. Write for instance {allowed}."),
        ProblemKind.NOT_A_RATIO: _tr("“{piece}” is no shape. Write for instance {allowed}."),
        ProblemKind.NOT_ALLOWED: _tr("“{key}:” knows no “{piece}”, but {allowed}."),
        ProblemKind.TOO_LONG: _tr("This search is too long; the rest of it, from “{piece}” on, is left out."),
    }
    filled = {"{key}": problem.key, "{piece}": problem.piece, "{allowed}": ", ".join(problem.allowed)}
    text = texts[problem.kind]
    for mark, value in filled.items():
        text = text.replace(mark, value) if mark != "{piece}" else text
    return text.replace("{piece}", problem.piece)
