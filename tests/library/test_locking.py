"""A locked picture is its source outside the mask, byte for byte, and a record of its own."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from imagestudio.core.editing import Painted, Source
from imagestudio.core.errors import FileGoneError, PictureError
from imagestudio.core.money import Money
from imagestudio.core.origin import Origin, Task
from imagestudio.core.record import DEMO, HERE, Record
from imagestudio.library.folder import Library, open_library
from imagestudio.library.preparing import Preparation
from imagestudio.library.rebuild import rebuild
from imagestudio.library.sidecar import path_in
from tests.ui.gallery.shelf import Shelf

W, H = 120, 80
BEGAN = 1_763_000_000_000_000
MIDDLE = (50, 30, 70, 50)  # what may change


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    shelf = Shelf(tmp_path / "library")
    shelf.add(BEGAN, prompt="a fox", cost="0.17", width=W, height=H)
    shelf.close()
    library = open_library(tmp_path / "library")
    yield library
    library.close()


def source() -> Image.Image:
    return Image.linear_gradient("L").resize((W, H)).convert("RGB")


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def edit_of(library: Library, drift: int = 3) -> Record:
    """An edit that made the middle red, and everything else a little brighter."""
    change = Image.new("L", (W, H), 0)
    change.paste(255, MIDDLE)
    painted = Painted(change.tobytes(), W, H)
    images, mask = Preparation(library.exploring.inputs).take([Source(content=png(source()))], painted)
    edited = source().point(lambda value: min(255, value + drift))
    edited.paste("red", MIDDLE)
    [record] = library.history.page(library.history.times())
    target = path_in(library.folder, record.path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(png(edited))
    return replace(record, images=images, mask=mask, task=Task.EDIT, origin=Origin(("the source",)))


def test_every_pixel_beyond_the_feather_is_the_sources_own(library: Library) -> None:
    locked = library.locking.lock(edit_of(library))
    with Image.open(library.path_of(locked)) as image:
        made, before = image.convert("RGB"), source()
    assert made.getpixel((60, 40)) == (255, 0, 0)
    left, top, right, bottom = MIDDLE
    beyond = [
        (x, y) for x in range(W) for y in range(H) if not (left - 12 <= x < right + 12 and top - 12 <= y < bottom + 12)
    ]
    assert all(made.getpixel(place) == before.getpixel(place) for place in beyond)


def test_it_is_a_record_of_its_own_linked_to_the_edit(library: Library) -> None:
    edit = edit_of(library)
    locked = library.locking.lock(edit)
    [kept] = [record for record in library.history.page(library.history.times()) if record.id == locked.id]
    assert kept == locked
    assert (kept.task, kept.origin, kept.provider, kept.cost) == (Task.LOCKED, Origin((edit.id,)), HERE, Money(0))
    assert (kept.prompt, kept.images, kept.mask) == (edit.prompt, edit.images, edit.mask)
    content = library.path_of(kept).read_bytes()
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert (kept.size_bytes, kept.width, kept.height) == (len(content), W, H)
    assert library.thumbnails.load(kept)


def test_what_was_put_together_from_a_demo_picture_is_one(library: Library) -> None:
    edit = replace(edit_of(library), provider=DEMO)
    assert library.locking.lock(edit).is_demo


def test_the_edit_stays_as_it_was(library: Library) -> None:
    edit = edit_of(library)
    before = library.path_of(edit).read_bytes()
    library.locking.lock(edit)
    assert library.path_of(edit).read_bytes() == before


def test_it_is_there_after_the_database_was_made_anew(library: Library) -> None:
    locked = library.locking.lock(edit_of(library))
    folder = library.folder
    library.close()
    rebuild(folder)
    again = open_library(folder)
    try:
        assert locked in again.history.page(again.history.times())
    finally:
        again.close()


def test_what_it_cost_to_lock_is_no_price_of_an_edit(library: Library) -> None:
    edit = edit_of(library)
    library.locking.lock(edit)
    paid = library.exploring.prices.paid(edit.request, edit.provider)
    assert paid is None or all(one.cost != Money(0) for one in paid.bought)


def test_drift_is_measured_outside_the_mask_alone(library: Library) -> None:
    none = library.locking.drift(edit_of(library, drift=0))
    assert (none.share, none.most) == (0, 0)
    little = library.locking.drift(edit_of(library, drift=3))
    assert (little.share, little.most) == (0, 3)
    much = library.locking.drift(edit_of(library, drift=40))
    assert much.share > 0.9
    assert (much.width, much.height, len(much.plane)) == (W, H, W * H)
    assert much.plane[40 * W + 60] == 0


def test_a_picture_of_words_alone_has_nothing_to_lock(library: Library) -> None:
    [record] = library.history.page(library.history.times())
    with pytest.raises(PictureError):
        library.locking.lock(record)


def test_a_source_that_is_gone_is_told(library: Library) -> None:
    edit = edit_of(library)
    library.exploring.inputs.path_of(edit.images[0]).unlink()
    with pytest.raises(FileGoneError):
        library.locking.drift(edit)
