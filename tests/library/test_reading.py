"""Very large PNG pictures are shrunk for the screen without ever being in memory as a whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from imagestudio.core.errors import FileGoneError, FileSpoiltError
from imagestudio.library.reading import read_small


def large(path: Path, mode: str = "RGB", size: tuple[int, int] = (6000, 3000), color: str = "#336699") -> Path:
    Image.new(mode, size, color).save(path, "PNG", compress_level=1)
    return path


@pytest.mark.parametrize(("mode", "color"), [("RGB", "#336699"), ("RGBA", "#33669980")])
def test_a_copy_is_at_least_as_large_as_wanted(tmp_path: Path, mode: str, color: str) -> None:
    pixels = read_small(large(tmp_path / "x", mode, color=color), 1600, 940)
    assert pixels is not None
    assert (pixels.width, pixels.height) == (2000, 1000)
    assert (pixels.whole_width, pixels.whole_height) == (6000, 3000)
    assert pixels.transparent == (mode == "RGBA")
    expected = bytes.fromhex("336699" + ("80" if pixels.transparent else "ff"))
    assert list(pixels.rgba[:4]) == pytest.approx(list(expected), abs=1)
    assert len(pixels.rgba) == 2000 * 1000 * 4


def test_what_is_not_large_or_no_png_is_left_to_others(tmp_path: Path) -> None:
    assert read_small(large(tmp_path / "small", size=(1600, 900)), 400, 300) is None
    assert read_small(large(tmp_path / "near"), 5000, 2500) is None
    jpeg = tmp_path / "x.png"
    Image.new("RGB", (6000, 3000)).save(jpeg, "JPEG")
    assert read_small(jpeg, 1600, 940) is None


def test_what_is_gone_or_broken_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileGoneError):
        read_small(tmp_path / "gone", 10, 10)
    path = large(tmp_path / "x")
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(FileSpoiltError):
        read_small(path, 1600, 940)


def test_the_whole_is_never_in_memory(tmp_path: Path) -> None:
    path = large(tmp_path / "x", "RGBA", (8000, 8000))
    code = f"""if True:
        import resource
        from pathlib import Path
        from imagestudio.library import decoding, shrink
        from imagestudio.library.reading import read_small
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        read_small(Path({str(path)!r}), 1600, 940)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 80 * 1024  # of 250 MB
