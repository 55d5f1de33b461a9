"""The database overwritten at random: it opens or is mended, at the latest by the start after damage showed."""

from __future__ import annotations

import random
import shutil

from imagestudio.core.errors import LibraryError
from imagestudio.core.record import Record
from imagestudio.library.layout import Layout
from imagestudio.library.rebuild import sidecars
from imagestudio.library.sidecar import read_sidecar
from tests import faults
from tests.campaign.evidence import Evidence, read, recover
from tests.campaign.report import Result
from tests.campaign.stage import Place, Stage

_BYTES = 64


def run(stage: Stage) -> Result:
    """One library with pictures and an unknown job, damaged again and again."""
    checked = f"{_BYTES} random bytes into the database; then: no bug, records as the sidecars, jobs as the spool, "
    result = Result("overwrites", f"{checked}at the latest after one further start; pictures unchanged")
    numbers = stage.random(result.row)
    source = _sound(stage)
    before = read(source)
    for _ in range(stage.some(4, 200)):
        place = stage.place(fresh=True)
        shutil.copytree(source.library, place.library)
        _overwrite(place, numbers)
        _one(result, place, before)
        shutil.rmtree(place.folder)
    return result


def _sound(stage: Stage) -> Place:
    """A library with records, an unknown job and one that was not charged."""
    place = stage.place()
    place.generate("--count", str(stage.some(3, 16)))
    stage.server.script(faults.close_before_answer(), faults.vendor_error(400))
    place.generate("--count", "2")
    recover(place)
    return place


def _overwrite(place: Place, numbers: random.Random) -> None:
    """As many bytes as a bad sector's corner, anywhere in the file."""
    path = place.library / "library.sqlite3"
    with path.open("r+b") as file:
        file.seek(numbers.randrange(path.stat().st_size - _BYTES))
        file.write(numbers.randbytes(_BYTES))


def _one(result: Result, place: Place, before: Evidence) -> None:
    done = recover(place)
    result.runs += 1
    result.need("bug" not in done.err and "Traceback" not in done.err, f"a bug at the start: {done.err[-400:]}")
    try:
        wrong = _wrong(place, before)
    except Exception as bug:
        result.broken.append(f"a bug when reading: {type(bug).__name__}: {bug}")
        return
    aside = list(place.library.glob("library.sqlite3.damaged*"))
    if not wrong:
        result.count("mended at the start" if aside else "nothing that matters was hit")
        return
    recover(place)
    still = _wrong(place, before)
    result.need(not still, f"{wrong}; and one further start does not mend it: {still}")
    result.count("damage showed, mended at the next start")


def _wrong(place: Place, before: Evidence) -> str:
    """What is not as it was, if anything."""
    try:
        seen = read(place)
    except LibraryError as error:
        return f"it does not open: {error.said}"
    if seen.damaged:
        return f"pictures are damaged: {seen.damaged}"
    if seen.records != _by_sidecars(place) or {r.id for r in seen.records} != {r.id for r in before.records}:
        return f"{len(seen.records)} records are not the {len(before.records)} that were"
    unknown = {job.id for job in before.jobs if job.state != "not_charged"}
    if not unknown <= {job.id for job in seen.jobs}:
        return "a job that may be charged is not there"
    return f"check finds {seen.findings[:3]}" if seen.findings else ""


def _by_sidecars(place: Place) -> list[Record]:
    records = [read_sidecar(path) for path in sidecars(Layout(place.library))]
    return sorted(records, key=lambda record: record.time, reverse=True)
