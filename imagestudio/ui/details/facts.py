"""What is told of a record, as pairs of label and text; what only machines want is apart."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from imagestudio.core.catalog import Catalog, ModelSpec
from imagestudio.core.origin import Task
from imagestudio.core.record import HERE, Record
from imagestudio.core.taking_in import IMPORTED
from imagestudio.core.times import to_datetime

Fact = tuple[str, str]


def facts_of(record: Record, catalog: Catalog) -> list[Fact]:
    """What a person wants to know of a picture: model, every parameter, cost, duration, date, file."""
    facts = [
        (_tr("Model"), catalog.name_of(record.model) or _tr("Not told")),
        (_tr("Size"), f"{record.width} × {record.height}"),
    ]
    facts += parameters_of(record, catalog.get(record.model))
    if record.task:
        facts.append((_tr("Kind"), task_text(record.task)))
    facts.append((_tr("Cost"), cost_text(record)))
    if record.duration_ms is not None:
        facts.append((_tr("Took"), _tr("{0} s").format(_seconds(record.duration_ms))))
    facts.append((_tr("Made"), moment_text(record.time)))
    facts.append((_tr("By"), provider_text(record)))
    if record.source:
        facts.append((_tr("Taken in from"), record.source))
    if record.organisation.is_trashed:
        facts.append((_tr("In the trash"), moment_text(record.organisation.trashed)))
    facts.append((_tr("File"), record.path.rpartition("/")[2]))
    facts.append((_tr("Bytes"), size_text(record.size_bytes)))
    facts.append((_tr("Credentials"), credentials_text(record.content_credentials)))
    return facts


def ids_of(record: Record) -> list[Fact]:
    """What tells a picture from every other, here and at the service; only what is known."""
    facts = [
        (_tr("Folder"), record.path.rpartition("/")[0]),
        (_tr("Format"), record.media_type),
        (_tr("SHA-256"), record.sha256),
        (_tr("Picture id"), record.id),
        (_tr("Job"), record.job_id),
        (_tr("Request id"), record.client_request_id),
        (_tr("Inference id"), record.inference_id),
        (_tr("Model id"), record.model),
        (_tr("Exactly"), exact_moment(record.time)),
    ]
    return [(name, text) for name, text in facts if text]


def credentials_text(present: bool) -> str:
    return _tr("C2PA, untouched") if present else _tr("None in the file")


def task_text(task: str) -> str:
    """What a request was for; of one that only a later version knows its own word."""
    texts = {
        Task.EDIT: _tr("Edit"),
        Task.VARIATION: _tr("Variation"),
        Task.EXTENSION: _tr("Extended"),
        Task.DRAFT: _tr("Draft"),
        Task.FINAL: _tr("Final"),
        Task.AGAIN: _tr("Made again"),
        Task.LOCKED: _tr("Edit, locked outside its mask"),
    }
    return {str(name): text for name, text in texts.items()}.get(task, task)


def exact_moment(moment: int) -> str:
    return to_datetime(moment).astimezone().isoformat(" ", "milliseconds")


def cost_text(record: Record) -> str:
    """What it cost, and what was estimated where that was another amount."""
    if record.is_demo:
        return _tr("Free, a demo picture")
    if record.provider == HERE:
        return _tr("Free, put together here")
    if record.cost is None:
        return _tr("Not known") if record.provider == IMPORTED else _tr("Not told by the service")
    if record.estimate is None or record.estimate.text() == record.cost.text():
        return str(record.cost)
    return _tr("{0}  ·  estimated {1}").format(record.cost, record.estimate.text())


def provider_text(record: Record) -> str:
    if record.is_demo:
        return _tr("Demo, drawn on this computer")
    if record.provider == IMPORTED:
        return _tr("Not made here")
    if record.provider == HERE:
        return _tr("This computer")
    return "AI/ML API" if record.provider == "aimlapi" else record.provider


def moment_text(moment: int) -> str:
    """Today 09:41, Yesterday 17:05, or the date, in local time."""
    local = to_datetime(moment).astimezone()
    time = QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    return f"{_day(local.date())} {time}"


def _day(day: date) -> str:
    days = (datetime.now().astimezone().date() - day).days
    if days in (0, 1):
        return _tr("Today") if days == 0 else _tr("Yesterday")
    date_, here = QDate(day.year, day.month, day.day), QLocale()
    if here.language() is QLocale.Language.C:  # where no language is set: its months are numbers, and no order is known
        return QLocale(QLocale.Language.English).toString(date_, "d MMM yyyy")
    return here.toString(date_, QLocale.FormatType.ShortFormat)


def parameters_of(record: Record, spec: ModelSpec | None) -> list[Fact]:
    """Every parameter but the size, which the picture itself tells; names of an unknown model plainly."""
    facts = []
    for name, value in record.parameters.items():
        if name == "size" and value == f"{record.width}x{record.height}":
            continue
        parameter = spec.parameter(name) if spec else None
        label = QCoreApplication.translate("Catalog", parameter.label) if parameter else _plain(name)
        text = QCoreApplication.translate("Catalog", parameter.label_of(value)) if parameter else str(value)
        if name == "size" and text == value:  # as the size itself is told
            text = text.replace("x", " × ")
        facts.append((_tr("Asked size") if name == "size" else label, text))
    return facts


def _plain(name: str) -> str:
    """The name of a parameter nothing is known of, as a label: “Negative prompt”."""
    return name.replace("_", " ").capitalize()


def _seconds(duration_ms: int) -> str:
    return f"{duration_ms / 1000:.1f}" if duration_ms < 10_000 else f"{duration_ms / 1000:.0f}"


def size_text(size_bytes: int) -> str:
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Facts", text)
