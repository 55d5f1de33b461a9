"""Makes the program's icons of every system from its one drawing: python packaging/icons.py FOLDER

Into FOLDER come hicolor/<size>x<size>/apps/imagestudio.png, imagestudio.ico and imagestudio.icns. Needs PySide6.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[1] / "resources" / "icons" / "imagestudio.svg"
HICOLOR = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO = (16, 20, 24, 32, 40, 48, 64, 256)
# The types of an .icns that hold a PNG and how many pixels each has ("ic11" is 16 points twice as dense; the
# plain 16 and 32 points, icp4 and icp5, are drawn wrongly by some releases and are made from those).
ICNS = {
    "ic07": 128, "ic08": 256, "ic09": 512, "ic10": 1024,
    "ic11": 32, "ic12": 64, "ic13": 256, "ic14": 512,
}  # fmt: skip


def png(drawing: QSvgRenderer, size: int) -> bytes:
    """The drawing as a square PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon: a directory of 16 bytes a picture, then the PNGs as they are (a side of 256 is written as 0)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    directory, content = b"", b""
    for size, picture in sorted(pictures.items()):
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at + len(content))
        content += picture
    return head + directory + content


def icns(pictures: dict[str, bytes]) -> bytes:
    """A macOS icon: blocks of type, length with its own eight bytes, PNG."""
    blocks = b"".join(
        kind.encode() + struct.pack(">I", 8 + len(content)) + content for kind, content in pictures.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(blocks)) + blocks


def make(folder: Path) -> None:
    drawing = QSvgRenderer(str(DRAWING))
    if not drawing.isValid():
        raise SystemExit(f"{DRAWING.name} cannot be drawn.")
    for size in HICOLOR:
        place = folder / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        (place / "imagestudio.png").write_bytes(png(drawing, size))
    (folder / "imagestudio.ico").write_bytes(ico({size: png(drawing, size) for size in ICO}))
    (folder / "imagestudio.icns").write_bytes(icns({kind: png(drawing, size) for kind, size in ICNS.items()}))


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    make(Path(sys.argv[1]))
