"""What is different between the pictures that are compared: the rows below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from imagestudio.core.catalog import Catalog
from imagestudio.core.differences import Part, compare, differ, differing, folded
from imagestudio.core.record import Record
from imagestudio.core.times import to_datetime
from imagestudio.ui.details.facts import cost_text, moment_text, provider_text

Rows = list[tuple[str, tuple[str, ...]]]
NOTHING = "–"  # stands for a value that there is none of


@dataclass(frozen=True, slots=True)
class Differing:
    """The prompts with what is only in them marked, or none where all are the same; and rows of values that differ."""

    prompts: tuple[tuple[Part, ...], ...]
    rows: Rows

    @property
    def same_prompts(self) -> bool:
        return not any(differ(parts) for parts in self.prompts)


def differing_of(records: Sequence[Record], catalog: Catalog) -> Differing:
    """For worker threads: very long prompts take a moment."""
    prompts = tuple(folded(parts) for parts in compare([record.prompt for record in records]))
    return Differing(prompts, differing(_rows(records, catalog)))


def settings_differing(records: Sequence[Record], catalog: Catalog) -> Rows:
    """Model, size and parameters, as far as they are not the same."""
    return differing(_settings(records, catalog))


def _settings(records: Sequence[Record], catalog: Catalog) -> Rows:
    rows: Rows = [
        (_tr("Model"), tuple(catalog.name_of(record.model) for record in records)),
        (_tr("Size"), tuple(f"{record.width} × {record.height}" for record in records)),
    ]
    return rows + [_parameter_row(name, records, catalog) for name in _names(records) if name != "size"]


def _rows(records: Sequence[Record], catalog: Catalog) -> Rows:
    rows = _settings(records, catalog)
    rows += [
        (_tr("Cost"), tuple(cost_text(record) for record in records)),
        (_tr("Took"), tuple(_seconds(record) for record in records)),
        (_tr("By"), tuple(provider_text(record) for record in records)),
    ]
    if len({to_datetime(record.time).astimezone().date() for record in records}) > 1:
        rows.append((_tr("Made"), tuple(moment_text(record.time) for record in records)))
    return rows


def _names(records: Sequence[Record]) -> list[str]:
    return list(dict.fromkeys(name for record in records for name in record.parameters))


def _parameter_row(name: str, records: Sequence[Record], catalog: Catalog) -> tuple[str, tuple[str, ...]]:
    label, texts = name, []
    for record in records:
        spec = catalog.get(record.model)
        parameter = spec.parameter(name) if spec else None
        value = record.parameters.get(name)
        if parameter is not None:
            label = QCoreApplication.translate("Catalog", parameter.label)
        if value is None:
            texts.append(NOTHING)
        else:
            said = QCoreApplication.translate("Catalog", parameter.label_of(value)) if parameter else str(value)
            texts.append(said)
    return label, tuple(texts)


def _seconds(record: Record) -> str:
    if record.duration_ms is None:
        return NOTHING
    return _tr("{0} s").format(f"{record.duration_ms / 1000:.0f}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Differing", text)
