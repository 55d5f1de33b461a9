"""What the next edit starts from is kept by its hash, and comes back as it was; only what nobody needs is swept."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from imagestudio.core.editing import Kept, Painted, Source
from imagestudio.core.errors import DiskError
from imagestudio.core.inputs import InputImage
from imagestudio.core.job import new_job
from imagestudio.core.limits import NO_LIMITS
from imagestudio.core.origin import Task
from imagestudio.core.request import Request
from imagestudio.library.exploring import Exploring
from imagestudio.library.folder import Library
from imagestudio.library.layout import Layout
from imagestudio.library.reference_file import ReferenceFile
from tests.library.helpers import files_in, picture

W, H = 48, 32  # of the helper's pictures
HALF = Painted(bytes([255] * (W * H // 2) + [0] * (W * H // 2)), W, H)
EDIT = {"quality": "low", "size": "1024x1024"}


@pytest.fixture
def exploring(library: Library) -> Exploring:
    return library.exploring


@pytest.fixture
def references(exploring: Exploring) -> ReferenceFile:
    return exploring.references


def grow_old(library: Library) -> None:
    """As if everything had been taken two days ago."""
    then = time.time() - 2 * 24 * 3600
    for path in Layout(library.folder).inputs.iterdir():
        os.utime(path, (then, then))


def inputs_of(library: Library) -> list[str]:
    return files_in(Layout(library.folder).inputs)


def test_pictures_names_parents_and_masks_come_back_in_their_order(references: ReferenceFile, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(picture("JPEG"))
    references.keep(
        [Kept(Source(path, name="a.jpg")), Kept(Source(content=picture("PNG"), name="b", parent="20261121"), HALF)],
        Task.VARIATION,
    )
    path.unlink()  # the copy is what comes back
    (first, second), task = references.kept()
    assert task == Task.VARIATION
    assert (first.source.name, first.painted) == ("a.jpg", None)
    assert first.source.path is not None
    assert first.source.path.read_bytes() == picture("JPEG")
    assert (second.source.name, second.source.parent, second.painted) == ("b", "20261121", HALF)


def test_another_order_is_kept_too_and_a_file_that_was_changed_is_taken_anew(
    references: ReferenceFile, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(picture("PNG"))
    one, other = Kept(Source(path, name="one")), Kept(Source(content=picture("WEBP"), name="other"), HALF)
    references.keep([one, other], Task.EDIT)
    references.keep([other, one], Task.EDIT)
    assert [kept.source.name for kept in references.kept()[0]] == ["other", "one"]
    path.write_bytes(picture("PNG", (60, 40)))
    for taken in Layout(library.folder).inputs.glob("*.webp"):
        taken.unlink()
    references.keep([other, one], Task.EDIT)
    first, second = references.kept()[0]
    assert first.painted == HALF
    assert second.source.path is not None
    assert second.source.path.read_bytes() == path.read_bytes()


def test_none_are_none_again(references: ReferenceFile) -> None:
    references.keep([Kept(Source(content=picture("PNG")))], Task.EDIT)
    references.keep([], Task.EDIT)
    assert references.kept() == ((), "")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"task": 4, "references": [{"image": {"sha256": "../../a"}}]}'])
def test_a_damaged_file_harms_nothing(
    references: ReferenceFile, library: Library, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    Layout(library.folder).references.write_text(text)
    assert references.kept() == ((), "")
    caplog.clear()  # it was told


def test_a_picture_that_is_gone_is_left_out(references: ReferenceFile, library: Library) -> None:
    references.keep([Kept(Source(content=picture("PNG"))), Kept(Source(content=picture("WEBP")))], Task.EDIT)
    next(path for path in Layout(library.folder).inputs.iterdir() if path.suffix == ".png").unlink()
    kept, _task = references.kept()
    assert [one.source.path.suffix for one in kept if one.source.path] == [".webp"]


# the sweep


def test_what_nobody_needs_is_swept_and_what_is_young_stays(exploring: Exploring, library: Library) -> None:
    exploring.inputs.take(picture("PNG"))
    exploring.sweep()
    assert len(inputs_of(library)) == 1
    grow_old(library)
    young = exploring.inputs.take(picture("JPEG"))
    exploring.sweep()
    assert inputs_of(library) == [young.file_name]


def test_nothing_is_swept_while_there_are_pictures_the_database_does_not_know(
    exploring: Exploring, library: Library
) -> None:
    image = exploring.inputs.take(picture("PNG"))
    grow_old(library)
    sidecar = Layout(library.folder).originals / "2026" / "11" / "20261121-120000-00000000.json"
    sidecar.parent.mkdir(parents=True)
    sidecar.write_text("{")  # of a picture made after the copy of the database that is there now
    exploring.sweep()
    assert inputs_of(library) == [image.file_name]
    sidecar.unlink()
    exploring.sweep()
    assert inputs_of(library) == []


def test_what_is_taken_again_is_young_again(exploring: Exploring, library: Library) -> None:
    exploring.inputs.take(picture("PNG"))
    grow_old(library)
    exploring.inputs.take(picture("PNG"))
    exploring.sweep()
    assert len(inputs_of(library)) == 1


def edit_of(exploring: Exploring) -> tuple[Request, InputImage]:
    image = exploring.inputs.take(picture("PNG"))
    return Request("openai/gpt-image-1", "a fox", EDIT, (image,)), image


def test_what_a_queued_or_a_cancelled_job_needs_stays(exploring: Exploring, library: Library) -> None:
    request, image = edit_of(exploring)
    job = new_job(request, "aimlapi")
    library.queue.submit([job], NO_LIMITS)
    grow_old(library)
    exploring.sweep()
    assert inputs_of(library) == [image.file_name]
    library.journal.cancel(job)
    exploring.sweep()
    assert inputs_of(library) == [image.file_name]


def test_what_the_next_edit_starts_from_stays(exploring: Exploring, library: Library) -> None:
    exploring.references.keep([Kept(Source(content=picture("PNG")), HALF)], Task.EDIT)
    grow_old(library)
    exploring.sweep()
    assert len(inputs_of(library)) == 2
    exploring.references.keep([], Task.EDIT)
    exploring.sweep()
    assert inputs_of(library) == []


@pytest.mark.parametrize("place", ["grids/a.json", "spool/x/request.json", "trash/y/request.json", "other.json"])
def test_what_any_file_of_the_library_names_stays(exploring: Exploring, library: Library, place: str) -> None:
    image = exploring.inputs.take(picture("PNG"))
    grow_old(library)
    naming = library.folder / place
    naming.parent.mkdir(parents=True, exist_ok=True)
    naming.write_text(f'{{"images": ["{image.sha256}"]}}')
    exploring.sweep()
    assert inputs_of(library) == [image.file_name]


def test_where_a_file_cannot_be_read_nothing_is_deleted(exploring: Exploring, library: Library) -> None:
    exploring.inputs.take(picture("PNG"))
    grow_old(library)
    (library.folder / "grids" / "a.json").mkdir(parents=True)  # nobody knows what it would have named
    with pytest.raises(DiskError):
        exploring.sweep()
    assert len(inputs_of(library)) == 1


def test_what_is_none_of_ours_stays(exploring: Exploring, library: Library) -> None:
    exploring.inputs.take(picture("PNG"))
    (Layout(library.folder).inputs / "mine.txt").write_text("a note")
    grow_old(library)
    exploring.sweep()
    assert inputs_of(library) == ["mine.txt"]


def test_the_daily_care_sweeps(exploring: Exploring, library: Library) -> None:
    exploring.inputs.take(picture("PNG"))
    grow_old(library)
    library.care.tend()
    assert inputs_of(library) == []
