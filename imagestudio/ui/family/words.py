"""What is said of a picture in its family."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from imagestudio.core.family_tree import FamilyTree, Place
from imagestudio.core.money import Money
from imagestudio.core.origin import Task
from imagestudio.core.record import HERE, Record
from imagestudio.ui.details.facts import cost_text, moment_text, task_text
from imagestudio.ui.family.step import Step


def kind_text(place: Place) -> str:
    """What a picture is to the one it continues, or how it began."""
    record = place.record
    if record is None:
        return _tr("No longer here")
    if record.task == Task.LOCKED:
        return _tr("Edit, locked")
    if record.task:
        return task_text(record.task)
    if place.before:
        return _tr("Made of it")
    return _tr("Taken in") if record.source else _tr("From words")


def price_text(record: Record) -> str:
    """What it cost, as short as a card wants it."""
    if record.is_demo or record.provider == HERE:
        return _tr("free")
    return str(record.cost) if record.cost is not None else "–"


def state_text(record: Record | None) -> str:
    """What is amiss with a picture; empty where nothing is."""
    if record is None:
        return _tr("Gone from the library")
    if record.organisation.is_trashed:
        return _tr("In the trash")
    return _tr("Its file is missing") if record.missing else ""


def branch_text(place: Place) -> str:
    """How many pictures a branch has from here on, and what they cost; empty at its end."""
    if place.branch_size < 2 and place.record is not None:
        return ""
    return _tr("Branch: {0}, {1}").format(_pictures(place.branch_size), _money(place.branch_cost))


def _pictures(count: int) -> str:
    return QCoreApplication.translate("Family", "%n picture(s)", None, count)  # lupdate sees no dots in numbers


def short_branch_text(place: Place) -> str:
    """The same as short as a card wants it."""
    if not branch_text(place):
        return ""
    return _tr("Branch of {0}: {1}").format(f"{place.branch_size:,}", _money(place.branch_cost))


def summary_text(tree: FamilyTree) -> str:
    """All of it in one line."""
    said, gone = [_pictures(tree.pictures), _money(tree.cost)], tree.gone
    if gone:
        said.insert(1, QCoreApplication.translate("Family", "%n gone", None, gone))
    if not tree.whole:
        said.append(_tr("only the nearest are shown"))
    return "  ·  ".join(said)


def spoken_text(place: Place, step: Step | None) -> str:
    """One card for who does not see it."""
    said = [kind_text(place)]
    if place.record is not None:
        said += [cost_text(place.record), moment_text(place.record.time)]
    said += [text for text in (state_text(place.record), branch_text(place)) if text]
    said.append(step.spoken if step is not None else place.record.prompt if place.record is not None else "")
    return ". ".join(text.rstrip(".") for text in said if text)


def _money(cost: Money) -> str:
    return str(cost)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Family", text)
