"""What many pictures share and where they differ, worked out in any thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from imagestudio.core.catalog import Catalog
from imagestudio.core.money import Money
from imagestudio.core.organisation import UNTOUCHED, Organisation
from imagestudio.core.record import Record
from imagestudio.ui.details.facts import (
    Fact,
    credentials_text,
    moment_text,
    parameters_of,
    provider_text,
    size_text,
    task_text,
)
from imagestudio.ui.organise.shared import Share, collections_of, common, differs, tags_of

_ENOUGH = 3  # so many different values are named, of more only how many they are


@dataclass(frozen=True, slots=True)
class Survey:
    """`pictures` are selected; everything else is told of those whose records are known."""

    pictures: int = 0
    times: Sequence[int] = ()
    facts: list[Fact] = field(default_factory=list)
    prompt: str | None = None
    common: Organisation = UNTOUCHED
    mixed: frozenset[str] = frozenset()
    tags: list[Share] = field(default_factory=list)
    collections: list[Share] = field(default_factory=list)


def survey_of(pictures: int, times: Sequence[int], records: Sequence[Record], catalog: Catalog) -> Survey:
    """Look through the records of what is selected; with 10,000 of them it takes a moment."""
    prompts = {record.prompt for record in records}
    return Survey(
        pictures,
        times,
        _facts(pictures, records, catalog, len(prompts)) if records else [],
        prompts.pop() if len(prompts) == 1 else None,
        common(records) if records else UNTOUCHED,
        frozenset(name for name in ("rating", "pick", "note") if differs(records, name)),
        tags_of(records),
        collections_of(records),
    )


def _facts(pictures: int, records: Sequence[Record], catalog: Catalog, prompts: int) -> list[Fact]:
    facts = [(_tr("Told of"), f"{len(records):,}")] if len(records) < pictures else []
    if prompts > 1:
        facts.append((_tr("Prompts"), _tr("{0} different ones").format(f"{prompts:,}")))
    facts.append((_tr("Model"), _named(catalog.name_of(record.model) for record in records)))
    facts.append((_tr("Size"), _named(f"{record.width} × {record.height}" for record in records)))
    facts += _parameter_facts(records, catalog)
    if any(record.task for record in records):
        facts.append((_tr("Kind"), _named(task_text(record.task) or _tr("From words") for record in records)))
    facts.append((_tr("Cost"), _cost(records)))
    facts.append((_tr("Made"), _span([record.time for record in records])))
    facts.append((_tr("By"), _named(provider_text(record) for record in records)))
    if any(record.source for record in records):
        facts.append((_tr("Taken in from"), _named(record.source or _tr("Made here") for record in records)))
    facts.append((_tr("Bytes"), size_text(sum(record.size_bytes for record in records))))
    facts.append((_tr("Credentials"), _named(credentials_text(record.content_credentials) for record in records)))
    return facts


def _parameter_facts(records: Sequence[Record], catalog: Catalog) -> list[Fact]:
    """Of each parameter its values; pictures that have none of that name say nothing of it."""
    kinds: dict[tuple[object, ...], Record] = {}
    for record in records:
        kinds.setdefault((record.model, record.width, record.height, *sorted(record.parameters.items())), record)
    values: dict[str, list[str]] = {}
    for record in kinds.values():
        for name, text in parameters_of(record, catalog.get(record.model)):
            values.setdefault(name, []).append(text)
    return [(name, _named(texts)) for name, texts in values.items()]


def _named(texts: Iterable[str]) -> str:
    """The one value, or the few there are, or how many."""
    different = list(dict.fromkeys(texts))
    if len(different) > _ENOUGH:
        return _tr("Mixed: {0} different").format(f"{len(different):,}")
    return different[0] if len(different) == 1 else _tr("Mixed: {0}").format(", ".join(different))


def _cost(records: Sequence[Record]) -> str:
    """The sum of what is known, and of how many nothing is."""
    known = [record.cost for record in records if record.cost is not None]
    if not known:
        return _tr("Not told by the service")
    total = str(Money(sum(cost.nanos for cost in known)))
    unknown = len(records) - len(known)
    return (
        _tr("{0} together; of {1} not told").format(total, f"{unknown:,}")
        if unknown
        else _tr("{0} together").format(total)
    )


def _span(times: Sequence[int]) -> str:
    first, last = moment_text(min(times)), moment_text(max(times))
    return first if first == last else _tr("{0} to {1}").format(first, last)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Facts", text)
