"""What the comparison says: what was chosen, and what to do now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from imagestudio.ui.compare.contest import LETTERS, Contest


def said_of(contest: Contest) -> str:
    """The line below the pictures; empty where there is nothing to say."""
    if contest.over:
        return _tr("Nothing is left to compare it with. Enter goes back to the gallery.")
    if not contest.blind:
        return ""
    if contest.revealed:
        return _tr("{0} is kept. Enter goes on with the next picture.").format(LETTERS[contest.chosen])
    return _tr("Blind: model, price, quality and size are told when you have chosen.")


def hint_of(contest: Contest, keys: Sequence[str] = LETTERS) -> str:
    """The line above them: what the keys do; `keys` keep the first, the second … picture, and may be none."""
    letters, parts = keys[: len(contest.shown)], []
    if letters[1:] and all(letters):
        parts.append(_tr("{0} or {1} keeps that one").format(", ".join(letters[:-1]), letters[-1]))
    if len(contest.shown) == 2:
        parts.append(_tr("Space flickers"))
    if contest.waiting:
        parts.append(_tr("others follow"))
    return "  ·  ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompareView", text)
