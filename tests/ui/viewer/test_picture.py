"""Pictures are decoded by what is in them, and can be painted at any size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from imagestudio.core.errors import FileGoneError, FileSpoiltError
from imagestudio.ui.viewer.picture import load_picture


def write(path: Path, form: str, width: int = 700, height: int = 300, color: str = "#336699") -> Path:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(color))
    assert image.save(str(path), form)  # type: ignore[call-overload]
    return path


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_known_by_its_content_and_not_by_its_name(tmp_path: Path, form: str) -> None:
    picture = load_picture(write(tmp_path / "picture.bin", form))
    assert (picture.size.width(), picture.size.height()) == (700, 300)


def test_another_kind_of_file_is_no_picture_even_with_the_name_of_one(tmp_path: Path) -> None:
    svg = tmp_path / "x.png"
    svg.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    with pytest.raises(FileSpoiltError):
        load_picture(svg)


def test_a_damaged_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"nothing of worth")
    with pytest.raises(FileSpoiltError):
        load_picture(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileGoneError):
        load_picture(tmp_path / "gone.png")


def test_a_small_view_is_painted_from_a_small_level(tmp_path: Path) -> None:
    picture = load_picture(write(tmp_path / "x.png", "PNG", 1600, 800))
    assert picture.level_for(1.0).width() == 1600
    assert picture.level_for(0.5).width() == 800
    assert picture.level_for(0.3).width() == 800
    assert picture.level_for(0.01).width() == 200


def test_the_exact_size_is_made_once(tmp_path: Path) -> None:
    picture = load_picture(write(tmp_path / "x.png", "PNG"))
    first = picture.exact(350, 150)
    assert first is not None
    assert (first.width(), first.height()) == (350, 150)
    assert picture.exact(350, 150) is first
    assert picture.exact(9000, 9000) is None


def test_transparency_is_kept(tmp_path: Path) -> None:
    assert load_picture(write(tmp_path / "x.png", "PNG", color="#80336699")).transparent


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_of_a_large_picture_only_what_is_enough_is_read(tmp_path: Path, form: str) -> None:
    path = write(tmp_path / "x", form, 4000, 3000)
    picture = load_picture(path, QSize(1200, 800))
    assert picture.size == QSize(4000, 3000)
    assert picture.level_for(1).size() == QSize(1067, 800)
    assert picture.detail == pytest.approx(0.26675)
    assert picture.size_bytes < 6_000_000
    whole = load_picture(path)
    assert whole.level_for(1).size() == whole.size == QSize(4000, 3000)
    assert whole.detail == 1


def test_a_picture_of_a_common_size_is_read_whole(tmp_path: Path) -> None:
    assert load_picture(write(tmp_path / "x", "PNG", 1536, 1024), QSize(300, 300)).detail == 1


def test_a_picture_is_read_with_no_more_pixels_than_allowed(tmp_path: Path) -> None:
    picture = load_picture(write(tmp_path / "x", "PNG", 4000, 3000), most_pixels=3_000_000)
    assert picture.level_for(1).size() == QSize(2000, 1500)
    assert picture.size == QSize(4000, 3000)


def test_a_large_picture_that_lies_on_its_side_is_upright(tmp_path: Path) -> None:
    path = tmp_path / "x.jpg"
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (4000, 3000), "#336699").save(path, exif=turned)
    picture = load_picture(path, QSize(1200, 800))
    assert picture.size == QSize(3000, 4000)
    assert picture.level_for(1).size() == QSize(600, 800)
    assert load_picture(path).size == QSize(3000, 4000)
