"""What every writer of sheets needs: a place that is free, and pictures that are whole on the disk or not there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSaveFile
from PySide6.QtGui import QImage

from imagestudio.core.errors import DiskError

_QUALITY = {"JPEG": 92, "PNG": -1}


def free_place(target: Path) -> Path:
    """The place, or with -2, -3 … where something is already. Raises DiskError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskError(f"The folder cannot be made: {error.strerror}.") from error
    place, number = target, 2
    while place.exists():
        place = target.with_name(f"{target.stem}-{number}{target.suffix}")
        number += 1
    return place


def save_image(image: QImage, place: Path, kind: str, what: str) -> None:
    """Write it as PNG or JPEG. Raises DiskError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, _QUALITY[kind])  # type: ignore[call-overload]
    file = QSaveFile(str(place))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not opened or file.write(buffer.data()) != buffer.size() or not file.commit():
        raise refusal(file, what)


def refusal(file: QSaveFile, what: str) -> DiskError:
    """Why a file could not be written; `what` names it."""
    return DiskError(f"{what} could not be written: {file.errorString()}.")
