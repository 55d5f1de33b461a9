"""Thumbnails: loaded what is asked for last, within a bound, and broken ones not again and again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import LibraryError, PictureError
from imagestudio.core.record import Record
from imagestudio.core.thumbnail import ThumbnailSize
from imagestudio.workers.shaping import Shape, shaped
from imagestudio.workers.task import TaskRunner
from imagestudio.workers.thumbnail_loader import ThumbnailLoader


def encoded(width: int = 64, height: int = 48, kind: str = "JPEG", color: str = "#336699") -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(color))
    return bytes_of(image, kind)


def bytes_of(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def record(time: int) -> Record:
    return Record(f"id{time}", time, f"originals/{time}.png", "", 1, "image/png", 64, 48, "demo", "m", "a prompt")


class Shelf:
    """Encoded thumbnails by time; those of broken times cannot be read, and a gate can hold every reader."""

    def __init__(self) -> None:
        self.read: list[int] = []
        self.sizes: set[ThumbnailSize] = set()
        self.broken: dict[int, Exception] = {}
        self._guard = threading.Lock()
        self._inside = 0
        self.lonely: set[int] = set()
        self.company = threading.Event()  # two were reading at once
        self.pages: list[list[int]] = []
        self.unknown: set[int] = set()
        self.closed: Exception | None = None
        self.somebody_reads = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    def page(self, times: Sequence[int]) -> list[Record]:
        self.pages.append(list(times))
        if self.closed is not None:
            raise self.closed
        return [record(time) for time in times if time not in self.unknown]

    def load(self, record: Record, size: ThumbnailSize = ThumbnailSize.LARGE) -> bytes:
        with self._guard:
            self._inside += 1
            if self._inside > 1:
                self.company.set()
        try:
            if record.time in self.lonely:
                self.company.wait(0.05)  # would another thread come?
            return self._load(record, size)
        finally:
            with self._guard:
                self._inside -= 1

    def _load(self, record: Record, size: ThumbnailSize) -> bytes:
        self.sizes.add(size)
        self.read.append(record.time)
        self.somebody_reads.set()
        self.gate.wait(60)
        if record.time in self.broken:
            raise self.broken[record.time]
        return encoded()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def make(shelf: Shelf, qtbot: QtBot) -> Iterator[Callable[..., ThumbnailLoader]]:
    runner = TaskRunner(2)

    def make(cache_bytes: int = 1_000_000) -> ThumbnailLoader:
        loader = ThumbnailLoader(shelf, shelf.page, runner, cache_bytes=cache_bytes)
        loader.set_shape(Shape(40))
        return loader

    yield make
    shelf.gate.set()
    runner.close()


Make = Callable[..., ThumbnailLoader]


def test_what_is_asked_for_comes(make: Make, qtbot: QtBot) -> None:
    loader = make()
    assert loader.image(1) is None
    with qtbot.waitSignal(loader.loaded) as heard:
        loader.request([record(1)])
    assert heard.args == [[1]]
    image = loader.image(1)
    assert image is not None
    assert (image.width(), image.height()) == (40, 40)


def test_a_thumbnail_that_is_there_is_not_read_again(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    loader = make()
    with qtbot.waitSignal(loader.loaded):
        loader.request([record(1)])
    loader.request([record(1), record(2)])
    qtbot.waitUntil(lambda: loader.image(2) is not None)
    assert shelf.read == [1, 2]


def test_requests_that_went_stale_are_dropped(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    loader = make()
    shelf.gate.clear()
    loader.request([record(time) for time in range(1, 100)])
    loader.request([record(time) for time in range(200, 203)])
    shelf.gate.set()
    qtbot.waitUntil(lambda: all(loader.image(time) is not None for time in range(200, 203)))
    assert set(shelf.read) <= {1, 2, 200, 201, 202}  # each of the two threads had begun one at most


def test_a_broken_original_is_known_and_not_read_again(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    loader = make()
    shelf.broken[1] = PictureError("truncated")
    with qtbot.waitSignal(loader.loaded):
        loader.request([record(1)])
    assert loader.is_broken(1)
    assert loader.image(1) is None
    loader.request([record(1), record(2)])
    qtbot.waitUntil(lambda: loader.image(2) is not None)
    assert shelf.read == [1, 2]


def test_a_forgotten_one_is_read_anew(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    loader = make()
    shelf.broken[1] = PictureError("truncated")
    with qtbot.waitSignal(loader.loaded):
        loader.request([record(1)])
    shelf.broken.clear()
    loader.forget(1)
    with qtbot.waitSignal(loader.loaded):
        loader.request([record(1)])
    assert loader.image(1) is not None


def test_a_bug_is_seen_and_the_others_still_come(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    loader = make()
    shelf.broken = {1: KeyError("bug"), 2: KeyError("bug")}
    with qtbot.captureExceptions() as caught:
        loader.request([record(1), record(2), record(3)])
        qtbot.waitUntil(lambda: loader.image(3) is not None)
    assert {kind for kind, _error, _trace in caught} == {KeyError}


def test_the_cache_keeps_within_its_bound_and_drops_the_oldest(make: Make, qtbot: QtBot) -> None:
    loader = make(cache_bytes=40 * 40 * 4 * 3)
    for time in range(1, 6):
        with qtbot.waitSignal(loader.loaded):
            loader.request([record(time)])
        if time > 1:
            assert loader.image(1) is not None  # looked at, so it stays
    assert [time for time in range(1, 6) if loader.image(time) is not None] == [1, 4, 5]


def test_another_shape_is_made_on_request_and_the_old_one_shown_meanwhile(make: Make, qtbot: QtBot) -> None:
    loader = make()
    with qtbot.waitSignal(loader.loaded):
        loader.request([record(1)])
    loader.set_shape(Shape(80))
    old = loader.image(1)
    assert old is not None
    assert old.width() == 40
    with qtbot.waitSignal(loader.loaded):
        loader.request([record(1)])
    new = loader.image(1)
    assert new is not None
    assert new.width() == 80


def test_the_last_shape_wins_when_it_changes_under_way(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    loader = make()
    shelf.gate.clear()
    loader.request([record(1)])
    loader.set_shape(Shape(90))
    shelf.gate.set()
    qtbot.waitUntil(lambda: (image := loader.image(1)) is not None and image.width() == 90)


@pytest.mark.parametrize(
    ("side", "whole", "size"),
    [
        (192, False, ThumbnailSize.SMALL),
        (256, False, ThumbnailSize.SMALL),
        (300, False, ThumbnailSize.LARGE),  # the shorter side has 256
        (300, True, ThumbnailSize.SMALL),  # the longer one has 341
        (384, True, ThumbnailSize.LARGE),
    ],
)
def test_the_size_is_asked_for_that_the_cell_needs(
    make: Make, shelf: Shelf, qtbot: QtBot, side: int, whole: bool, size: ThumbnailSize
) -> None:
    loader = make()
    loader.set_shape(Shape(side, whole=whole))
    with qtbot.waitSignal(loader.loaded):
        loader.request([replace(record(1), width=1536, height=1152)])
    assert shelf.sizes == {size}


def test_a_few_screens_are_kept_of_a_bound_that_allows_more(make: Make, qtbot: QtBot) -> None:
    loader = make(cache_bytes=1 << 30)
    loader.set_shape(Shape(1200))
    for time in range(1, 9):
        with qtbot.waitSignal(loader.loaded):
            loader.request([record(time)])
    assert [time for time in range(1, 9) if loader.image(time) is not None] == [5, 6, 7, 8]


def test_of_those_known_by_their_times_only_the_records_are_read_on_the_way(
    make: Make, shelf: Shelf, qtbot: QtBot
) -> None:
    loader = make()
    heard: list[Record] = []
    loader.records_read.connect(heard.extend)
    loader.request([1, record(2), 3])
    qtbot.waitUntil(lambda: all(loader.image(time) is not None for time in (1, 2, 3)))
    assert shelf.pages == [[1, 3]]
    assert [one.time for one in heard] == [1, 3]


def test_a_jump_takes_one_trip_whoever_else_asks_for_the_window(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    """Nothing is heard in the window's thread before the first thumbnails are decoded."""
    loader = make()
    loader.request(list(range(1, 30)))
    while len(shelf.read) < 2:  # no event is handled meanwhile
        shelf.somebody_reads.wait(60)
    assert loader.image(1) is None
    qtbot.waitUntil(lambda: all(loader.image(time) is not None for time in range(1, 30)))
    assert sorted(shelf.read) == list(range(1, 30))


