"""A missing system library is told in one line that names its package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from imagestudio.system_libraries import line_about, missing_in

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ({"ID": "debian"}, "sudo apt install libxcb-cursor0"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt install libxcb-cursor0"),
        ({"ID": "fedora"}, "sudo dnf install xcb-util-cursor"),
        ({"ID": "endeavouros", "ID_LIKE": "arch"}, "sudo pacman -S xcb-util-cursor"),
    ],
)
def test_the_line_has_the_command_of_this_system(release: dict[str, str], command: str) -> None:
    line = line_about(["libxcb-cursor.so.0"], release)
    assert line.endswith(f"Install with: {command}")
    assert "\n" not in line


def test_another_system_is_told_the_names_in_three_families() -> None:
    line = line_about(["libxcb-icccm.so.4", "libEGL.so.1"], {"ID": "other"})
    assert "libxcb-icccm4 libegl1 (Debian, Ubuntu), xcb-util-wm libglvnd-egl (Fedora)" in line


def test_an_import_that_failed_otherwise_is_no_missing_library() -> None:
    assert missing_in(ImportError("cannot import name 'x' from 'y'")) == ""
    absent = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert "libEGL.so.1" in missing_in(absent)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves these libraries to the system")
def test_the_program_names_the_package_where_qt_would_abort(tmp_path: Path) -> None:
    (tmp_path / "libxcb-cursor.so.0").write_bytes(b"no library")  # found first, and of no use
    environment = dict(os.environ, LD_LIBRARY_PATH=str(tmp_path), QT_QPA_PLATFORM="xcb", DISPLAY=":4711")
    environment |= {"PATH": "", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}  # without any dialog
    environment.pop("WAYLAND_DISPLAY", None)
    ended = subprocess.run([sys.executable, "-m", "imagestudio"], env=environment, capture_output=True, text=True)
    assert ended.returncode == 1
    assert "libxcb-cursor.so.0" in ended.stderr
    assert "libxcb-cursor0" in ended.stderr or "xcb-util-cursor" in ended.stderr
