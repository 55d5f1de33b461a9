"""Pictures as other programs take them: by drag and by copy, as files and as pictures with their transparency."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from imagestudio.core.errors import FileGoneError, FileSpoiltError
from imagestudio.ui.giving import DraggedData, data_of, decode
from tests.library.helpers import png_chunk

CLEAR = (10, 200, 30, 90)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a föx #1.png"
    Image.new("RGBA", (40, 30), CLEAR).save(path)
    return path


def large_png(path: Path, side: int) -> None:
    """Sixteen bits a channel: eight bytes a pixel in memory."""
    header = struct.pack(">IIBBBBB", side, side, 16, 6, 0, 0, 0)
    packer = zlib.compressobj(1)
    row = bytes(1 + side * 8)
    pixels = b"".join([packer.compress(row) for _ in range(side)]) + packer.flush()
    parts = (png_chunk(b"IHDR", header), png_chunk(b"IDAT", pixels), png_chunk(b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def test_a_copied_picture_keeps_its_transparency_and_its_bytes(qtbot: QtBot, file: Path) -> None:
    data = data_of([file], decode(file, "image/png"))
    assert QImage(data.imageData()).pixelColor(5, 5).getRgb() == CLEAR
    assert bytes(data.data("image/png").data()) == file.read_bytes()
    assert [url.toLocalFile() for url in data.urls()] == [str(file)]
    lines = bytes(data.data("x-special/gnome-copied-files").data()).decode().splitlines()
    assert lines == ["copy", f"file://{str(file).replace('ö', '%C3%B6').replace(' ', '%20').replace('#', '%23')}"]


def test_a_dragged_picture_is_file_and_picture(qtbot: QtBot, file: Path) -> None:
    data = DraggedData([file], "image/png")
    assert data.hasImage()
    assert data.hasUrls()
    assert QImage(data.imageData()).pixelColor(5, 5).getRgb() == CLEAR
    assert bytes(data.data("image/png").data()) == file.read_bytes()
    assert [url.toLocalFile() for url in data.urls()] == [str(file)]


def test_several_dragged_pictures_are_their_files(qtbot: QtBot, tmp_path: Path) -> None:
    data = DraggedData([tmp_path / "1.png", tmp_path / "2.png"])
    assert (len(data.urls()), data.hasImage()) == (2, False)


def test_a_dragged_picture_whose_file_is_gone_is_an_empty_one(qtbot: QtBot, tmp_path: Path) -> None:
    data = DraggedData([tmp_path / "gone.png"], "image/png")
    assert QImage(data.imageData()).isNull()


def test_what_is_no_picture_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileGoneError):
        decode(tmp_path / "gone.png", "image/png")
    (tmp_path / "text.png").write_bytes(b"<svg/>")
    with pytest.raises(FileSpoiltError):
        decode(tmp_path / "text.png", "image/png")


def test_a_picture_larger_than_the_limit_of_qt_is_decoded(tmp_path: Path) -> None:
    large_png(tmp_path / "large.png", 5900)  # 278 MB; Qt gives up at 268
    assert decode(tmp_path / "large.png", "image/png").image.width() == 5900