def test_a_picture_that_is_gone_is_waited_for_no_more(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    loader = make()
    shelf.unknown = {1}
    loader.request([1, 2])
    qtbot.waitUntil(lambda: loader.image(2) is not None)
    assert shelf.read == [2]
    assert loader.image(1) is None


def test_records_that_cannot_be_read_are_told_of_and_asked_for_again(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    loader = make()
    shelf.closed = LibraryError("the disk is gone")
    with qtbot.waitSignal(loader.read_failed) as heard:
        loader.request([1])
    assert heard.args == [shelf.closed]
    shelf.closed = None
    loader.request([1])
    qtbot.waitUntil(lambda: loader.image(1) is not None)


def test_a_thumbnail_asked_for_again_before_it_is_collected_is_decoded_once(
    make: Make, shelf: Shelf, qtbot: QtBot
) -> None:
    loader = make()
    loader.request([record(1)])
    while not shelf.read:
        shelf.somebody_reads.wait(60)
    loader.request([record(1), record(2)])
    qtbot.waitUntil(lambda: loader.image(2) is not None)
    assert shelf.read == [1, 2]


def test_the_crop_fills_the_square_and_the_whole_fits_it() -> None:
    wide = encoded(120, 60)
    assert (shaped(wide, Shape(40)).width(), shaped(wide, Shape(40)).height()) == (40, 40)
    whole = shaped(wide, Shape(40, whole=True))
    assert (whole.width(), whole.height()) == (40, 20)
    assert shaped(encoded(4000, 1), Shape(40, whole=True)).height() == 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_is_cut_off_is_the_edge(kind: str) -> None:
    wide = QImage(300, 100, QImage.Format.Format_RGB32)
    wide.fill(QColor("#ffffff"))
    for x in range(100, 200):
        for y in range(100):
            wide.setPixelColor(x, y, QColor("#0000ff"))
    image = shaped(bytes_of(wide, kind), Shape(50))
    assert all(image.pixelColor(x, 25).red() < 60 for x in (2, 25, 47))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_corners_are_round_and_the_middle_is_the_picture(kind: str) -> None:
    image = shaped(encoded(color="#336699", kind=kind), Shape(40, radius=8))
    corners = [image.pixelColor(x, y).alpha() for x in (0, 39) for y in (0, 39)]
    assert corners == [0, 0, 0, 0]
    assert image.pixelColor(20, 0).alpha() == image.pixelColor(0, 20).alpha() == 255
    seen = image.pixelColor(20, 20)
    assert abs(seen.red() - 0x33) + abs(seen.green() - 0x66) + abs(seen.blue() - 0x99) < 8


def test_transparency_shows_the_checkerboard() -> None:
    shape = Shape(40, checker_a="#ff0000", checker_b="#0000ff", checker=8)
    image = shaped(encoded(kind="PNG", color="#00000000"), shape)
    assert {image.pixelColor(12, 12).name(), image.pixelColor(20, 12).name()} == {"#ff0000", "#0000ff"}


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n", b"GIF89a"])
def test_nothing_but_a_sound_jpeg_or_png_is_a_thumbnail(data: bytes) -> None:
    with pytest.raises(PictureError):
        shaped(data, Shape(40))


def test_what_nobody_looks_at_yet_is_left_to_one_thread(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    loader = make()
    shelf.lonely = set(range(1, 9))
    loader.request([record(time) for time in range(1, 9)], urgent=[])
    qtbot.waitUntil(lambda: all(loader.image(time) is not None for time in range(1, 9)))
    assert not shelf.company.is_set()


def test_what_somebody_looks_at_is_decoded_by_two(make: Make, shelf: Shelf, qtbot: QtBot) -> None:
    loader = make()
    shelf.gate.clear()
    loader.request([record(time) for time in range(1, 9)], urgent=[1, 2])
    assert shelf.company.wait(60)
    qtbot.waitUntil(lambda: len(shelf.read) == 2)  # and both have written down what they read
    shelf.gate.set()
    qtbot.waitUntil(lambda: all(loader.image(time) is not None for time in range(1, 9)))
    assert set(shelf.read[:2]) == {1, 2}
