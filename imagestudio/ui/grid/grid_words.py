"""The words in and about a grid: names of axes and values, why a cell is not possible, what is to be made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from imagestudio.core.catalog import Catalog, Parameter
from imagestudio.core.grid import Axis, Grid, names_of
from imagestudio.core.grid_cells import Hindrance, Obstacle
from imagestudio.core.grid_labels import differing
from imagestudio.core.pricing import Estimate, PriceSource

_LONGEST = 60


def _tr(text: str) -> str:
    return QCoreApplication.translate("Grid", text)


def axis_text(axis: Axis) -> str:
    return {
        Axis.PROMPT: _tr("Prompt"),
        Axis.MODEL: _tr("Model"),
        Axis.QUALITY: _tr("Quality"),
        Axis.SIZE: _tr("Size"),
        Axis.BACKGROUND: _tr("Background"),
        Axis.STYLE: _tr("Style"),
    }[axis]


def place_texts() -> tuple[str, str, str]:
    """Where an axis may lie."""
    return _tr("Rows"), _tr("Columns"), _tr("Sections")


def value_text(axis: Axis, value: str, catalog: Catalog) -> str:
    """A value as it is told; of a prompt all of it."""
    if axis is Axis.PROMPT:
        return value
    if axis is Axis.MODEL:
        return catalog.name_of(value)
    if axis is Axis.STYLE:
        return " + ".join(names_of(value)) or _tr("No style")
    return _choice_text(str(axis), value, catalog)


def labels_of(grid: Grid, axis: Axis, catalog: Catalog) -> list[str]:
    """What stands beside the rows or above the columns; of prompts what differs."""
    values = grid.values.get(axis, ())
    return differing(values) if axis is Axis.PROMPT else [value_text(axis, value, catalog) for value in values]


def fixed_text(grid: Grid, catalog: Catalog) -> str:
    """What is the same in all cells, in a line."""
    axes = (Axis.MODEL, Axis.QUALITY, Axis.SIZE, Axis.BACKGROUND, Axis.STYLE, Axis.PROMPT)
    kept = [axis for axis in axes if axis not in grid.axes and grid.values.get(axis, ("",))[0]]
    usual = [axis for axis in kept if axis is not Axis.BACKGROUND or grid.values[axis][0] != "auto"]
    told = [value_text(axis, grid.values[axis][0], catalog) for axis in usual]
    return " · ".join([*told, grid.typed] if Axis.PROMPT in grid.axes else told)


def hindrance_text(hindrance: Hindrance, catalog: Catalog) -> str:
    """Why there can be no picture."""
    model = catalog.name_of(hindrance.model)
    if hindrance.obstacle is Obstacle.NO_MODEL:
        return _tr("The model {0} is not there any more.").format(model)
    if hindrance.obstacle is Obstacle.RULE:
        return QCoreApplication.translate("Catalog", hindrance.because)
    if hindrance.obstacle is Obstacle.NOT_OFFERED:
        name = axis_text(Axis(hindrance.parameter))
        value = _choice_text(hindrance.parameter, hindrance.value, catalog)
        return _tr("{0} does not have {1} “{2}”.").format(model, name.lower(), value)
    if hindrance.value.startswith("0 "):
        return _tr("The prompt is empty.")
    return _tr("The prompt is {0}; what can be sent: {1}.").format(hindrance.value, hindrance.because)


def amount_text(total: Estimate) -> str:
    """The price, from the least to the most where it is a range; empty where none is known."""
    if total.amount is None:
        return ""
    return f"{total.low} – {total.high}" if total.is_range else str(total.amount)


def offer_text(count: int, total: Estimate) -> str:
    """What the button says that buys so many pictures."""
    pictures = QCoreApplication.translate("Grid", "Make %n picture(s)", None, count)
    return _tr("{0}  ·  {1}").format(pictures, price_text(total))


def row_text(count: int, total: Estimate) -> str:
    """The same beside a row, where there is little room."""
    amount = amount_text(total) if total.source is not PriceSource.FREE else ""
    return _tr("Make {0} · {1}").format(count, amount) if amount else _tr("Make {0}").format(count)


def price_text(total: Estimate) -> str:
    if total.source is PriceSource.FREE:
        return _tr("free demo")
    amount = amount_text(total)
    return _tr("about {0}").format(amount) if amount else _tr("price unknown")


def hole_text(total: Estimate) -> str:
    """What the button in a hole says."""
    if total.source is PriceSource.FREE:
        return _tr("Make")
    amount = amount_text(total)
    return _tr("Make · {0}").format(amount) if amount else _tr("Make")


def summary_text(there: int, coming: int, kept: int, open_: int, impossible: int, failed: int) -> str:
    """How a grid stands, in a line."""
    translate = QCoreApplication.translate
    parts = [
        translate("Grid", "%n picture(s) here", None, there) if there or not (coming + kept + open_) else "",
        translate("Grid", "%n on the way", None, coming) if coming else "",
        translate("Grid", "%n kept for later", None, kept) if kept else "",
        translate("Grid", "%n to make", None, open_) if open_ else "",
        translate("Grid", "%n did not work out", None, failed) if failed else "",
        translate("Grid", "%n not possible", None, impossible) if impossible else "",
    ]
    return " · ".join(part for part in parts if part)


def name_from(prompts: Sequence[str]) -> str:
    """The name of a new grid: the beginning of its prompt."""
    words = " ".join(prompts[0].split()) if prompts else ""
    if not words:
        return _tr("New grid")
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"


def _choice_text(name: str, value: str, catalog: Catalog) -> str:
    parameters = [parameter for spec in catalog.models if (parameter := spec.parameter(name)) is not None]
    return next((_label(each, value) for each in parameters if each.accepts(value)), value)


def _label(parameter: Parameter, value: str) -> str:
    return QCoreApplication.translate("Catalog", parameter.label_of(value))
