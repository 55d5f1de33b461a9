"""A screen to measure on: one of our own, whose pixels can be looked at while programs draw on it."""

from __future__ import annotations

import mmap
import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

WIDTH, HEIGHT = 1280, 800
_STILL_S = 1.5  # on a busy machine a window may take that long from its surfaces to what is on them
_LOOK_S = 0.004
_LONGEST_S = 60.0
_CARET_WIDTH = 3
_FEWEST_COLORS = 64  # of a screen with pictures; a window that is still bare has a handful
_PIXEL_BYTES = 4


@dataclass(frozen=True)
class Screen:
    """An X server without a window manager: windows stand where they are put, and nothing else draws."""

    environment: dict[str, str]
    pixels: memoryview

    def look(self) -> bytes:
        return bytes(self.pixels)

    def save(self, path: Path) -> None:
        Image.frombytes("RGBX", (WIDTH, HEIGHT), self.look(), "raw", "BGRX").convert("RGB").save(path)

    def until_still(self, began_ns: int) -> float:
        """Milliseconds from `began_ns` (of time.monotonic_ns) to the last change of a screen that then stood still.

        A caret that blinks is no change, and a window without pictures is not there yet.
        """
        seen = self.look()
        changed = time.monotonic_ns()
        while (now := time.monotonic_ns()) - changed < _STILL_S * 1e9 or _is_bare(seen):
            if now - began_ns > _LONGEST_S * 1e9:
                raise SystemExit("The screen does not come to rest.")
            time.sleep(_LOOK_S)
            if self.pixels != seen:
                looked, before, seen = time.monotonic_ns(), seen, self.look()
                if _width_of_change(before, seen) > _CARET_WIDTH:
                    changed = looked
        return (changed - began_ns) / 1e6


def _is_bare(content: bytes) -> bool:
    return Image.frombuffer("RGBX", (WIDTH, HEIGHT), content, "raw", "BGRX", 0, 1).getcolors(_FEWEST_COLORS) is not None


def _width_of_change(before: bytes, after: bytes) -> int:
    images = (Image.frombuffer("RGBX", (WIDTH, HEIGHT), content, "raw", "BGRX", 0, 1) for content in (before, after))
    box = ImageChops.difference(*(image.convert("RGB") for image in images)).getbbox()
    return box[2] - box[0] if box else 0


@contextmanager
def screen() -> Iterator[Screen]:
    """Raises where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        raise SystemExit("There is no Xvfb to make a screen: apt-get install xvfb")
    with tempfile.TemporaryDirectory(prefix="bench-screen-") as folder:
        read, write = os.pipe()
        arguments = [program, "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
        arguments += ["-nolisten", "tcp", "-fbdir", folder]
        server = subprocess.Popen(arguments, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        try:
            with os.fdopen(read) as pipe:  # answers when the server is ready
                number = pipe.readline().strip()
            environment = dict(os.environ, QT_QPA_PLATFORM="xcb", DISPLAY=f":{number}")
            yield Screen(environment, _pixels(Path(folder) / "Xvfb_screen0"))
        finally:
            server.terminate()
            server.wait()


def _pixels(path: Path) -> memoryview:
    """What the server draws into: a dump in the format of xwd, mapped into our memory."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    header = struct.unpack(">25I", mapped[:100])
    header_bytes, bytes_per_line, colors = header[0], header[12], header[19]
    if bytes_per_line != WIDTH * _PIXEL_BYTES:
        raise SystemExit("The screen has another depth than 24 bits.")
    begin = header_bytes + colors * 12
    return memoryview(mapped)[begin : begin + HEIGHT * bytes_per_line]
