"""Contact sheets as they come out: PDF and PNG, page after page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import DiskError
from imagestudio.core.sheet import SheetChoices, lay_out
from imagestudio.library.folder import Library, open_library
from imagestudio.workers.sheet_writer import SheetWriter
from tests.library.helpers import make_job, picture, save

COUNT = 14


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library")
    for index in range(COUNT):
        save(
            opened,
            make_job(f"狐 fox 🦊 {index} " + "with many words " * 20),
            picture("PNG", (60, 40), (200, 10, index)),
        )
    yield opened
    opened.close()


@pytest.fixture
def writer(qtbot: QtBot, library: Library) -> SheetWriter:
    return SheetWriter(library.history, library.exporter())


def always() -> bool:
    return True


def never() -> bool:
    return False


def nobody(_done: int, _total: int) -> None:
    return


def test_a_pdf_has_every_page(writer: SheetWriter, library: Library, tmp_path: Path) -> None:
    choices = SheetChoices(columns=1, title="Foxes (för Åke)", prompts=True, prices=True)
    seen: list[tuple[int, int]] = []
    times = library.history.times()
    report = writer.pdf(times, choices, tmp_path / "sub" / "a.pdf", lambda *told: seen.append(told), never)
    content = (tmp_path / "sub" / "a.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == COUNT
    assert (report.done, report.total, report.is_whole) == (COUNT, COUNT, True)
    assert seen[-1] == (COUNT, COUNT)


def test_a_png_a_page_shows_the_pictures(writer: SheetWriter, library: Library, tmp_path: Path) -> None:
    choices = SheetChoices(columns=3, landscape=True)
    assert lay_out(choices, choices.size, 40 / 60).pages(COUNT) == 3
    writer.png(library.history.times(), choices, tmp_path / "a.png", nobody, never)
    pages = sorted(path.name for path in tmp_path.glob("*.png"))
    assert pages == ["a-2.png", "a-3.png", "a.png"]
    image = QImage(str(tmp_path / "a.png"))
    assert abs(image.width() - 297 / 25.4 * 200) < 2
    red = [image.pixelColor(image.width() // 4, y) for y in range(0, image.height(), 20)]
    assert any(color.red() > 150 and color.green() < 60 for color in red)


def test_nothing_is_replaced(writer: SheetWriter, library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"mine")
    report = writer.pdf(library.history.times(), SheetChoices(), tmp_path / "a.pdf", nobody, never)
    assert report.place == tmp_path / "a-2.pdf"
    assert (tmp_path / "a.pdf").read_bytes() == b"mine"


def test_a_cancelled_sheet_leaves_nothing(writer: SheetWriter, library: Library, tmp_path: Path) -> None:
    report = writer.pdf(library.history.times(), SheetChoices(), tmp_path / "a.pdf", nobody, always)
    assert report.cancelled
    assert list(tmp_path.glob("*.pdf*")) == []


def test_a_picture_that_is_gone_leaves_its_place_empty(writer: SheetWriter, library: Library, tmp_path: Path) -> None:
    times = library.history.times()
    library.path_of(library.history.page(times)[3]).unlink()
    report = writer.pdf(times, SheetChoices(), tmp_path / "a.pdf", nobody, never)
    assert (report.done, len(report.refused)) == (COUNT - 1, 1)


def test_where_nothing_can_be_written_it_is_told(writer: SheetWriter, library: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskError):
        writer.pdf(library.history.times(), SheetChoices(), tmp_path / "file" / "a.pdf", nobody, never)


def test_the_preview_is_the_first_page(writer: SheetWriter, library: Library) -> None:
    image, pages = writer.preview(library.history.times(), SheetChoices(columns=1), 210)
    assert (image.width(), image.height(), pages) == (210, 297, COUNT)
